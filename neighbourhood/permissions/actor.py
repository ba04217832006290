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
    """A role with its neighbourhood (None: the whole city), its giver and when it was given."""

    role: Role
    neighbourhood_id: int | None = None
    given_by_id: int | None = None
    given_at: datetime | None = None


@dataclass(frozen=True)
class Seat:
    """A seat of a round's committee held now."""

    seat_id: int
    round_id: int
    is_chair: bool = False
    is_substitute: bool = False


@dataclass(frozen=True)
class Actor:
    """Who acts: a person by number with roles, confirmed neighbourhood and seats, or nobody, or the
    system's own worker.
    """

    person_id: int | None = None
    name: str = ""
    language: str = ""
    neighbourhood_id: int | None = None
    roles: tuple[HeldRole, ...] = ()
    seats: tuple[Seat, ...] = field(default=())
    is_system: bool = False

    @property
    def is_signed_in(self) -> bool:
        """Say whether a person acts."""
        return self.person_id is not None

    def has_role(self, role: Role, neighbourhood_id: int | None = None) -> bool:
        """Say whether the role is held for the whole city or for this neighbourhood."""
        return any(
            held.role == role and held.neighbourhood_id in (None, neighbourhood_id)
            for held in self.roles
        )

    def holds_anywhere(self, role: Role) -> bool:
        """Say whether the role is held for the city or for any neighbourhood."""
        return any(held.role == role for held in self.roles)

    def seat_in(self, round_id: int) -> Seat | None:
        """Return the seat held in the round's committee, if any."""
        return next((seat for seat in self.seats if seat.round_id == round_id), None)


# Frozen and shared: neither can be given a role by mistake.
ANONYMOUS = Actor()
SYSTEM = Actor(name="system", is_system=True)
