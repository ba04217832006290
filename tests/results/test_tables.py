"""No cell of a table that we write can become a formula, whatever parts its cells."""

import csv
import io
from dataclasses import replace

from hypothesis import example, given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from neighbourhood import clock, pabulib
from neighbourhood.permissions import SYSTEM
from neighbourhood.results import queries
from neighbourhood.results.documents import FORMAT, FORMAT_2
from neighbourhood.results.publication import projects_table
from neighbourhood.results.services import export_round
from tests.results.test_import import MINIMAL, imported

SEPARATORS = ",;\t|"
SIGNS = "=+-@"
TITLES = st.text(st.sampled_from("=+-@;,|\t\n\r\"' aé0'\u2028") | st.characters(), max_size=30)


def cells(text: str, separator: str) -> list[str]:
    """Return every cell that a spreadsheet sees which parts them by the separator."""
    lines = text.splitlines()
    read = [cell for row in csv.reader(lines, delimiter=separator) for cell in row]
    # One that makes nothing of quotation marks sees these.
    return read + [cell for line in lines for cell in line.split(separator)]


def formulas(text: str) -> list[str]:
    return [
        cell
        for separator in SEPARATORS
        for cell in cells(text, separator)
        if cell.strip(" \"'\u00a0")[:1] in SIGNS
        and cell.strip(" \"'\u00a0")
        and not cell.lstrip(' "').startswith("'")
    ]


@settings(deadline=None, max_examples=400)
@given(TITLES)
@example("Jardin;=cmd|' /C calc'!A0;fin")
@example('=HYPERLINK("http://x")')
@example(" @SUM(1+1)")
@example('a;"=1+1"')
@example("a\t=1")
@example("a\n=1")
def test_no_title_becomes_a_formula(title: str) -> None:
    assert not formulas(table_of(title))


def table_of(title: str) -> str:
    """Return a table with one project of this title, as a spreadsheet is given it."""
    line = projects_table.inert(title)
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerow([1, line, projects_table.inert("12.50")])
    return out.getvalue()


EVIL = "Jardin;=cmd|' /C calc'!A0;fin"
HOSTILE = (
    MINIMAL.replace(";votes;name", ";votes;name;category")
    .replace(";Seven", f';"{EVIL}";"Groen;@x"')
    .replace(";Letters", ';"=1+1";=2')
    .replace(";Million", ";Million, +plus;Rood")
)


def test_no_file_of_a_publication_holds_one(session: Session) -> None:
    round_ = imported(session, pabulib.parse(HOSTILE))
    publication = queries.publication_of(session, round_.id)
    assert publication is not None
    assert EVIL in publication.result.projects[0].title
    assert not formulas(projects_table.projects_csv(publication.result))
    assert not formulas(publication.ballots_pb)
    assert not formulas(export_round(session, round_, actor=SYSTEM, now=clock.now()))


def test_earlier_formats_keep_their_bytes(session: Session) -> None:
    round_ = imported(session, pabulib.parse(HOSTILE))
    publication = queries.publication_of(session, round_.id)
    assert publication is not None
    result = publication.result
    assert result.format == FORMAT
    earlier = replace(
        result,
        format=FORMAT_2,
        projects=tuple(replace(project, category_slug=None) for project in result.projects),
    )
    lines = projects_table.projects_csv(earlier).splitlines()
    assert lines[0] == (
        "number,reference,title,language,category,cost,votes,place,chosen by the vote,amount,reason"
    )
    assert lines[1].startswith(f"7,7,{EVIL},fr,Groen;@x,500.00,2,1,yes,500.00")


def test_categories_can_be_grouped(session: Session) -> None:
    round_ = imported(session, pabulib.parse(HOSTILE))
    publication = queries.publication_of(session, round_.id)
    assert publication is not None
    rows = list(csv.DictReader(projects_table.projects_csv(publication.result).splitlines()))
    assert {row["category"] for row in rows} == {"Groen;'@x", "'=2", "Rood"}
    assert len({row["category slug"] for row in rows}) == 3
