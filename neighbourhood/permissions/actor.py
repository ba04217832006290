"""The one who acts, as a frozen value: no database object, no request."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class Role(StrEnum):
    """What an administrator may give a person; some hold for one neighbourhood only."""

    OFFICER = "officer"
    REVIEWER = "reviewer"
    STAFF = "staff"
    ADMINISTRATOR = "administrator"
    TRANSLATOR = "translator"


@dataclass(frozen=True)
class HeldRole:
    """A role with its place (None: the whole city) and all places below it, its giver and when it
    was given.
    """

    role: Role
    place_id: int | None = None
    given_by_id: int | None = None
    given_at: datetime | None = None
    places_below: frozenset[int] = frozenset()

    def covers(self, place_id: int | None) -> bool:
        """Say whether the role holds for this place: given for it, for one above it, or for all."""
        return self.place_id is None or place_id == self.place_id or place_id in self.places_below


@dataclass(frozen=True)
class Seat:
    """A seat of a round's committee held now."""

    seat_id: int
    round_id: int
    is_chair: bool = False
    is_substitute: bool = False


@dataclass(frozen=True)
class Actor:
    """Who acts: a person by number with roles, seats and the place where they are confirmed to
    live, with all places above it; or nobody, or the system's own worker.
    """

    person_id: int | None = None
    name: str = ""
    language: str = ""
    #: From that place up to the top of the tree.
    place_ids: tuple[int, ...] = ()
    roles: tuple[HeldRole, ...] = ()
    seats: tuple[Seat, ...] = field(default=())
    is_system: bool = False

    @property
    def place_id(self) -> int | None:
        """Return the place where the person is confirmed to live, the lowest of theirs."""
        return self.place_ids[0] if self.place_ids else None

    @property
    def is_signed_in(self) -> bool:
        """Say whether a person acts."""
        return self.person_id is not None

    def has_role(self, role: Role, place_id: int | None = None) -> bool:
        """Say whether the role is held for this place: for one above it or for the city, too."""
        return any(held.role == role and held.covers(place_id) for held in self.roles)

    def holds_anywhere(self, role: Role) -> bool:
        """Say whether the role is held for the city or for any place."""
        return any(held.role == role for held in self.roles)

    def seat_in(self, round_id: int) -> Seat | None:
        """Return the seat held in the round's committee, if any."""
        return next((seat for seat in self.seats if seat.round_id == round_id), None)


# Frozen and shared: neither can be given a role by mistake.
ANONYMOUS = Actor()
SYSTEM = Actor(name="system", is_system=True)
