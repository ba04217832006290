"""What a Pabulib file says, as the settings of an edition, a round and its projects; pure, and
refusing what we cannot show.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from fractions import Fraction
from typing import TypedDict, cast
from zoneinfo import ZoneInfo

from neighbourhood.languages.names import UNKNOWN, code_of
from neighbourhood.money import decimals_of
from neighbourhood.pabulib import Election
from neighbourhood.pabulib.numbers import Exact
from neighbourhood.refusals import Invalid
from neighbourhood.rounds.ballot_kinds import KINDS, BallotKind
from neighbourhood.rounds.documents import BallotTerms, FileSource
from neighbourhood.rounds.rules.settings import CountParameters

#: Pabulib's name of a rule -> our rule, its completion, and whether the name tells the whole rule.
RULES = {
    "greedy": ("greedy@1", "none"),
    "greedy-threshold": ("greedy@1", "none"),
    "greedy-no-skip": ("greedy-no-skip@1", "none"),
    "equalshares": ("equal-shares@1", "none"),
    "equalshares/add1": ("equal-shares@1", "add1"),
    "equalshares-comparison": ("equal-shares-comparison@1", "none"),
    "equalshares/add1-comparison": ("equal-shares-comparison@1", "add1"),
}
#: What a recount uses where the file names no rule, or one of the city's own.
OTHERWISE = ("greedy@1", "none")
LARGEST_NUMBER = 999_999
LONGEST_REFERENCE = 60
LONGEST_TITLE = 200
#: Countries whose files are in one language, where the file itself does not say which.
LANGUAGES = {
    "France": "fr",
    "Netherlands": "nl",
    "Poland": "pl",
    "United States": "en",
    "Norway": "no",
    "Turkey": "tr",
}
#: What META may say of the money beyond the fund; the names are free text, so a recount cannot keep
#: these limits.
LIMIT_KEYS = ("budget_per_category", "budget_per_neighborhood")
SOURCE_KEYS = {
    "country": "country",
    "unit": "city",
    "subunit": "neighbourhood",
    "description": "description",
    "instance": "year",
}


@dataclass(frozen=True)
class Row:
    """A project of the file: cost in minor units."""

    number: int
    reference: str
    title: str
    cost: int
    category: str


def in_currency(election: Election, code: str) -> Election:
    """Return the election in a currency that somebody names; raises Invalid where the file itself
    names another.
    """
    wanted = code.strip().upper()
    said = election.meta.get("currency", "").strip()
    if said and said != wanted:
        raise Invalid("import_other_currency", theirs=said, said=wanted)
    return replace(election, meta={**election.meta, "currency": wanted})


def require_importable(election: Election, currency: str) -> None:
    """Raise Invalid for a file whose ballots, currency or ids this platform has no place for."""
    if kind_in(election) is None:
        raise Invalid("import_ballot_kind", kind=election.vote_type)
    theirs = election.meta.get("currency", "").strip()
    # No guess: amounts under a wrong sign would be a false statement on a public page.
    if not theirs:
        raise Invalid("import_no_currency")
    if theirs != currency:
        raise Invalid("import_currency", theirs=theirs, ours=currency)
    too_long = next(
        (project.id for project in election.projects if len(project.id) > LONGEST_REFERENCE), None
    )
    if too_long:
        raise Invalid("import_id_too_long", id=too_long[:LONGEST_REFERENCE], most=LONGEST_REFERENCE)


def kind_in(election: Election) -> BallotKind | None:
    """Return the kind of ballot that takes in the votes of a file, if there is one."""
    return next((kind for kind in KINDS.values() if election.vote_type in kind.vote_types), None)


class CountSettings(TypedDict):
    """The ballot and rule of an edition, as `open_edition` takes them."""

    ballot: BallotTerms
    rule: str
    rule_parameters: CountParameters


def settings_of(election: Election) -> CountSettings:
    """Return the ballot and rule of an edition, as `open_edition` takes them."""
    rule, completion = RULES.get(election.rule, OTHERWISE)
    kind = kind_in(election) or KINDS["approval"]
    threshold = (
        Fraction(election.meta.get("min_project_score_threshold") or 0)
        if election.rule == "greedy-threshold"
        else Fraction(0)
    )
    return {
        "ballot": BallotTerms(kind.name, kind.limits_in(election)),
        "rule": rule,
        "rule_parameters": {
            "completion": completion,
            "utility": "cost",
            # Rounded up: half a vote more than ten takes eleven.
            "minimum_votes": -(-threshold.numerator // threshold.denominator),
        },
    }


def minor_units(amount: Exact, currency: str) -> int:
    """Return whole units as minor ones; raises Invalid for a part of the smallest unit."""
    scaled = Fraction(amount) * 10 ** decimals_of(currency)
    # Never rounded: a recount over other amounts than the city's would not be one.
    if scaled.denominator != 1:
        raise Invalid("import_fraction", amount=str(amount))
    return int(scaled)


def rows_of(election: Election, currency: str) -> list[Row]:
    """Return the projects: numeric ids up to 999,999 are their numbers, the others follow after the
    highest.
    """
    numbers: dict[str, int] = {}
    for project in election.projects:
        number = int(project.id) if re.fullmatch(r"[0-9]{1,6}", project.id, re.ASCII) else 0
        if 0 < number <= LARGEST_NUMBER and number not in numbers.values():
            numbers[project.id] = number
    # In a second round, so that no made-up number takes the place of one that the file gives.
    following = max(numbers.values(), default=0)
    for project in election.projects:
        if project.id not in numbers:
            following += 1
            numbers[project.id] = following
    return [
        Row(
            numbers[project.id],
            project.id,
            _cut(project.name),
            minor_units(project.cost, currency),
            project.fields.get("category", "").split(",")[0].strip(),
        )
        for project in election.projects
    ]


def ballots_of(election: Election, kind: BallotKind) -> dict[str, int]:
    """Return the distinct ballots as they are sealed, with how many cast them."""
    return dict(Counter(kind.from_pabulib(ballot) for ballot in election.ballots))


def vote_dates(election: Election, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """Return beginning and exclusive end of the vote; a file that names only a year means all of
    it.
    """
    first = _day(election.meta.get("date_begin", ""), is_end=False)
    last = _day(election.meta.get("date_end", ""), is_end=True)
    if first is None or last is None or last < first:
        raise Invalid("import_dates")
    end = last + timedelta(days=1)
    return datetime(first.year, first.month, first.day, tzinfo=zone), datetime(
        end.year, end.month, end.day, tzinfo=zone
    )


def _day(text: str, *, is_end: bool) -> date | None:
    if year := re.fullmatch(r"[12][0-9]{3}", text, re.ASCII):
        return date(int(year[0]), 12, 31) if is_end else date(int(year[0]), 1, 1)
    try:
        return datetime.strptime(text, "%d.%m.%Y").date()  # noqa: DTZ007 - a day of the calendar has no zone
    except ValueError:
        return None


def source_of(election: Election) -> FileSource:
    """Return what the file says beyond the vote: what an export must repeat, a rule we cannot, and
    what the city chose.
    """
    meta = election.meta
    said = {ours: meta[theirs] for theirs, ours in SOURCE_KEYS.items() if meta.get(theirs)}
    # The names on the right of SOURCE_KEYS are its keys.
    source = cast("FileSource", said)
    if election.rule not in RULES:
        source["other_rule"] = election.rule
    if left_out := [key for key in LIMIT_KEYS if meta.get(key)]:
        source["left_out"] = left_out
    marks = {project.id: project.fields.get("selected", "") for project in election.projects}
    # Only where the column is whole: a file that marks some and not others says nothing sure.
    if all(mark in ("0", "1") for mark in marks.values()) and "1" in marks.values():
        source["city_chose"] = sorted(reference for reference, mark in marks.items() if mark == "1")
    return source


def language_of(meta: Mapping[str, str]) -> str:
    """Return the code of the language the file's projects are written in, as far as it can be
    told.
    """
    if named := meta.get("language"):
        return code_of(named)
    return LANGUAGES.get(meta.get("country", ""), UNKNOWN)


def slug_of(text: str, *, most: int = 40) -> str:
    """Return the text as a part of an address: small letters, digits, single hyphens."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:most].strip("-") or "x"


def _cut(title: str) -> str:
    return title if len(title) <= LONGEST_TITLE else title[: LONGEST_TITLE - 1] + "…"
