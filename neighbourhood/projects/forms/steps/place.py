"""The step of the place."""

import re
from typing import Any, Self

from wtforms import StringField

from neighbourhood.folding import visible
from neighbourhood.languages import _, _l
from neighbourhood.money import western_digits
from neighbourhood.places.rules.coordinates import LONGEST_POINT, read_point
from neighbourhood.projects.forms.parts import ANY_DIRECTION, Expected
from neighbourhood.projects.forms.steps.step import StepForm
from neighbourhood.projects.models import Project
from neighbourhood.projects.rules import FIELD_RULES, Step
from neighbourhood.refusals import Refusal
from neighbourhood.web import language
from neighbourhood.web.fields import AtMost, Text


class Coordinate(StringField):
    """A latitude or longitude in degrees, in the digits of any script, with a point or a comma."""

    data: Any  # Degrees or None, where a text field of WTForms has a text.

    def process_formdata(self, values: list[str]) -> None:
        """Read the number; what is none gets a clear message and stays in the field."""
        text = (
            western_digits(visible(values[0])).replace("\u066b", ".").replace(",", ".")
            if values
            else ""
        )
        self.data = None
        if text and not re.fullmatch(r"[-\u2212]?[0-9]{1,3}(?:\.[0-9]{1,15})?", text):
            raise ValueError(_("Please write a number of degrees such as 43.6045."))
        self.data = float(text.replace("\u2212", "-")) if text else None

    def _value(self) -> str:
        return (
            str(self.raw_data[0]) if self.raw_data else "" if self.data is None else str(self.data)
        )


class PlaceForm(StepForm):
    """Where it would be, in words and as a point."""

    step = Step.PLACE
    shown_again = ("place",)
    place = Text(
        _l("Place"), [Expected(), AtMost(FIELD_RULES["place"].most)], render_kw=ANY_DIRECTION
    )
    point = Text(_l("A point on the map"), [AtMost(LONGEST_POINT)], render_kw={"dir": "ltr"})
    # What `point` says; programs may send the two numbers by themselves.
    latitude = Coordinate(_l("Latitude"))
    longitude = Coordinate(_l("Longitude"))

    @classmethod
    def of(cls, project: Project, *, is_fresh: bool = False) -> Self:
        """Return the form, with the point in one field."""
        form = super().of(project, is_fresh=is_fresh)
        if (is_fresh or not form.is_submitted()) and form.latitude.data is not None:
            form.point.data = f"{form.latitude.data}, {form.longitude.data}"
        return form

    def validate(self, extra_validators: Any = None) -> bool:
        """Check every field, then the point."""
        is_fine = super().validate(extra_validators)
        if self.point.data and not self.point.errors:
            is_fine = self.carries_out(self._read_point) and is_fine
        return is_fine and not self.errors

    def refuse(self, refusal: Refusal) -> None:
        """Show a refusal of a number beside the field in which it was typed."""
        if refusal.field in ("latitude", "longitude") and self.point.data:
            refusal.field = "point"
        super().refuse(refusal)

    def _read_point(self) -> None:
        read = read_point(self.point.data, language=language().code)
        if read is not None:
            self.latitude.data, self.longitude.data = read.latitude, read.longitude
