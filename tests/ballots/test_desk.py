"""The desk of votes: opening, turnout, halves of the key, votes that two people let go on."""

import pytest
from flask import Flask
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from neighbourhood import clock
from neighbourhood.ballots import timed
from neighbourhood.ballots.services import raise_alarm
from neighbourhood.ballots.vault.keys import KeyRing, half, joined
from neighbourhood.commands.restore_key import restore_key
from neighbourhood.people.models import Person
from neighbourhood.rounds.models import FrozenRules, Round
from neighbourhood.trail.models import TrailEntry
from tests.ballots.builders import a_ready_round, a_voter, after_the_end, an_open_vote, rows, vote
from tests.builders import a_neighbourhood, a_resident, a_staff_member, an_officer
from tests.visitor import Visitor


@pytest.fixture
def keys(app: Flask) -> KeyRing:
    ring: KeyRing = app.extensions["vault"].keys
    return ring


@pytest.fixture
def round_(session: Session, keys: KeyRing) -> Round:
    return an_open_vote(session, keys)


def test_staff_see_what_will_be_frozen_and_open_the_vote(
    session: Session, visitor: Visitor, keys: KeyRing
) -> None:
    round_ = a_ready_round(session)
    visitor.sign_in(a_staff_member(session))
    page = visitor.get("ballots_desk.round", slug=round_.slug, most_queries=13)
    assert "Trees for street 1" in page.text
    visitor.post("ballots_desk.open_vote", page.fields(), slug=round_.slug)
    session.expire_all()
    assert keys.is_sound(round_.key_id, round_.key_fingerprint)
    assert (
        "In its place" in visitor.get("ballots_desk.round", slug=round_.slug, most_queries=13).text
    )


def test_opening_twice_is_refused_with_a_sentence(
    session: Session, visitor: Visitor, round_: Round
) -> None:
    visitor.sign_in(a_staff_member(session))
    page = visitor.post("ballots_desk.open_vote", slug=round_.slug, status=422)
    assert page.errors() == ["This vote was opened before."]
    assert len(session.scalars(select(FrozenRules)).all()) == 1


def test_the_desk_says_what_is_missing(session: Session, visitor: Visitor) -> None:
    round_ = a_ready_round(session)
    round_.second_key_holder_id = None
    visitor.sign_in(a_staff_member(session))
    page = visitor.get("ballots_desk.round", slug=round_.slug, most_queries=13)
    assert "Name two different people who each keep a half of the key." in page.text
    assert visitor.url("rounds_desk.round", slug=round_.slug) in page.links()


def test_the_desk_counts_who_took_part_and_shows_no_choice(
    session: Session, visitor: Visitor, keys: KeyRing, round_: Round
) -> None:
    vote(session, round_, keys, 1)
    vote(session, round_, keys, 2)
    for member in (a_staff_member(session), an_officer(session, round_.place)):
        visitor.sign_in(member)
        page = visitor.get("ballots_desk.round", slug=round_.slug, most_queries=13)
        assert "Online 2" in page.text
        assert "Trees for street" not in page.text


def test_a_sealed_vote_shows_its_digest(
    app: Flask, session: Session, visitor: Visitor, keys: KeyRing, round_: Round
) -> None:
    vote(session, round_, keys, 1)
    with clock.at(after_the_end(round_)):
        timed.seal(session, round_.id, app.extensions["vault"], clock.now())
    session.expire_all()
    visitor.sign_in(a_staff_member(session))
    page = visitor.get("ballots_desk.round", slug=round_.slug, most_queries=13)
    assert str(round_.sealed_digest) in page.text
    assert "Ballots sealed 1" in page.text


@pytest.mark.parametrize("kind", ["nobody", "resident", "officer elsewhere"])
def test_others_do_not_enter(session: Session, visitor: Visitor, round_: Round, kind: str) -> None:
    people = {
        "nobody": lambda: None,
        "resident": lambda: a_resident(session, round_.place),
        "officer elsewhere": lambda: an_officer(session, a_neighbourhood(session)),
    }
    visitor.sign_in(people[kind]())
    status = 303 if kind == "nobody" else 403
    visitor.get("ballots_desk.round", slug=round_.slug, status=status)
    visitor.get("ballots_desk.half", slug=round_.slug, status=status)
    for act in ("ballots_desk.open_vote", "ballots_desk.settle"):
        visitor.post(act, slug=round_.slug, status=status)


def test_each_key_holder_prints_their_own_half(
    session: Session, visitor: Visitor, keys: KeyRing, round_: Round
) -> None:
    halves = []
    for person_id in round_.key_holder_ids:
        visitor.sign_in(session.get(Person, person_id))
        before = visitor.get("ballots_desk.half", slug=round_.slug)
        assert not [p for p in before.all("p") if p.get("class") == "code"]
        shown = visitor.post("ballots_desk.half", before.fields(), slug=round_.slug, status=200)
        halves.append(
            next("".join(p.itertext()) for p in shown.all("p") if p.get("class") == "code")
        )
        assert shown.response.headers["Cache-Control"] == "no-store"
    assert joined((halves[0], halves[1])) == keys.read(round_.key_id, round_.key_fingerprint)
    assert (
        len(session.scalars(select(TrailEntry).where(TrailEntry.act == "show_key_half")).all()) == 2
    )


def test_without_a_key_there_is_no_half(session: Session, visitor: Visitor) -> None:
    round_ = a_ready_round(session)
    visitor.sign_in(session.get(Person, round_.first_key_holder_id))
    page = visitor.post("ballots_desk.half", slug=round_.slug, status=422)
    assert page.errors() == [
        "There is no key at present: it is made when the vote opens and destroyed after sealing."
    ]


def test_two_people_let_a_stopped_vote_go_on(
    session: Session, visitor: Visitor, keys: KeyRing, round_: Round
) -> None:
    vote(session, round_, keys, 1)
    session.execute(text("DELETE FROM open_ballots"))
    raise_alarm(session, round_.id, "ballots_do_not_match", now=clock.now())
    first, second = a_staff_member(session), a_staff_member(session)
    visitor.sign_in(first)
    visitor.post("ballots_desk.settle", slug=round_.slug)
    page = visitor.post("ballots_desk.settle", slug=round_.slug, status=403)
    visitor.sign_in(second)
    page = visitor.get("ballots_desk.round", slug=round_.slug, most_queries=13)
    assert "Agree as the second person" in page.text
    visitor.post("ballots_desk.settle", page.fields(), slug=round_.slug)
    session.expire_all()
    assert round_.alarm == ""
    assert rows(session) == (0, 0, 0)


def test_the_command_puts_a_lost_key_back(
    app: Flask, session: Session, keys: KeyRing, round_: Round
) -> None:
    key, slug, kept = (
        keys.read(round_.key_id, round_.key_fingerprint),
        round_.slug,
        (round_.key_id, round_.key_fingerprint),
    )
    keys.destroy(round_.key_id)
    session.commit()
    runner = app.test_cli_runner()
    wrong = runner.invoke(restore_key, [slug], input=f"{half(key, 1)}\n{half(key, 1)}\n")
    assert (wrong.exit_code, "same_half_twice" in wrong.stderr) == (1, True)
    right = runner.invoke(restore_key, [slug], input=f"{half(key, 1)}\n{half(key, 2)}\n")
    assert right.exit_code == 0, right.output
    assert keys.is_sound(*kept)
    assert half(key, 1) not in right.output


def test_a_voter_is_no_key_holder(session: Session, visitor: Visitor, round_: Round) -> None:
    visitor.sign_in(a_voter(session, round_))
    visitor.get("ballots_desk.half", slug=round_.slug, status=403)
