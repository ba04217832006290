"""Whom a change of a round concerns."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from neighbourhood.people.models import Person
from neighbourhood.questions import Question

#: Projects, ballots and committees stand above this room.
people_concerned_by = Question[[Session, int], frozenset[int]](
    "whom a change of a round concerns: authors, voters, committee and keepers of the key"
)


def concerned_people(session: Session, round_id: int) -> Sequence[Person]:
    """Return the people whom a change of a round concerns, oldest account first."""
    numbers = people_concerned_by(session, round_id)
    return session.scalars(select(Person).where(Person.id.in_(numbers)).order_by(Person.id)).all()
