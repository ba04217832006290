"""Pages of people: signing up and in, the account, residency."""

from neighbourhood.people.views import account, entrance, links, residency
from neighbourhood.people.views.blueprint import blueprint

__all__ = ["account", "blueprint", "entrance", "links", "residency"]
