"""Forms of those who write a project together."""

from wtforms import BooleanField

from neighbourhood.languages import _l
from neighbourhood.projects.forms.parts import ANY_DIRECTION, ShortText
from neighbourhood.projects.rules import MOST_SENTENCE
from neighbourhood.web import BaseForm
from neighbourhood.web.fields import AtMost, Required


class AcceptForm(BaseForm):
    """Coming to write a project with others."""

    is_named = BooleanField(_l("Show my name on the page of the project"))


class AskToJoinForm(BaseForm):
    """Asking to write a project with its authors."""

    shown_again = ("sentence",)
    sentence = ShortText(
        _l("Why do you want to join?"),
        [Required(_l("Write a sentence about why you want to join.")), AtMost(MOST_SENTENCE)],
        render_kw=ANY_DIRECTION,
    )
