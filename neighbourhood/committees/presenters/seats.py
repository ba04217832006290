"""A committee's seats as its pages show them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from neighbourhood.committees.models import CommitteeSeat
from neighbourhood.committees.rules import SeatPart, is_held
from neighbourhood.committees.words import CHOSEN_AS, PARTS, seat_name
from neighbourhood.languages import Sentence


@dataclass(frozen=True)
class SeatView:
    """A seat with its holder's chosen name ("" once the account is erased), its part with the
    colour of the badge, how its holder came onto the committee, and its first and last day.
    """

    id: int
    number: int
    name: str
    holder: str
    part: Sentence
    colour: str
    is_plain_member: bool
    chosen_as: Sentence
    starts_on: date
    last_day: date
    is_held: bool


def last_day(seat: CommitteeSeat) -> date:
    """Return the last day on which a seat is held."""
    return seat.ends_on - timedelta(days=1)


def seat_views(seats: Iterable[CommitteeSeat], today: date) -> list[SeatView]:
    """Return the seats as they are shown on a day."""
    return [
        SeatView(
            id=seat.id,
            number=seat.number,
            name=seat_name(seat),
            holder=seat.person.name if seat.person else "",
            part=PARTS[seat.part],
            colour="accent" if seat.is_chair else "plain",
            is_plain_member=seat.part is SeatPart.MEMBER,
            chosen_as=CHOSEN_AS[seat.chosen_as],
            starts_on=seat.starts_on,
            last_day=last_day(seat),
            is_held=is_held(seat.starts_on, seat.ends_on, today),
        )
        for seat in seats
    ]
