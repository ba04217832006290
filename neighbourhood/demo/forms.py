"""The one button of the demo city's people."""

from wtforms import HiddenField

from neighbourhood.web import BaseForm


class EnterForm(BaseForm):
    """Be somebody."""

    part = HiddenField()
