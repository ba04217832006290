"""What authors are told of merges by mail."""

from datetime import datetime

from sqlalchemy.orm import Session

from neighbourhood.outbox import queue
from neighbourhood.people.models import Person
from neighbourhood.permissions import Actor
from neighbourhood.projects.models import Merge


def tell_merge_asked(session: Session, merge: Merge, actor: Actor, now: datetime) -> None:
    """Ask every author but the one who proposes it."""
    for person in _people(merge):
        if person.id != actor.person_id:
            _tell(
                session,
                person,
                "merge_asked",
                merge,
                now,
                reason=merge.reason,
                answer_by_at=merge.answer_by.isoformat(),
            )


def tell_merged(session: Session, merge: Merge, now: datetime) -> None:
    """Tell every author that the projects are one, and until when the text may change."""
    until = merge.whole.answer_by
    for person in _people(merge):
        answer_by_at = until.isoformat() if until else None
        _tell(session, person, "merge_done", merge, now, answer_by_at=answer_by_at)


def tell_merge_ended(session: Session, merge: Merge, now: datetime) -> None:
    """Tell every author that the projects stay apart, and why."""
    for person in _people(merge):
        _tell(session, person, "merge_ended", merge, now, outcome=merge.outcome)


def _people(merge: Merge) -> list[Person]:
    people = {person.id: person for project in merge.projects for person in project.authors}
    return [people[number] for number in sorted(people)]


def _tell(
    session: Session, person: Person, kind: str, merge: Merge, now: datetime, **content: object
) -> None:
    queue(
        session,
        kind,
        person,
        now=now,
        slug=merge.round.slug,
        merge=merge.id,
        number=merge.whole.number,
        title=merge.whole.title,
        parts=[part.title for part in merge.parts],
        **content,
    )
