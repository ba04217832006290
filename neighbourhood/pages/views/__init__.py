"""The public pages that look into many rooms: entrance, home, neighbourhoods, rounds, help,
statements, and what machines ask for.
"""

from neighbourhood.pages.views import (
    entrance,
    fund,
    home,
    machines,
    neighbourhoods,
    rounds,
    signs,
    statements,
)
from neighbourhood.pages.views.blueprint import blueprint

__all__ = [
    "blueprint",
    "entrance",
    "fund",
    "home",
    "machines",
    "neighbourhoods",
    "rounds",
    "signs",
    "statements",
]
