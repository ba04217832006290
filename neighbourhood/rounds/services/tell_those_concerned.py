"""Writing to those whom a change of a round concerns."""

from datetime import datetime

from sqlalchemy.orm import Session

from neighbourhood.outbox import queue
from neighbourhood.rounds import queries
from neighbourhood.rounds.models import Round


def tell_those_concerned(
    session: Session, round_: Round, kind: str, *, now: datetime, **content: object
) -> None:
    """Queue one message of this kind to each of them, in their language, with the round's address
    and the name of its place; `content` is JSON-ready.
    """
    for person in queries.concerned_people(session, round_.id):
        about = {"slug": round_.slug, "place": round_.place.name}
        queue(session, kind, person, now=now, **about, **content)
