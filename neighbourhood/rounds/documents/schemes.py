"""The presets of an edition, read from their data file."""

import tomllib
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from neighbourhood.refusals import Invalid
from neighbourhood.rounds.ballot_kinds import KINDS
from neighbourhood.rounds.documents import BallotTerms, Limits
from neighbourhood.rounds.rules.settings import CountParameters

FILE = Path(__file__).with_name("schemes.toml")


@dataclass(frozen=True)
class Scheme:
    """A preset: its phases with default lengths in days (None: open end), ballot, rule, and who
    decides and proposes.
    """

    name: str
    is_usable: bool
    decided_by: str
    who_proposes: tuple[str, ...]
    phases: tuple[tuple[str, int | None], ...]
    ballot: BallotTerms | None = None
    rule: str | None = None
    parameters: CountParameters = field(default_factory=CountParameters)
    quorum: int | None = None
    youngest_voter: int | None = None
    oldest_voter: int | None = None


def _scheme(row: dict[str, Any]) -> Scheme:
    # TOML has no null, so the file writes an open end as 0 days.
    phases = tuple((kind, days or None) for kind, days in row.pop("phases"))
    ballot = row.pop("ballot", None)
    return Scheme(
        **row | {"who_proposes": tuple(row["who_proposes"])},
        phases=phases,
        ballot=_ballot(ballot.pop("kind"), ballot) if ballot else None,
    )


def _ballot(kind: str, limits: Limits) -> BallotTerms:
    """Return the ballot of a preset; a limit it does not name stays open."""
    # A preset that is only described so far may name a kind of ballot that does not exist yet.
    names = [limit.name for limit in KINDS[kind].limits] if kind in KINDS else list(limits)
    return BallotTerms(kind, {name: limits.get(name) for name in names})


@cache
def all_schemes() -> tuple[Scheme, ...]:
    """Return the presets in the order of their file."""
    rows = tomllib.loads(FILE.read_text(encoding="utf-8"))["schemes"]
    return tuple(_scheme(row) for row in rows)


def scheme_named(name: str) -> Scheme:
    """Return the preset of this name; raises Invalid where there is none or it is only described so
    far.
    """
    scheme = next((preset for preset in all_schemes() if preset.name == name), None)
    if scheme is None:
        raise Invalid("scheme_unknown", field="scheme")
    if not scheme.is_usable:
        raise Invalid("scheme_not_usable", field="scheme")
    return scheme
