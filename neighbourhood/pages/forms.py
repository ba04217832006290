"""Forms of the desk's own pages."""

from neighbourhood.web import BaseForm


class ToldForm(BaseForm):
    """One button: somebody has told the person."""
