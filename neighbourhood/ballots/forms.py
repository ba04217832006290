"""The shape of a ballot as it travels: the fields of its kind, and how often it was cast before."""

from typing import Any

from flask import request
from wtforms import IntegerField, SubmitField
from wtforms.validators import NumberRange
from wtforms.widgets import HiddenInput

from neighbourhood.ballots.rules import FilledBallot
from neighbourhood.web import BaseForm

MOST_CASTS = 10_000_000


class BallotForm(BaseForm):
    """A ballot; the fields of its kind are read as they were posted."""

    version = IntegerField(default=0, validators=[NumberRange(0, MOST_CASTS)], widget=HiddenInput())

    def filled(self) -> FilledBallot:
        """Return the ballot as it was filled in."""
        return FilledBallot(
            request.form.to_dict(), self.version.data or 0, self.submission_key.data or ""
        )


class ActForm(BaseForm):
    """One button that does something."""

    send: Any = SubmitField()
