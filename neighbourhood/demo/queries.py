"""Questions about the people one may be in the demo city."""

from dataclasses import dataclass

from sqlalchemy import and_, select
from sqlalchemy.orm import Session

from neighbourhood.people.models import Person, Residency
from neighbourhood.places.models import Place
from neighbourhood.refusals import NotFound


@dataclass(frozen=True)
class Player:
    """Who plays a part and where they live."""

    person_id: int
    name: str
    neighbourhood: str


def cast_of(session: Session) -> dict[str, Player]:
    """Return {part: who plays it} (one question)."""
    # Outer joins: whoever plays a part may do so before anybody has confirmed where they live.
    question = (
        select(Person.demo_part, Person.id, Person.name, Place.name.label("place"))
        .outerjoin(
            Residency, and_(Residency.person_id == Person.id, Residency.state == "confirmed")
        )
        .outerjoin(Place, Place.id == Residency.place_id)
        .where(Person.demo_part.is_not(None))
    )
    return {
        str(row.demo_part): Player(row.id, row.name, row.place or "")
        for row in session.execute(question.order_by(Person.id))
    }


def person_playing(session: Session, part: str) -> Person:
    """Return the person of a part; raises NotFound."""
    # Without a part this would ask for somebody who plays none: everybody.
    person = session.scalar(select(Person).where(Person.demo_part == part)) if part else None
    if person is None:
        raise NotFound("part_unknown")
    return person
