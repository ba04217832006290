"""What deserves a second look in the dates of rounds, worded for the desk."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from flask_babel import get_locale

from neighbourhood.languages import _d, _dn, formats
from neighbourhood.rounds import words
from neighbourhood.rounds.models import Round
from neighbourhood.rounds.rules import PhaseKind
from neighbourhood.rounds.rules.date_sheet import SheetWarning, warnings_about
from neighbourhood.web.city import city

#: So many names are read at a glance.
MOST_NAMES = 3


@dataclass(frozen=True)
class WarningLine:
    """What deserves a second look, and in which rounds."""

    text: str
    places: str


def warning_lines(
    rounds: Sequence[Round], holidays: Mapping[date, str], now: datetime
) -> list[WarningLine]:
    """Return what deserves a second look in the dates of these rounds; what several share is said
    once, with their names.
    """
    zone = city().zone
    places: dict[SheetWarning, list[str]] = {}
    for round_ in rounds:
        warnings = warnings_about(
            round_.phases,
            holidays,
            rest_day=formats.week_of(zone).rest_day,
            today=now.astimezone(zone).date(),
            zone=zone,
        )
        for warning in warnings:
            places.setdefault(warning, []).append(round_.place.name)
    order = list(PhaseKind)
    return [
        WarningLine(_sentence(warning), names_in_short(names, len(rounds)))
        for warning, names in sorted(
            places.items(), key=lambda found: (order.index(PhaseKind(found[0].kind)), found[0].day)
        )
    ]


def _sentence(warning: SheetWarning) -> str:
    values = {
        "phase": words.PHASE_NAMES[warning.kind],
        "day": formats.day(warning.day, get_locale(), city().zone),
        "holiday": warning.holiday,
    }
    if warning.code == "gap_before":
        return _dn(
            "Nothing happens for %(num)s day before “%(phase)s” begins on %(day)s.",
            "Nothing happens for %(num)s days before “%(phase)s” begins on %(day)s.",
            warning.number,
            **values,
        )
    if warning.code == "vote_is_short":
        return _dn(
            "The vote lasts %(num)s day only. Who is away cannot vote.",
            "The vote lasts %(num)s days only. Who is away for a week cannot vote.",
            warning.number,
        )
    return str(words.WARNINGS[warning.code]) % values


def names_in_short(names: Sequence[str], number_of_all: int) -> str:
    """Return the names of places, the first of many, or that it is all of them."""
    if len(names) == number_of_all:
        return _d("all rounds") if number_of_all > 1 else names[0]
    if len(names) <= MOST_NAMES:
        return ", ".join(names)
    more = len(names) - MOST_NAMES
    return _dn(
        "%(names)s and %(num)s more",
        "%(names)s and %(num)s more",
        more,
        names=", ".join(names[:MOST_NAMES]),
    )
