"""The desk of people: residency claims, roles, the trail."""

from neighbourhood.people.desk import claims, invitations, roles, trail
from neighbourhood.people.desk.blueprint import blueprint

__all__ = ["blueprint", "claims", "invitations", "roles", "trail"]
