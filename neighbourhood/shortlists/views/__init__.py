"""What everybody reads of short lists, the buttons of support, and the jury's table."""

from neighbourhood.shortlists.views import jury, reading, supporting
from neighbourhood.shortlists.views.blueprint import blueprint

__all__ = ["blueprint", "jury", "reading", "supporting"]
