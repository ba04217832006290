"""The form of an organisation that is asked to carry a project out."""

from wtforms import RadioField
from wtforms.validators import ValidationError

from neighbourhood.languages import _, _l
from neighbourhood.people.forms import choices_of
from neighbourhood.projects.rules import MOST_ANSWER
from neighbourhood.projects.words import CARRIER_ANSWERS
from neighbourhood.web import BaseForm
from neighbourhood.web.fields import AtMost, LongText, Required


class CarrierForm(BaseForm):
    """Agreeing or declining."""

    shown_again = ("reason",)
    decision = RadioField(
        _l("Your answer"),
        [Required(_l("Choose whether you agree or decline."))],
        choices=choices_of(CARRIER_ANSWERS),
        validate_choice=False,
    )
    reason = LongText(_l("If you decline: why?"), [AtMost(MOST_ANSWER)])

    def validate_decision(self, field: RadioField) -> None:
        """Ask for one of the two answers."""
        if field.data not in CARRIER_ANSWERS:
            raise ValidationError(_("Choose whether you agree or decline."))
