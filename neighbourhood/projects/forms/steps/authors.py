"""The step of who stands behind a project."""

from collections.abc import Mapping

from neighbourhood.languages import _l
from neighbourhood.projects.forms.parts import ANY_DIRECTION, Expected
from neighbourhood.projects.forms.steps.step import StepForm
from neighbourhood.projects.rules import FIELD_RULES, Carrier, Step
from neighbourhood.projects.words import CARRIERS
from neighbourhood.rounds.models import Round
from neighbourhood.web.fields import AtMost, OneOfFew, Text


class AuthorsForm(StepForm):
    """Who proposes it."""

    step = Step.AUTHORS
    shown_again = ("carrier_name",)
    carried_by = OneOfFew(_l("Who proposes?"), [Expected()], default=Carrier.RESIDENT)
    carrier_name = Text(
        _l("Name of the group or organisation"),
        [AtMost(FIELD_RULES["carrier_name"].most)],
        render_kw=ANY_DIRECTION,
    )

    def offer(self, round_: Round) -> "AuthorsForm":
        """Offer who may propose in this round."""
        self.carried_by.choices = [
            (kind, CARRIERS[kind]) for kind in Carrier if kind in round_.edition.who_proposes
        ]
        return self

    def part(self) -> Mapping[str, object]:
        """Return what was chosen."""
        part = dict(super().part())
        # What was typed before the choice was changed is sent with it.
        if part["carried_by"] == Carrier.RESIDENT:
            part["carrier_name"] = ""
        return part
