"""Pages of people: signing up and in, the account, residency."""

from neighbourhood.people.views import account, invitations, joining, links, residency, sign_in
from neighbourhood.people.views.blueprint import blueprint

__all__ = ["account", "blueprint", "invitations", "joining", "links", "residency", "sign_in"]
