"""The public pages that look into many rooms: entrance, home, neighbourhoods, rounds, help and
statements.
"""

from neighbourhood.pages.views import entrance, home, neighbourhoods, rounds, statements
from neighbourhood.pages.views.blueprint import blueprint

__all__ = ["blueprint", "entrance", "home", "neighbourhoods", "rounds", "statements"]
