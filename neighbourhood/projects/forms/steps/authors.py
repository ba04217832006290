"""The step of who stands behind a project."""

from collections.abc import Mapping, Sequence
from typing import Any

from neighbourhood.languages import _, _l
from neighbourhood.organisations.models import Organisation
from neighbourhood.people.forms import choices_of
from neighbourhood.projects.forms.parts import ANY_DIRECTION, Expected
from neighbourhood.projects.forms.steps.step import StepForm
from neighbourhood.projects.rules import FIELD_RULES, CarriedOutBy, Carrier, Content, Step
from neighbourhood.projects.words import CARRIED_OUT, CARRIERS
from neighbourhood.rounds.models import Round
from neighbourhood.web.fields import AtMost, OneOf, OneOfFew, Text, number_chosen


class AuthorsForm(StepForm):
    """Who proposes it, and who carries it out."""

    step = Step.AUTHORS
    shown_again = ("carrier_name",)
    carried_by = OneOfFew(_l("Who proposes?"), [Expected()], default=Carrier.RESIDENT)
    carrier_name = Text(
        _l("Name of the group"),
        [AtMost(FIELD_RULES["carrier_name"].most)],
        render_kw=ANY_DIRECTION,
    )
    organisation_id = OneOf(_l("Your organisation"), default="")
    carried_out_by = OneOfFew(
        _l("Who carries it out?"),
        [Expected()],
        choices=choices_of(CARRIED_OUT),
        default=CarriedOutBy.CITY,
    )
    host_organisation_id = OneOf(_l("The organisation that does it or hosts the group"), default="")

    @classmethod
    def data_of(cls, content: Content) -> dict[str, Any]:
        """Return what stands in the fields."""
        chosen = {"organisation_id", "host_organisation_id"}
        return {
            name: str(value or "") if name in chosen else value
            for name, value in super().data_of(content).items()
        }

    def offer(
        self, round_: Round, own: Sequence[Organisation], hosts: Sequence[Organisation]
    ) -> "AuthorsForm":
        """Offer who may propose in this round, the organisations that an author speaks for, and
        those that may carry a project out.
        """
        self.carried_by.choices = [
            (kind, CARRIERS[kind]) for kind in Carrier if kind in round_.edition.who_proposes
        ]
        for field, offered in ((self.organisation_id, own), (self.host_organisation_id, hosts)):
            named = {str(one.id): one.name for one in offered}
            field.choices = [("", _("None")), *named.items()]
        return self

    def part(self) -> Mapping[str, object]:
        """Return what was chosen."""
        part = dict(super().part())
        # What was typed or chosen before another choice was changed is sent with it.
        if part["carried_by"] != Carrier.GROUP:
            part["carrier_name"] = ""
        for name, is_asked in (
            ("organisation_id", part["carried_by"] == Carrier.ORGANISATION),
            ("host_organisation_id", part["carried_out_by"] != CarriedOutBy.CITY),
        ):
            part[name] = (number_chosen(part[name]) or None) if is_asked else None
        return part
