"""The form of the dates of all rounds of a draft."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from wtforms import Field

from neighbourhood.languages import Sentence, _dl
from neighbourhood.refusals import Invalid
from neighbourhood.rounds import words
from neighbourhood.rounds.models import Phase, Round
from neighbourhood.rounds.rules import Dates, date_sheet
from neighbourhood.rounds.rules.date_sheet import PhaseDays, SheetProblem
from neighbourhood.web import BaseForm
from neighbourhood.web.fields import Between, Day, OneOf, Optional, WholeNumber
from neighbourhood.web.forms import with_fields

MOST_DAYS_MOVED = 730
LATER, EARLIER = "later", "earlier"


@dataclass(frozen=True)
class SheetLine:
    """A phase with the fields of its two days."""

    phase: Sentence
    first_day: Field
    last_day: Field


@dataclass(frozen=True)
class SheetPart:
    """A round with its phases, and the days from the first to the last that is known."""

    name: str
    first_day: date | None
    last_day: date | None
    lines: Sequence[SheetLine]

    @property
    def is_wrong(self) -> bool:
        """Say whether one of its days is refused."""
        return any(line.first_day.errors or line.last_day.errors for line in self.lines)


class DateSheetForm(BaseForm):
    """First and last day of each phase of each round, which are added to it; two ways to change
    them all.
    """

    same_as = OneOf(_dl("The same dates for all"), [Optional()])
    moved_by = WholeNumber(
        _dl("Move everything by so many days"), [Optional(), Between(0, MOST_DAYS_MOVED)]
    )
    direction = OneOf(_dl("Which way"), [Optional()])

    def is_sound(self, rounds: Sequence[Round], zone: ZoneInfo) -> bool:
        """Say whether the dates go together; what does not is told beside its day."""
        source = self._source(rounds)
        # What is wrong in the round that all others follow is told there alone.
        if source is not None:
            self._tell(source, {}, zone)
        if not self.errors:
            shared = self._shared(rounds, zone)
            for round_ in rounds:
                if round_ is not source:
                    self._tell(round_, shared, zone)
        return not self.errors

    def sheet(self, rounds: Sequence[Round], zone: ZoneInfo) -> dict[int, list[Dates]]:
        """Return the dates of each round, by its number; only for a form that is sound."""
        shared = self._shared(rounds, zone)
        return {
            round_.id: [
                date_sheet.shifted(dates, self._days_moved, zone)
                for dates in self._dates(round_, shared, zone)
            ]
            for round_ in rounds
        }

    @property
    def _days_moved(self) -> int:
        number = self.moved_by.data or 0
        return -number if self.direction.data == EARLIER else number

    def _source(self, rounds: Sequence[Round]) -> Round | None:
        return next((round_ for round_ in rounds if str(round_.id) == self.same_as.data), None)

    def _shared(self, rounds: Sequence[Round], zone: ZoneInfo) -> dict[str, Dates]:
        """Return {kind: dates} of what all rounds take over from one."""
        source = self._source(rounds)
        if source is None:
            return {}
        return {dates.kind: dates for dates in self._dates(source, {}, zone)}

    def _tell(self, round_: Round, shared: Mapping[str, Dates], zone: ZoneInfo) -> None:
        own = [self._days(phase) for phase in round_.phases if phase.kind not in shared]
        problems = date_sheet.missing_days(own)
        if not problems:
            problems = date_sheet.contradictions(self._dates(round_, shared, zone))
        for problem in problems:
            self.refuse(_refusal(round_, problem))

    def _days(self, phase: Phase) -> PhaseDays:
        first_day, last_day = (
            self._fields[day_field(phase, name)].data for name in ("first_day", "last_day")
        )
        return PhaseDays(phase.kind, first_day, last_day)

    def _dates(self, round_: Round, shared: Mapping[str, Dates], zone: ZoneInfo) -> list[Dates]:
        return [
            shared[phase.kind]
            if phase.kind in shared
            else date_sheet.dates_on(self._days(phase), phase, zone)
            for phase in round_.phases
        ]


def sheet_of(rounds: Sequence[Round], form: DateSheetForm) -> list[SheetPart]:
    """Return the sheet with the fields of its form, round by round."""
    return [_part(round_, form) for round_ in rounds]


def _part(round_: Round, form: DateSheetForm) -> SheetPart:
    lines = [
        SheetLine(
            words.PHASE_NAMES[phase.kind],
            form[day_field(phase, "first_day")],
            form[day_field(phase, "last_day")],
        )
        for phase in round_.phases
    ]
    days = [field.data for line in lines for field in (line.first_day, line.last_day) if field.data]
    return SheetPart(round_.place.name, min(days, default=None), max(days, default=None), lines)


def date_sheet_form(rounds: Sequence[Round], zone: ZoneInfo) -> DateSheetForm:
    """Return the form with two days for each phase of each round, as they are now."""
    fields: dict[str, Day] = {}
    start: dict[str, object] = {}
    for round_ in rounds:
        for phase in round_.phases:
            days = date_sheet.days_of(phase, zone)
            first_day, last_day = day_field(phase, "first_day"), day_field(phase, "last_day")
            fields[first_day] = Day(_dl("First day"), [Optional()])
            fields[last_day] = Day(_dl("Last day"), [Optional()])
            start |= {first_day: days.first_day, last_day: days.last_day}
    form = with_fields(DateSheetForm, fields)(data=start)
    # Translators: direction in which all dates are moved
    form.direction.choices = [(LATER, _dl("later")), (EARLIER, _dl("earlier"))]
    form.same_as.choices = [
        ("", _dl("No, each round keeps its own")),
        *((str(round_.id), round_.place.name) for round_ in rounds),
    ]
    return form


def day_field(phase: Phase, name: str) -> str:
    """Return the name of the field of a phase's first or last day."""
    return f"phase_{phase.id}_{name}"


def _refusal(round_: Round, problem: SheetProblem) -> Invalid:
    phase = next(phase for phase in round_.phases if phase.kind == problem.kind)
    return Invalid(problem.code, field=day_field(phase, problem.field), **problem.values)
