"""The step of the title, its language and the category."""

from collections.abc import Mapping
from typing import Any

from neighbourhood.languages import _, _l
from neighbourhood.projects.forms.language import LanguageForm
from neighbourhood.projects.forms.parts import ANY_DIRECTION, Expected
from neighbourhood.projects.forms.steps.step import StepForm
from neighbourhood.projects.models import Project
from neighbourhood.projects.rules import FIELD_RULES, Content, Step
from neighbourhood.web.fields import AtMost, OneOf, Required, Text


class IdeaForm(StepForm, LanguageForm):
    """What it is about, in a few words."""

    step = Step.IDEA
    shown_again = ("title",)
    title = Text(
        _l("Title"),
        [Required(_l("Please give your project a title.")), AtMost(FIELD_RULES["title"].most)],
        render_kw=ANY_DIRECTION,
    )
    category_id = OneOf(_l("Category"), [Expected()], default="")

    @classmethod
    def data_of(cls, content: Content) -> dict[str, Any]:
        """Return what stands in the fields, the category as its number in a list."""
        return super().data_of(content) | {"category_id": str(content.category_id or "")}

    def offer(self, project: Project, categories: list[tuple[str, str]]) -> "IdeaForm":
        """Offer what may be chosen; the project keeps the language that it is in."""
        self.offer_languages(project.language)
        self.category_id.choices = [("", _("Please choose")), *categories]
        return self

    def part(self) -> Mapping[str, object]:
        """Return what was written."""
        category = self.category_id.data
        return {**super().part(), "category_id": int(category) if category else None}
