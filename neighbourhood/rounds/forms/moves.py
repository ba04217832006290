"""Forms of phases moved by two people."""

from neighbourhood.languages import _dl
from neighbourhood.rounds.models import Phase
from neighbourhood.rounds.rules import Dates
from neighbourhood.rounds.services.move_phase import LONGEST_REASON
from neighbourhood.web import BaseForm
from neighbourhood.web.fields import (
    AtMost,
    End,
    LongText,
    Moment,
    OneOf,
    Optional,
    Required,
)


class MovePhaseForm(BaseForm):
    """A phase with the dates that it shall get; an empty one stays as it is."""

    shown_again = ("reason",)
    phase = OneOf(_dl("Phase"), [Required(_dl("Please choose a phase."))])
    new_start = Moment(_dl("New beginning"), [Optional()])
    new_end = End(
        _dl("New end"), [Optional()], description=_dl("The last minute that still counts.")
    )
    reason = LongText(
        _dl("Reason"),
        [Required(_dl("Please give a reason; everybody will read it.")), AtMost(LONGEST_REASON)],
    )

    def dates(self, phase: Phase) -> Dates:
        """Return the dates of the phase as they shall be."""
        return Dates(
            phase.kind, self.new_start.data or phase.starts_at, self.new_end.data or phase.ends_at
        )


class ConfirmForm(BaseForm):
    """One button."""
