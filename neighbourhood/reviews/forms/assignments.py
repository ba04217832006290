"""The forms of giving projects to a department, and of a note."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from wtforms import HiddenField

from neighbourhood.languages import _dl
from neighbourhood.people.models import Person
from neighbourhood.reviews.models import Department
from neighbourhood.reviews.rules import MOST_REMARK
from neighbourhood.rounds.rules import start_of_day
from neighbourhood.web import BaseForm
from neighbourhood.web.city import city
from neighbourhood.web.fields import AtMost, Day, LongText, OneOf, Optional, number_chosen
from neighbourhood.web.filters import pick_text


class AssignForm(BaseForm):
    """Which department looks at the ticked projects, who of it, and until when."""

    department_id = OneOf(_dl("Department"), coerce=number_chosen)
    reviewer_id = OneOf(_dl("Reviewer"), coerce=number_chosen)
    due_on = Day(_dl("Last day"), [Optional()])
    back = HiddenField()

    def due_at(self) -> datetime | None:
        """Return the end of the last day on the city's clocks."""
        if self.due_on.data is None:
            return None
        return start_of_day(self.due_on.data + timedelta(days=1), city().zone)


class NoteForm(BaseForm):
    """A note on a project for those who review it."""

    shown_again = ("note",)
    note = LongText(_dl("New note"), [AtMost(MOST_REMARK)])


def assign_form(departments: Sequence[Department], people: Sequence[Person]) -> AssignForm:
    """Return the form with these departments and people to choose from."""
    form = AssignForm()
    form.department_id.choices = [(one.id, pick_text(one.name)) for one in departments]
    form.reviewer_id.choices = [
        (0, _dl("Whoever of the department has time")),
        *((one.id, one.name) for one in people),
    ]
    return form
