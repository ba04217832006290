"""Writes an election so that every known reader takes it: LF, no blanks round separators, every
column in every row.
"""

from collections.abc import Iterable, Iterator

from neighbourhood.pabulib.election import POINT_KINDS, Election
from neighbourhood.pabulib.numbers import plain

_KNOWN_ORDER = (
    "votes score name category beneficiaries selected neighborhood subunit district description "
    "proposer public_id latitude longitude"
).split()


def write(election: Election) -> str:
    """The text of the `.pb` file, for UTF-8 without a byte order mark; order of projects and
    ballots is kept.

    Voter ids and personal columns are written as they stand: an exporter gives fresh random ids and
    shuffles first.
    """
    return "".join(_lines(election))


def _lines(election: Election) -> Iterator[str]:
    yield "META\nkey;value\n"
    for key, value in election.meta.items():
        yield _line((key, value))
    yield "PROJECTS\n"
    columns = project_columns(election)
    yield _line(("project_id", "cost", *columns))
    for project in election.projects:
        yield _line(
            (
                project.id,
                plain(project.cost),
                *(project.fields.get(column, "") for column in columns),
            )
        )
    yield "VOTES\n"
    with_points = election.vote_type in POINT_KINDS
    yield _line(
        ("voter_id", "vote", *(("points",) if with_points else ()), *election.ballot_fields)
    )
    for ballot in election.ballots:
        points = (",".join(map(plain, ballot.points or ())),) if with_points else ()
        yield _line((ballot.voter_id, ",".join(ballot.choices), *points, *ballot.fields))


def project_columns(election: Election) -> list[str]:
    """The optional columns of PROJECTS that any project has, known ones in Pabulib's order, then
    the others.
    """
    used = dict.fromkeys(column for project in election.projects for column in project.fields)
    known = [column for column in _KNOWN_ORDER if column in used]
    return known + [column for column in used if column not in known]


def _line(cells: Iterable[str]) -> str:
    return ";".join(map(_cell, cells)) + "\n"


def _cell(text: str) -> str:
    # Line breaks become blanks: one widely used reader cuts lines before it looks at quotation
    # marks.
    text = " ".join(text.split("\n")).replace("\r", " ").strip()
    if ";" in text or '"' in text:
        return '"' + text.replace('"', '""') + '"'
    return text
