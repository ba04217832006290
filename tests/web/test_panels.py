"""What rooms add to the pages of others."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager

import pytest

from neighbourhood.rooms import ROOMS
from neighbourhood.things import ThingKind, ThingRef
from neighbourhood.web.house import house_of
from neighbourhood.web.panels import Note, NoteView, Panel, PanelView, Reading, Slot, Way
from neighbourhood.web.room import Room
from tests import builders as a
from tests.visitor import Visitor


def of_thing(reader: Reading, thing: ThingRef) -> PanelView:
    way = Way("Further", "/en/help/")
    return PanelView("A panel", (f"It is about {thing} & all.",), (way,))


def nothing(reader: Reading, thing: ThingRef) -> None:
    return None


@contextmanager
def with_room(visitor: Visitor, room: Room) -> Iterator[None]:
    """Let one more room stand on the others."""
    usual = visitor.app.extensions["house"]
    visitor.app.extensions["house"] = house_of((*ROOMS, room))
    try:
        yield
    finally:
        visitor.app.extensions["house"] = usual


@pytest.mark.parametrize(
    ("slot", "endpoint", "kind"),
    [
        (Slot.HOME, "pages.home", ThingKind.CITY),
        (Slot.PLACE, "neighbourhoods.show", ThingKind.PLACE),
        (Slot.EDITION, "rounds.edition", ThingKind.EDITION),
        (Slot.ROUND, "pages.round", ThingKind.ROUND),
        (Slot.PROJECT, "projects.show", ThingKind.PROJECT),
        (Slot.ACCOUNT, "people.account", ThingKind.PERSON),
    ],
)
def test_a_panel_stands_on_its_page(
    visitor: Visitor, slot: Slot, endpoint: str, kind: ThingKind
) -> None:
    project = a.a_project(visitor.session, a.a_round(visitor.session, "vote"), state="feasible")
    round_ = project.round
    reader = a.a_person(visitor.session)
    visitor.sign_in(reader if slot is Slot.ACCOUNT else None)
    slugs = {
        ThingKind.PLACE: round_.place.slug,
        ThingKind.EDITION: round_.edition.slug,
    }
    ids = {
        ThingKind.CITY: 1,
        ThingKind.PLACE: round_.place.id,
        ThingKind.EDITION: round_.edition.id,
        ThingKind.ROUND: round_.id,
        ThingKind.PROJECT: project.id,
        ThingKind.PERSON: reader.id,
    }
    values = {"slug": slugs.get(kind, round_.slug)} if kind != ThingKind.CITY else {}
    if kind == ThingKind.PROJECT:
        values["number"] = project.number
    room = Room(name="upper", panels=(Panel(slot, 10, of_thing), Panel(slot, 5, nothing)))
    with with_room(visitor, room):
        page = visitor.get(endpoint, **values)
    assert "A panel" in [heading.text for heading in page.all("h2")]
    assert f"It is about {kind}:{ids[kind]} & all." in page.text
    assert "/en/help/" in [link.get("href") for link in page.all("a")]


def test_panels_stand_in_their_order(visitor: Visitor) -> None:
    a.a_city(visitor.session)

    def named(name: str, order: int) -> Panel:
        return Panel(Slot.HOME, order, lambda _reader, _thing: PanelView(name))

    room = Room(name="upper", panels=(named("Second", 20), named("First", 10)))
    with with_room(visitor, room):
        headings = [heading.text for heading in visitor.get("pages.home").all("h2")]
    assert headings.index("First") + 1 == headings.index("Second")


def test_a_note_is_asked_once_for_a_whole_list(visitor: Visitor) -> None:
    asked: list[Sequence[ThingRef]] = []
    edition = a.an_edition(visitor.session)
    rounds = [a.a_round(visitor.session, "vote", edition=edition) for _ in range(3)]

    def build(_reader: Reading, things: Sequence[ThingRef]) -> Mapping[ThingRef, NoteView]:
        asked.append(things)
        return {things[1]: NoteView("Something to know", "/en/help/")}

    with with_room(visitor, Room(name="upper", notes=(Note(ThingKind.ROUND, build),))):
        text = visitor.get("rounds.edition", slug=edition.slug).text
    assert [sorted(thing.id for thing in things) for things in asked] == [
        sorted(round_.id for round_ in rounds)
    ]
    assert text.count("Something to know") == 1
    assert text.count("Not published yet") == 2
