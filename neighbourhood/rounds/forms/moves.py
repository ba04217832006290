"""Forms of phases moved by two people."""

from neighbourhood.languages import _dl
from neighbourhood.rounds.services.move_end import LONGEST_REASON
from neighbourhood.web import BaseForm
from neighbourhood.web.fields import (
    AtMost,
    LongText,
    Moment,
    OneOf,
    Required,
)


class MoveEndForm(BaseForm):
    """The end of a phase that is to come later."""

    shown_again = ("reason",)
    phase = OneOf(_dl("Phase"), [Required(_dl("Please choose a phase."))])
    new_end = Moment(_dl("New end"), [Required(_dl("Please give the new end."))])
    reason = LongText(
        _dl("Reason"),
        [Required(_dl("Please give a reason; everybody will read it.")), AtMost(LONGEST_REASON)],
    )


class ConfirmForm(BaseForm):
    """One button."""
