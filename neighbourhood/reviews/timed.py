"""What the worker does for reviews by the clock: tell departments what was given to them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from neighbourhood.outbox import queue
from neighbourhood.people.models import Person
from neighbourhood.places.queries import the_city
from neighbourhood.reviews import queries
from neighbourhood.reviews.models import Assignment, Department

#: Somebody who gives projects away needs a while for all of them, and a mail a day is enough.
A_WHILE, ALMOST_A_DAY = timedelta(minutes=15), timedelta(hours=20)


@dataclass(frozen=True)
class Mailbox:
    """The address of a department, which is nobody's account."""

    email: str
    language: str
    person_id: None = None


def tell_departments(session: Session, now: datetime) -> int:
    """Tell each department in one mail what was given to it, at most once a day; and each reviewer
    what was given to them alone. Return how many departments were told.
    """
    untold = queries.untold_assignments(session, now)
    departments = {one.department_id: one.department for one in untold}
    told = 0
    for number, department in departments.items():
        own = [one for one in untold if one.department_id == number]
        if _is_time(department, own, now):
            _tell(session, department, own, now)
            told += 1
    return told


def _is_time(department: Department, own: Sequence[Assignment], now: datetime) -> bool:
    is_new_day = department.told_at is None or department.told_at <= now - ALMOST_A_DAY
    return is_new_day and max(one.assigned_at for one in own) <= now - A_WHILE


def _tell(
    session: Session, department: Department, own: Sequence[Assignment], now: datetime
) -> None:
    named = {one.reviewer_id: one.reviewer for one in own if one.reviewer is not None}
    for number, person in named.items():
        theirs = [one for one in own if one.reviewer_id == number]
        _queue(session, department, person, theirs, now, whose="me")
    if department.mailbox:
        city = the_city(session)
        language = city.languages[0] if city and city.languages else "en"
        box = Mailbox(department.mailbox, language)
        _queue(session, department, box, own, now, whose="departments")
    else:
        for person in queries.members_of(session, department.id):
            if person.id not in named:
                _queue(session, department, person, own, now, whose="departments")
    department.told_at = now
    for one in own:
        one.told_at = now


def _queue(
    session: Session,
    department: Department,
    recipient: Person | Mailbox,
    assignments: Sequence[Assignment],
    now: datetime,
    *,
    whose: str,
) -> None:
    due = [one.due_at for one in assignments if one.due_at is not None]
    queue(
        session,
        "projects_assigned",
        recipient,
        now=now,
        department=department.name,
        number=len(assignments),
        due_at=min(due).isoformat() if due else None,
        slug=department.slug,
        whose=whose,
    )
