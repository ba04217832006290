"""Who may do what, in one place that a councillor can read."""

from neighbourhood.permissions.actions import Action
from neighbourhood.permissions.actor import ANONYMOUS, SYSTEM, Actor, HeldRole, Role, Seat
from neighbourhood.permissions.decide import Decision, decide, require
from neighbourhood.permissions.second import require_second_person
from neighbourhood.permissions.things import UnfitThing

__all__ = [
    "ANONYMOUS",
    "SYSTEM",
    "Action",
    "Actor",
    "Decision",
    "HeldRole",
    "Role",
    "Seat",
    "UnfitThing",
    "decide",
    "require",
    "require_second_person",
]
