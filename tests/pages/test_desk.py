"""The desk's front page and the outbox."""

from datetime import timedelta

import pytest

from neighbourhood import clock
from neighbourhood.outbox.models import Message
from neighbourhood.people.models import Residency
from neighbourhood.rooms import HOUSE
from tests import builders as a
from tests.visitor import Visitor


def a_message(visitor: Visitor, **values: object) -> Message:
    person = a.a_person(visitor.session, "Samira")
    defaults = {
        "message_id": f"m{person.id}@here",
        "person_id": person.id,
        "address": None,
        "language": "en",
        "kind": "residency_confirmed",
        "content": {},
        "created_at": clock.now(),
        "send_after": clock.now(),
    }
    return a.added(visitor.session, Message(**defaults | values))


def a_claim(visitor: Visitor, place: object) -> None:
    person = a.a_person(visitor.session)
    a.added(
        visitor.session,
        Residency(
            person_id=person.id,
            place_id=place.id,
            method="in_person",
            asked_at=clock.now() - timedelta(days=3),
        ),
    )


def waits(page: object) -> list[str]:
    listed = next((o for o in page.all("ol") if o.get("id") == "waits"), ())
    return [" ".join(" ".join(item.itertext()).split()) for item in listed]


def test_nothing_waits(visitor: Visitor) -> None:
    # A city without a public edition is still being set up, and there is much to do.
    a.a_round(visitor.session, "propose")
    assert (
        "Nothing waits for you now."
        in visitor.sign_in(a.a_staff_member(visitor.session))
        .get("pages_desk.home", most_queries=34)
        .text
    )


def test_what_waits_for_staff_stands_there_oldest_first(visitor: Visitor) -> None:
    a.a_project(visitor.session, a.a_round(visitor.session, "review"), state="submitted")
    a_message(visitor)
    found = waits(
        visitor.sign_in(a.a_staff_member(visitor.session)).get("pages_desk.home", most_queries=34)
    )
    assert [text.split(" since")[0] for text in found] == [
        "1 Projects to review",
        "1 People to tell in person: no message reached them",
    ]


def test_officers_see_only_claims_of_their_neighbourhood(visitor: Visitor) -> None:
    here, there = a.a_neighbourhood(visitor.session), a.a_neighbourhood(visitor.session)
    a_claim(visitor, here)
    a_claim(visitor, there)
    found = waits(
        visitor.sign_in(a.an_officer(visitor.session, here)).get("pages_desk.home", most_queries=34)
    )
    assert len(found) == 1 and found[0].startswith("1 Residencies to confirm")


def test_a_second_person_is_asked_and_the_first_is_not(visitor: Visitor) -> None:
    round_, first, second = (
        a.a_round(visitor.session, "vote"),
        a.a_staff_member(visitor.session),
        a.a_staff_member(visitor.session),
    )
    round_.opened_at = clock.now()
    phase = next(phase for phase in round_.phases if phase.kind == "vote")
    a.an_asked_move(visitor.session, phase, first, at=clock.now())
    assert waits(visitor.sign_in(first).get("pages_desk.home", most_queries=34)) == []
    assert len(waits(visitor.sign_in(second).get("pages_desk.home", most_queries=34))) == 1


def test_a_vote_that_should_be_open_waits(visitor: Visitor) -> None:
    a.a_round(visitor.session, "vote")
    found = waits(
        visitor.sign_in(a.a_staff_member(visitor.session)).get("pages_desk.home", most_queries=34)
    )
    assert found[0].startswith("1 A vote should be open and is not")


@pytest.mark.parametrize(
    ("who", "status"),
    [("stranger", 303), ("person", 403), ("reviewer", 200), ("administrator", 200)],
)
def test_who_may_enter_the_desk(visitor: Visitor, who: str, status: int) -> None:
    people = {
        "stranger": lambda s: None,
        "person": a.a_person,
        "reviewer": a.a_reviewer,
        "administrator": a.an_administrator,
    }
    a.a_city(visitor.session)
    visitor.sign_in(people[who](visitor.session)).get(
        "pages_desk.home", status=status, most_queries=34
    )


def test_the_outbox_shows_what_became_of_messages(visitor: Visitor) -> None:
    a_message(visitor)
    a_message(visitor, address="a@example.org", sent_at=clock.now())
    a_message(visitor, address="b@example.org", tries=10, problem="refused")
    a_message(visitor, address="c@example.org")
    text = visitor.sign_in(a.a_staff_member(visitor.session)).get("pages_desk.outbox").text
    for state in (
        "sent",
        "no address",
        "could not be mailed",
        "waiting",
        "1 message waits to be mailed.",
    ):
        assert state in text


def test_somebody_who_was_told_leaves_the_list(visitor: Visitor) -> None:
    message = a_message(visitor)
    visitor.sign_in(a.a_staff_member(visitor.session))
    visitor.post("pages_desk.told", message_id=message.id)
    text = visitor.get("pages_desk.outbox").text
    assert (
        "The message is off the list." in text
        and "told in person" in text
        and "Every message could be mailed." in text
    )


def test_only_staff_read_the_outbox(visitor: Visitor) -> None:
    message = a_message(visitor)
    visitor.sign_in(a.a_reviewer(visitor.session))
    visitor.get("pages_desk.outbox", status=403)
    visitor.post("pages_desk.told", message_id=message.id, status=403)
    visitor.sign_in(a.a_staff_member(visitor.session)).post(
        "pages_desk.told", message_id=999, status=404
    )


def test_a_message_that_can_be_mailed_is_never_taken_off_its_way(visitor: Visitor) -> None:
    message = a_message(visitor, address="c@example.org", content={"name": "Samira"})
    visitor.sign_in(a.a_staff_member(visitor.session)).post(
        "pages_desk.told", message_id=message.id
    )
    visitor.session.refresh(message)
    assert (message.kept_at, message.content) == (None, {"name": "Samira"})


def test_the_outbox_says_what_each_kind_of_message_is_about(visitor: Visitor) -> None:
    for kind in HOUSE.message_kinds:
        a_message(visitor, kind=kind)
    text = visitor.sign_in(a.a_staff_member(visitor.session)).get("pages_desk.outbox").text
    assert "Result published" in text
    assert not [kind for kind in HOUSE.message_kinds if kind in text]


@pytest.mark.parametrize(
    ("asked", "number"),
    [
        ({}, 3),
        ({"state": "sent"}, 1),
        ({"state": "no_address"}, 1),
        ({"state": "kept"}, 1),
        ({"state": "failed"}, 0),
        ({"kind": "residency_confirmed"}, 3),
        ({"kind": "result_published"}, 0),
        ({"state": "DROP"}, 3),
    ],
)
def test_messages_are_filtered_by_state_and_kind(
    visitor: Visitor, asked: dict[str, str], number: int
) -> None:
    now = clock.now()
    a_message(visitor, content={"neighbourhood": "Mirail"})
    a_message(visitor, address="b@example.org", sent_at=now)
    a_message(visitor, address="c@example.org", kept_at=now)
    visitor.sign_in(a.a_staff_member(visitor.session))
    page = visitor.get(visitor.url("pages_desk.outbox", **asked))
    bodies = list(page.all("tbody"))
    assert len(list(bodies[0]) if bodies else []) == number
    assert ("Nothing matches" in page.text) == (number == 0)
    assert "Mirail" in page.text
