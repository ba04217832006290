"""What rooms above add to the pages of rooms below, and to the things a page lists.

A panel is built once a page, a note once for all things of a list, so that no card asks a question
of its own. Where there is nothing to say, nothing stands there.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from markupsafe import Markup
from sqlalchemy.orm import Session

from neighbourhood.permissions import Actor
from neighbourhood.things import ThingKind, ThingRef


class Slot(StrEnum):
    """The places where panels stand."""

    HOME = "home"
    PLACE = "place"
    EDITION = "edition"
    ROUND = "round"
    #: The list of links on a round's page: only the ways of these panels are printed.
    ROUND_LINKS = "round_links"
    PROJECT = "project"
    #: One's own account: of the person who reads it.
    ACCOUNT = "account"


@dataclass(frozen=True)
class Reading:
    """Who reads a page, and when."""

    session: Session
    actor: Actor
    now: datetime


@dataclass(frozen=True)
class Way:
    """Somewhere to go: a label and an address."""

    label: str
    url: str


@dataclass(frozen=True)
class ButtonView:
    """A button that posts and leads back to its page: a label, an address, and what it is about for
    those who hear the button alone; `anchor` is its own place on the page.
    """

    label: str
    url: str
    about: str
    anchor: str
    is_quiet: bool = False


@dataclass(frozen=True)
class PanelView:
    """A panel ready to print: a heading, sentences below it, where to go, and a button."""

    heading: str = ""
    sentences: tuple[str | Markup, ...] = ()
    ways: tuple[Way, ...] = ()
    button: ButtonView | None = None


@dataclass(frozen=True)
class Panel:
    """A room's part of a page about one thing (of the home page: about the city); a smaller order
    stands first.
    """

    slot: Slot
    order: int
    build: Callable[[Reading, ThingRef], PanelView | None]


@dataclass(frozen=True)
class NoteView:
    """One sentence about a thing in a list, with the page that says more."""

    sentence: str
    url: str


@dataclass(frozen=True)
class Note:
    """What a room has to say of the things of one kind in a list; it leaves out those of which it
    has nothing to say.
    """

    kind: ThingKind
    build: Callable[[Reading, Sequence[ThingRef]], Mapping[ThingRef, NoteView]]


@dataclass(frozen=True)
class MarkView:
    """What stands at the foot of a thing's card: a sentence, a button, or both."""

    sentence: str = ""
    button: ButtonView | None = None


@dataclass(frozen=True)
class Mark:
    """What a room puts on the cards of things of one kind; it leaves out those of which it has
    nothing to say.
    """

    kind: ThingKind
    build: Callable[[Reading, Sequence[ThingRef]], Mapping[ThingRef, MarkView]]
