"""What the desk's first page and reminders say of reviews."""

from datetime import datetime
from typing import Any

from neighbourhood.languages import _dl
from neighbourhood.permissions import Action, Actor, Role, decide
from neighbourhood.projects import queries as projects
from neighbourhood.projects.queries.queue import Unjudged, unjudged_before
from neighbourhood.reviews.queries import queue
from neighbourhood.reviews.queries.queue import Parts
from neighbourhood.web.waiting import Due, Waiting

LIST = "reviews_desk.waiting"


def projects_to_review(database: Any, reviewer: Actor, now: datetime) -> list[Waiting]:
    """Tell the desk's first page what waits for the reader: the answers of their department and
    what is ready for a verdict, or without departments every project that waits.
    """
    if not decide(reviewer, Action.SEE_REVIEWS).is_allowed:
        return []
    person = reviewer.person_id
    waits = queue.what_waits_for(database, person, now)
    if waits is None:
        number, since = projects.waiting_for_review(database, now=now, reviewer_id=person)
        return [Waiting(_dl("Projects to review"), LIST, since, count=number)] if since else []
    lines = [
        (_dl("Projects that wait for your answer"), waits.mine, {"for": "me"}),
        (_dl("Projects ready for a verdict"), waits.ready, {"part": "ready"}),
    ]
    if reviewer.has_role(Role.STAFF):
        lost = _dl("Projects that no department looks at")
        lines.append((lost, waits.lost, {"part": "unassigned"}))
    return [line for label, parts, values in lines for line in _line(label, parts, values)]


def _line(label: Any, parts: Parts, values: dict[str, str]) -> list[Waiting]:
    return [Waiting(label, LIST, parts.since, values, parts.number)] if parts.since else []


def reviews_due(database: Any, reviewer: Actor, now: datetime, until: datetime) -> list[Due]:
    """Tell reviewers until when their departments have to answer, and which rounds end their
    review, or open their vote, while projects still wait for a verdict or an answer.
    """
    if not decide(reviewer, Action.SEE_REVIEWS).is_allowed:
        return []
    own = [
        Due(_dl("Projects that wait for your answer"), LIST, due, {"for": "me"}, number)
        for due, number in queue.due_for(database, reviewer.person_id, now, until)
    ]
    by_date: dict[datetime, list[Unjudged]] = {}
    for one in unjudged_before(database, now, until):
        by_date.setdefault(one.due, []).append(one)
    return own + [_review_due(date, rounds) for date, rounds in by_date.items()]


def _review_due(date: datetime, rounds: list[Unjudged]) -> Due:
    """Return one line for all rounds of a date: an edition has the same dates everywhere."""
    if len(rounds) > 1:
        label = _dl("Projects without a verdict when their check ends")
        return Due(label, LIST, date, count=sum(one.count for one in rounds))
    only = rounds[0]
    label = _dl("Projects without a verdict in %(place)s", place=only.place)
    return Due(label, LIST, date, {"round": only.slug}, only.count)
