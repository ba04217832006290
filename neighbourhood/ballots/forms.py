"""The shape of a ballot as it travels: ticked projects, a blank mark, how often it was cast
before.
"""

from typing import Any

from flask import request
from wtforms import IntegerField, SubmitField
from wtforms.validators import NumberRange
from wtforms.widgets import HiddenInput

from neighbourhood.ballots.rules import FilledBallot
from neighbourhood.refusals import Invalid
from neighbourhood.web import BaseForm

PREFIX = "choice-"
MOST_CASTS = 10_000_000
LONGEST_NUMBER = 9


class BallotForm(BaseForm):
    """A ballot; the ticks are fields `choice-<project number>`, read apart."""

    version = IntegerField(default=0, validators=[NumberRange(0, MOST_CASTS)], widget=HiddenInput())

    def filled(self) -> FilledBallot:
        """Return the ballot as it was filled in; raises Invalid for a tick that is no project's."""
        return FilledBallot(
            ticked(), self.version.data or 0, self.submission_key.data or "", is_marked_blank()
        )


class ActForm(BaseForm):
    """One button that does something."""

    send: Any = SubmitField()


def ticked() -> frozenset[int]:
    """Return the numbers of the ticked projects; raises Invalid for a tick that is no number."""
    names = [name.removeprefix(PREFIX) for name in request.form if name.startswith(PREFIX)]
    for name in names:
        if not (name.isascii() and name.isdecimal() and len(name) <= LONGEST_NUMBER):
            raise Invalid("not_on_this_ballot", number=name[:20])
    return frozenset(int(name) for name in names)


def still_ticked() -> frozenset[int]:
    """Return the ticked numbers, or none where they cannot be read."""
    try:
        return ticked()
    except Invalid:
        return frozenset()


def is_marked_blank() -> bool:
    """Say whether the blank ballot was ticked."""
    return bool(request.form.get("blank"))
