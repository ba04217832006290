"""The presets of an edition, read from their data file."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from neighbourhood.refusals import Invalid
from neighbourhood.rounds.ballot_kinds import KINDS
from neighbourhood.rounds.documents import BallotTerms

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
    parameters: Mapping[str, Any] = field(default_factory=dict)
    quorum: int | None = None
    youngest_voter: int | None = None
    oldest_voter: int | None = None


def _scheme(row: dict[str, Any]) -> Scheme:
    phases = tuple((kind, days or None) for kind, days in row.pop("phases"))
    parameters = MappingProxyType(row.pop("parameters", {}))
    ballot = row.pop("ballot", None)
    return Scheme(
        **row | {"who_proposes": tuple(row["who_proposes"])},
        phases=phases,
        parameters=parameters,
        ballot=_ballot(ballot) if ballot else None,
    )


def _ballot(row: dict[str, Any]) -> BallotTerms:
    """Return the ballot of a preset; a limit it does not name stays open."""
    kind = row.pop("kind")
    names = [limit.name for limit in KINDS[kind].limits] if kind in KINDS else list(row)
    return BallotTerms(kind, {name: row.get(name) for name in names})


@cache
def all_schemes() -> tuple[Scheme, ...]:
    """Return the presets in the order of their file."""
    rows = tomllib.loads(FILE.read_text(encoding="utf-8"))["schemes"]
    return tuple(_scheme(row) for row in rows)


def scheme_named(name: str) -> Scheme:
    """Return the preset of this name; raises Invalid where there is none or it is only described so
    far.
    """
    found = next((scheme for scheme in all_schemes() if scheme.name == name), None)
    if found is None:
        raise Invalid("scheme_unknown", field="scheme")
    if not found.is_usable:
        raise Invalid("scheme_not_usable", field="scheme")
    return found
