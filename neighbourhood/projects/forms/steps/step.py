"""What the forms of all steps of writing have in common."""

from collections.abc import Mapping
from typing import Any, ClassVar, Self

from wtforms import HiddenField, SubmitField

from neighbourhood.languages import _l
from neighbourhood.projects.forms.parts import number_of
from neighbourhood.projects.models import Project
from neighbourhood.projects.rules import STEP_FIELDS, Content, Step
from neighbourhood.projects.services import content_of
from neighbourhood.refusals import Refusal
from neighbourhood.web import BaseForm


class StepForm(BaseForm):
    """One step of writing: its fields are those of Content that belong to it."""

    step: ClassVar[Step]
    #: Beginnings of the names of fields that only help to fill in others.
    helpers: ClassVar[tuple[str, ...]] = ()
    version = HiddenField(default="1")
    leave = SubmitField(_l("Keep and leave"))

    @classmethod
    def of(cls, project: Project, *, is_fresh: bool = False) -> Self:
        """Return the form with what stands in a project, and what was sent unless it is fresh."""
        data = cls.data_of(content_of(project)) | {"version": str(project.version)}
        return cls(formdata=None, data=data) if is_fresh else cls(data=data)

    @classmethod
    def data_of(cls, content: Content) -> dict[str, Any]:
        """Return what stands in the fields for a text that is kept: {field name: value}."""
        return {name: getattr(content, name) for name in STEP_FIELDS[cls.step]}

    def part(self) -> Mapping[str, object]:
        """Return what was written: {field of Content: value}."""
        return {name: self[name].data for name in STEP_FIELDS[self.step]}

    def wants_more(self) -> bool:
        """Say whether a button asked only for more fields, which are then there; nothing is checked
        and nothing is lost.
        """
        return False

    def known_version(self) -> int:
        """Return the version that the author had before them; 0 where the field was meddled
        with.
        """
        return number_of(self.version.data, otherwise=0)

    def refuse(self, refusal: Refusal) -> None:
        """Show a refusal beside its field; where several parts are missing, each beside its own."""
        for part in getattr(refusal, "parts", (refusal,)):
            super().refuse(part)
