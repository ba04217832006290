"""What waits for somebody at the desk; rooms register where to look."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from neighbourhood.permissions import Actor


@dataclass(frozen=True)
class Waiting:
    """Something that waits since an instant: what it is in the reader's words, and the page where
    it is done.
    """

    label: Any
    endpoint: str
    since: datetime
    values: Mapping[str, object] = field(default_factory=dict)
    count: int = 1


#: Looks in one room for what waits for the actor; returns nothing for those whom it does not
#: concern.
Source = Callable[[Session, Actor, datetime], list[Waiting]]
_sources: list[Source] = []


def register(source: Source) -> Source:
    """Take a room's source; a room registers it beside its desk, once."""
    if source not in _sources:
        _sources.append(source)
    return source


def what_waits(session: Session, actor: Actor, now: datetime) -> list[Waiting]:
    """Return what waits for the actor in any room, oldest first."""
    found = [waiting for source in _sources for waiting in source(session, actor, now)]
    return sorted(found, key=lambda waiting: waiting.since)
