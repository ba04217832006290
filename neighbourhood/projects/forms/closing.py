"""The form that closes the list of a round."""

from wtforms import BooleanField

from neighbourhood.languages import _dl
from neighbourhood.web import BaseForm
from neighbourhood.web.fields import Ticked


class CloseListForm(BaseForm):
    """A tick, since it is final."""

    is_meant = BooleanField(
        _dl("I have read the list; it is as it shall be"),
        [Ticked(_dl("Please tick this: closing cannot be undone."))],
    )
