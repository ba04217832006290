"""Forms of a round."""

from collections.abc import Sequence
from datetime import datetime

from neighbourhood.languages import _dl
from neighbourhood.people.models import Person
from neighbourhood.rounds.models import Phase, Round
from neighbourhood.rounds.rules import Dates
from neighbourhood.web import BaseForm
from neighbourhood.web.fields import (
    End,
    Moment,
    MoneyAmount,
    OneOf,
    Optional,
    Required,
)
from neighbourhood.web.forms import with_fields


class RoundForm(BaseForm):
    """The fund of a round; the dates of its phases are added to it."""

    fund = MoneyAmount(_dl("Fund"), [Required(_dl("Please give the amount of the fund."))])

    def dates(self, round_: Round) -> list[Dates]:
        """Return the phases with the dates that were filled in; a field that is not there keeps its
        date.
        """
        return [
            Dates(
                phase.kind,
                # A beginning that has a field is required there.
                self._date(phase, "starts_at", phase.starts_at) or phase.starts_at,
                self._date(phase, "ends_at", phase.ends_at),
            )
            for phase in round_.phases
        ]

    def _date(self, phase: Phase, name: str, old: datetime | None) -> datetime | None:
        field = self._fields.get(f"{phase.kind}_{name}")
        # The browser's field knows no seconds, and a date that was not touched must not change by
        # them.
        return old if field is None or _same_minute(field.data, old) else field.data


def _person_id(value: object) -> int | str:
    return int(str(value)) if value else ""


class KeyHoldersForm(BaseForm):
    """The two people who keep the halves of the key."""

    first = OneOf(
        _dl("First key holder"), [Required(_dl("Please choose a person."))], coerce=_person_id
    )
    second = OneOf(
        _dl("Second key holder"), [Required(_dl("Please choose a person."))], coerce=_person_id
    )

    def offer(self, people: Sequence[Person]) -> "KeyHoldersForm":
        """Fill the lists to choose from."""
        self.first.choices = self.second.choices = [
            ("", _dl("Choose a person")),
            *((person.id, person.name) for person in people),
        ]
        return self


def round_form(round_: Round, *, is_posted: bool) -> RoundForm:
    """Return the form of a round's fund and, in a draft, of the instants of its phases."""
    # What is public moves by two people, on a page of its own.
    phases = round_.phases if round_.edition.is_draft else []
    fields: dict[str, Moment] = {}
    for phase in phases:
        needs_end = (
            [Optional()]
            if phase.ends_at is None
            else [Required(_dl("Please give a day and a time."))]
        )
        fields[f"{phase.kind}_starts_at"] = Moment(
            _dl("Begins"), [Required(_dl("Please give a day and a time."))]
        )
        fields[f"{phase.kind}_ends_at"] = End(
            _dl("Ends"), needs_end, description=_dl("The last minute that still counts.")
        )
    start = {"fund": round_.fund.planned} | {
        f"{p.kind}_{name}": getattr(p, name) for p in phases for name in ("starts_at", "ends_at")
    }
    form = with_fields(RoundForm, fields)
    return form(data=start) if is_posted else form(formdata=None, data=start)


def _same_minute(one: datetime | None, other: datetime | None) -> bool:
    if one is None or other is None:
        return one is other
    return one.replace(second=0, microsecond=0) == other.replace(second=0, microsecond=0)
