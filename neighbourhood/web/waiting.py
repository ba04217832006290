"""What waits for somebody at the desk, and what will be due; each room says where to look."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from neighbourhood.languages import Sentence
from neighbourhood.permissions import Actor


@dataclass(frozen=True)
class Waiting:
    """Something that waits since an instant: what it is in the reader's words, and the page where
    it is done.
    """

    label: Sentence
    endpoint: str
    since: datetime
    values: Mapping[str, object] = field(default_factory=dict)
    count: int = 1


#: Looks in one room for what waits for the actor; returns nothing for those whom it does not
#: concern.
Source = Callable[[Session, Actor, datetime], list[Waiting]]


def what_waits(
    sources: Iterable[Source], session: Session, actor: Actor, now: datetime
) -> list[Waiting]:
    """Return what waits for the actor in any room, oldest first."""
    everything = [waiting for source in sources for waiting in source(session, actor, now)]
    return sorted(everything, key=lambda waiting: waiting.since)


@dataclass(frozen=True)
class Due:
    """Something that somebody has to do before an instant, or that happens then: what it is in the
    reader's words, and the page where it is done.
    """

    label: Sentence
    endpoint: str
    due: datetime
    values: Mapping[str, object] = field(default_factory=dict)
    count: int = 1
    #: Whether something begins at that instant, which is told by its day; else it is an end.
    is_start: bool = False


#: Looks in one room for what is due for the actor from now until an instant; returns nothing for
#: those whom it does not concern.
DueSource = Callable[[Session, Actor, datetime, datetime], list[Due]]


def what_is_due(
    sources: Iterable[DueSource], session: Session, actor: Actor, now: datetime, until: datetime
) -> list[Due]:
    """Return what is due for the actor in any room from now until an instant, the nearest first."""
    everything = [due for source in sources for due in source(session, actor, now, until)]
    return sorted(everything, key=lambda due: due.due)


#: So many lines of a list are read; as they are done, the next ones come.
MOST_LINES = 20
A_YEAR = timedelta(days=366)


@dataclass(frozen=True)
class DuePlan:
    """What is due for somebody until the end of this week and of the next; where nothing is,
    everything that falls on the nearest instant after that.
    """

    this_week: list[Due]
    next_week: list[Due]
    upcoming: list[Due]


def ends_of_weeks(now: datetime, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """Return when this week and the next one end in a zone; a week begins on Monday."""
    today = now.astimezone(zone).date()
    monday = today + timedelta(days=7 - today.weekday())
    this, following = (
        datetime.combine(monday + timedelta(days=days), time(), zone) for days in (0, 7)
    )
    return this, following


def plan_of(
    sources: Iterable[DueSource], session: Session, actor: Actor, now: datetime, zone: ZoneInfo
) -> DuePlan:
    """Return what is due for the actor this week and the next one."""
    this_end, next_end = ends_of_weeks(now, zone)
    # One look ahead for all three: each source names the nearest things first.
    dues = what_is_due(sources, session, actor, now, now + A_YEAR)
    this_week = [due for due in dues if due.due <= this_end]
    next_week = [due for due in dues if this_end < due.due <= next_end]
    upcoming = [] if this_week or next_week else [due for due in dues if due.due == dues[0].due]
    return DuePlan(this_week[:MOST_LINES], next_week[:MOST_LINES], upcoming[:MOST_LINES])
