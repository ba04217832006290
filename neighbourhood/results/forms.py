"""The shape of what is entered about results."""

from wtforms import BooleanField, HiddenField

from neighbourhood.languages import _dl, _l
from neighbourhood.web import BaseForm
from neighbourhood.web.fields import AtMost, Code, Day, LongText, Required, Text, Ticked


class ReceiptForm(BaseForm):
    """A receipt code, as printed or photographed."""

    code = Code(
        _l("The code on your receipt"),
        [Required(_l("Please type the code on your receipt.")), AtMost(80)],
    )


class AskForm(BaseForm):
    """To publish: why, where it is a correction, and the seed of the lot, where one was drawn."""

    shown_again = ("reason",)
    reason = LongText(_dl("Why is the published result corrected?"), [AtMost(1000)])
    tie_seed = Code(_dl("Seed of the lot"), [AtMost(200)])

    @classmethod
    def of(cls, *, is_correction: bool) -> "AskForm":
        """Return the empty form; of a correction the reason is not optional."""
        # Several forms stand on its page: it must not read what was sent to another.
        form = cls(formdata=None)
        form.reason.flags.required = is_correction
        return form


class AnswerForm(BaseForm):
    """The answer to a request to publish."""

    request_id = HiddenField()


class PublishForm(AnswerForm):
    """The second person's yes, which cannot be taken back."""

    is_sure = BooleanField(
        _dl("I have looked at exactly what is published. It cannot be taken back."),
        [Ticked(_dl("Please look at what would be published and tick the box first."))],
    )


class ActForm(BaseForm):
    """The council's act."""

    body = Text(
        _dl("Who confirmed the result"),
        [Required(_dl("Please say who confirmed the result.")), AtMost(120)],
    )
    number = Text(
        _dl("Number of the act"), [Required(_dl("Please enter the number of the act.")), AtMost(60)]
    )
    decided_on = Day(_dl("Day of the act"), [Required(_dl("Please enter the day of the act."))])
