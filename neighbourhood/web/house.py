"""All rooms put together: what every page, the desk and the worker ask across rooms."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from flask import Flask, current_app

from neighbourhood import clock
from neighbourhood.database.constraints import Constraint, take_constraints
from neighbourhood.languages import Sentence
from neighbourhood.outbox.timed import TimedWork
from neighbourhood.things import ThingKind, ThingRef
from neighbourhood.web.navigation import Link, Menu
from neighbourhood.web.panels import Mark, MarkView, Note, NoteView, Panel, PanelView, Reading, Slot
from neighbourhood.web.request import actor, session
from neighbourhood.web.room import Remedy, Room, ThingNames
from neighbourhood.web.waiting import DueSource, Source

Key = TypeVar("Key", bound=str)
Value = TypeVar("Value")


class DefinedTwice(Exception):
    """Two rooms define the same name; the message says which name and which rooms."""


@dataclass(frozen=True)
class House:
    """What all rooms bring, each kind of thing in one place."""

    rooms: tuple[Room, ...]
    refusals: Mapping[str, Sentence]
    remedies: Mapping[str, Remedy]
    constraints: Mapping[str, Constraint]
    acts: Mapping[str, Sentence]
    things: Mapping[ThingKind, Sentence]
    thing_names: Mapping[ThingKind, ThingNames]
    message_kinds: Mapping[str, Sentence]
    waiting: tuple[Source, ...]
    due: tuple[DueSource, ...]
    timed: tuple[TimedWork, ...]
    menus: Mapping[Menu, tuple[Link, ...]]
    panels: Mapping[Slot, tuple[Panel, ...]]
    notes: tuple[Note, ...]
    marks: tuple[Mark, ...]


def house_of(rooms: tuple[Room, ...]) -> House:
    """Put the rooms together, the lowest first; raises DefinedTwice where two define one name."""
    links = sorted(
        (link for room in rooms for link in room.navigation), key=lambda link: link.order
    )
    panels = sorted(
        (panel for room in rooms for panel in room.panels), key=lambda panel: panel.order
    )
    return House(
        rooms=rooms,
        refusals=joined(rooms, "refusal code", lambda room: room.refusals),
        remedies=joined(rooms, "remedy", lambda room: room.remedies),
        constraints=joined(rooms, "constraint", lambda room: room.constraints),
        acts=joined(rooms, "act", lambda room: room.acts),
        things=joined(rooms, "kind of thing", lambda room: room.things),
        thing_names=joined(rooms, "name of things", lambda room: room.thing_names),
        message_kinds=joined(rooms, "kind of message", lambda room: room.message_kinds),
        waiting=tuple(source for room in rooms for source in room.waiting),
        due=tuple(source for room in rooms for source in room.due),
        timed=tuple(work for room in rooms for work in room.timed),
        menus={menu: tuple(link for link in links if link.menu is menu) for menu in Menu},
        panels={slot: tuple(panel for panel in panels if panel.slot is slot) for slot in Slot},
        notes=tuple(note for room in rooms for note in room.notes),
        marks=tuple(mark for room in rooms for mark in room.marks),
    )


def joined(
    rooms: Iterable[Room], what: str, part: Callable[[Room], Mapping[Key, Value]]
) -> dict[Key, Value]:
    """Return one part of all rooms together; raises DefinedTwice for a name in two of them."""
    owners: dict[Key, str] = {}
    together: dict[Key, Value] = {}
    for room in rooms:
        for name, value in part(room).items():
            if name in owners:
                raise DefinedTwice(
                    f"the {what} {name!r} is defined by {owners[name]} and by {room.name}: "
                    "rename one, or let the upper room use the lower one's."
                )
            owners[name] = room.name
            together[name] = value
    return together


def init_house(app: Flask, built: House) -> None:
    """Give the application its rooms: their pages, constraints and answers, and what
    they set up.
    """
    app.extensions["house"] = built
    take_constraints(built.constraints)
    for room in built.rooms:
        for answer in room.answers:
            answer.question.take(answer.answer)
        if room.init is not None:
            room.init(app)
        for blueprint in room.blueprints:
            app.register_blueprint(blueprint)


def house() -> House:
    """Return the rooms of the running application."""
    built: House = current_app.extensions["house"]
    return built


def reading() -> Reading:
    """Return who reads the running request, and when."""
    return Reading(session(), actor(), clock.now())


def panels_on(slot: Slot, thing: ThingRef) -> list[PanelView]:
    """Return what the rooms add to a page about a thing, in their order."""
    panels = house().panels[slot]
    if not panels:
        return []
    reader = reading()
    views = [panel.build(reader, thing) for panel in panels]
    return [view for view in views if view is not None]


def notes_on(things: Sequence[ThingRef]) -> dict[ThingRef, list[NoteView]]:
    """Return what the rooms have to say of the listed things; a thing of which none says anything
    is left out.
    """
    views: dict[ThingRef, list[NoteView]] = {}
    reader = reading()
    for note in house().notes:
        of_kind = [thing for thing in things if thing.kind is note.kind]
        if not of_kind:
            continue
        for thing, view in note.build(reader, of_kind).items():
            views.setdefault(thing, []).append(view)
    return views


def marks_on(things: Sequence[ThingRef]) -> dict[ThingRef, list[MarkView]]:
    """Return what the rooms put on the cards of the listed things; a thing without a mark is left
    out.
    """
    views: dict[ThingRef, list[MarkView]] = {}
    reader = reading()
    for mark in house().marks:
        of_kind = [thing for thing in things if thing.kind is mark.kind]
        if not of_kind:
            continue
        for thing, view in mark.build(reader, of_kind).items():
            views.setdefault(thing, []).append(view)
    return views
