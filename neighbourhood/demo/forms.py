"""The one button of the demo city's people."""

from wtforms import HiddenField

from neighbourhood.web import BaseForm


class EnterForm(BaseForm):
    """Which part of the demo city to play."""

    part = HiddenField()
