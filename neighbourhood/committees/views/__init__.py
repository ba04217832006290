"""Pages of committees: what everybody sees, and the members' working table."""

from neighbourhood.committees.views import meetings, table
from neighbourhood.committees.views.blueprint import blueprint

__all__ = ["blueprint", "meetings", "table"]
