"""The step of the summary and the description."""

from neighbourhood.languages import _l
from neighbourhood.projects.forms.parts import ANY_DIRECTION, Expected, ShortText
from neighbourhood.projects.forms.steps.step import StepForm
from neighbourhood.projects.rules import FIELD_RULES, Step
from neighbourhood.web.fields import AtMost, LongText


class WordsForm(StepForm):
    """What, for whom, and why."""

    step = Step.WORDS
    shown_again = ("summary", "description")
    summary = ShortText(
        _l("Summary"), [Expected(), AtMost(FIELD_RULES["summary"].most)], render_kw=ANY_DIRECTION
    )
    description = LongText(
        _l("Description"),
        [Expected(), AtMost(FIELD_RULES["description"].most)],
        render_kw=ANY_DIRECTION,
    )
