"""What waits for somebody at the desk, and what will be due; each room says where to look."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

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
    """Something that somebody has to do before an instant: what it is in the reader's words, and
    the page where it is done.
    """

    label: Sentence
    endpoint: str
    due: datetime
    values: Mapping[str, object] = field(default_factory=dict)
    count: int = 1


#: Looks in one room for what is due for the actor from now until an instant; returns nothing for
#: those whom it does not concern.
DueSource = Callable[[Session, Actor, datetime, datetime], list[Due]]


def what_is_due(
    sources: Iterable[DueSource], session: Session, actor: Actor, now: datetime, until: datetime
) -> list[Due]:
    """Return what is due for the actor in any room from now until an instant, the nearest first."""
    everything = [due for source in sources for due in source(session, actor, now, until)]
    return sorted(everything, key=lambda due: due.due)
