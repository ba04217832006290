"""What deserves a second look in the dates of rounds, worded for the desk."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from neighbourhood.languages import _dn, formats, with_values
from neighbourhood.rounds import words
from neighbourhood.rounds.models import Phase, Round
from neighbourhood.rounds.presenters.round_names import names_in_short
from neighbourhood.rounds.rules import PhaseKind, is_settled_before
from neighbourhood.rounds.rules.date_sheet import (
    SheetWarning,
    warning_about_order,
    warnings_about,
)
from neighbourhood.web.city import city
from neighbourhood.web.times import show_day


@dataclass(frozen=True)
class WarningLine:
    """What deserves a second look, and in which rounds; empty where it is all of them."""

    text: str
    places: str


def warning_lines(
    rounds: Sequence[Round], holidays: Mapping[date, str], now: datetime
) -> list[WarningLine]:
    """Return what deserves a second look in the dates of these rounds; what several share is said
    once, with their names.
    """
    zone, all_names = city().zone, [round_.place.name for round_ in rounds]
    places: dict[SheetWarning, list[str]] = {}
    for round_ in rounds:
        warnings = warnings_about(
            round_.phases,
            holidays,
            rest_day=formats.week_of(zone).rest_day,
            today=now.astimezone(zone).date(),
            zone=zone,
        )
        order_warning = warning_about_order(round_.phases, _settled_before(round_, rounds), zone)
        if order_warning is not None:
            warnings.append(order_warning)
        for warning in warnings:
            places.setdefault(warning, []).append(round_.place.name)
    order = list(PhaseKind)
    return [
        WarningLine(_sentence(warning), names_in_short(names, all_names))
        for warning, names in sorted(
            places.items(), key=lambda found: (order.index(PhaseKind(found[0].kind)), found[0].day)
        )
    ]


def _settled_before(round_: Round, rounds: Sequence[Round]) -> list[Sequence[Phase]]:
    """Return the phases of the lists that are settled before a round's own."""
    first = round_.edition.settled_first
    return [other.phases for other in rounds if is_settled_before(first, other.level, round_.level)]


def _sentence(warning: SheetWarning) -> str:
    values = {
        "phase": words.PHASE_NAMES[warning.kind],
        "day": show_day(warning.day),
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
    return with_values(words.WARNINGS[warning.code], values)
