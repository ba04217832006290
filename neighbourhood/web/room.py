"""What a room brings to the house, told by the room itself in one object."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from types import ModuleType

from flask import Blueprint, Flask
from sqlalchemy.orm import Session

from neighbourhood.database.constraints import Constraint
from neighbourhood.database.person_data import PersonColumn
from neighbourhood.languages import Sentence
from neighbourhood.outbox.timed import TimedWork
from neighbourhood.permissions import Action
from neighbourhood.questions import Answer
from neighbourhood.things import ThingKind
from neighbourhood.web.navigation import Link
from neighbourhood.web.panels import Mark, Note, Panel
from neighbourhood.web.waiting import DueSource, Source


@dataclass(frozen=True)
class Remedy:
    """The page that helps after a refusal, and what one must be allowed to do there."""

    label: Sentence
    endpoint: str
    action: Action


#: Gets the numbers of things of one kind and returns the names of those that have one.
ThingNames = Callable[[Session, Collection[int]], Mapping[int, str]]


@dataclass(frozen=True, kw_only=True)
class Room:
    """A room's pages, sentences, tables and work; whatever it has none of stays away.

    Every code, act and kind is worded by one room alone: the room that uses it, or one below.
    """

    name: str
    #: The modules with its tables, named here so that migrations see them all.
    tables: tuple[ModuleType, ...] = ()
    blueprints: tuple[Blueprint, ...] = ()
    #: Reason code of a refusal -> lazy sentence with named values.
    refusals: Mapping[str, Sentence] = field(default_factory=dict)
    #: Reason code of a refusal, of this room or a lower one -> the page that helps.
    remedies: Mapping[str, Remedy] = field(default_factory=dict)
    #: Name of a database constraint -> the refusal that its breaking becomes.
    constraints: Mapping[str, Constraint] = field(default_factory=dict)
    #: Act in the trail -> what the staff call it.
    acts: Mapping[str, Sentence] = field(default_factory=dict)
    #: Kind of a thing that acts are about -> what the staff call it, with its %(number)s.
    things: Mapping[ThingKind, Sentence] = field(default_factory=dict)
    #: Kind of a thing -> the names of things by their numbers, asked for a whole page at once.
    thing_names: Mapping[ThingKind, ThingNames] = field(default_factory=dict)
    #: Kind of message -> what it is about, for whoever tells the person.
    message_kinds: Mapping[str, Sentence] = field(default_factory=dict)
    waiting: tuple[Source, ...] = ()
    due: tuple[DueSource, ...] = ()
    timed: tuple[TimedWork, ...] = ()
    navigation: tuple[Link, ...] = ()
    #: What this room adds to the pages of others, and to the things they list.
    panels: tuple[Panel, ...] = ()
    notes: tuple[Note, ...] = ()
    marks: tuple[Mark, ...] = ()
    #: The columns that say who somebody is, or who did something, with what becomes of them when
    #: that person downloads what is theirs or is erased.
    person_data: tuple[PersonColumn, ...] = ()
    #: Answers to what rooms below ask without knowing this one.
    answers: tuple[Answer, ...] = ()
    #: What else has to be told to the application at its start.
    init: Callable[[Flask], None] | None = None
