"""The form of an officer who enters what somebody dictates."""

from wtforms import BooleanField

from neighbourhood.languages import _d, _dl
from neighbourhood.projects.forms.parts import ANY_DIRECTION
from neighbourhood.projects.forms.steps.begin import BeginForm
from neighbourhood.projects.rules import MOST_AUTHOR_NAME
from neighbourhood.projects.words import REFUSALS
from neighbourhood.web import BaseForm
from neighbourhood.web.fields import AtMost, Text, Ticked


class DictatedForm(BeginForm):
    """The first sentence of somebody without an account, the name that they choose, and whether
    they agreed.
    """

    shown_again = ("title", "author_name")
    author_name = Text(
        _dl("Name that the person wants to be shown"),
        [AtMost(MOST_AUTHOR_NAME)],
        render_kw=ANY_DIRECTION,
    )
    has_agreed = BooleanField(
        _dl("The person agrees that the idea is entered here and shown to everybody."),
        [Ticked(REFUSALS["agreement_missing"])],
    )

    def offer(self) -> "DictatedForm":
        """Offer the languages; the sentence is somebody else's."""
        super().offer()
        self.title.label.text = _d("The idea in one sentence")
        return self


class TellForm(BaseForm):
    """One button that says that somebody was told in person."""
