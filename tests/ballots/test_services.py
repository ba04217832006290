"""Opening a vote and casting ballots, on both databases."""

import json
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import event, select, update
from sqlalchemy.orm import Session

from neighbourhood import clock
from neighbourhood.ballots import queries
from neighbourhood.ballots.models import OpenBallot, VotingRight
from neighbourhood.ballots.rules import voter_of
from neighbourhood.ballots.services import cast_ballot, open_voting, show_key_half
from neighbourhood.ballots.vault import Vault
from neighbourhood.ballots.vault.keys import joined
from neighbourhood.outbox.models import Message
from neighbourhood.people.models import Person
from neighbourhood.permissions import ANONYMOUS, SYSTEM
from neighbourhood.places.rules.levels import Level
from neighbourhood.projects.models import Project
from neighbourhood.refusals import Invalid, NotAllowed, NotNow
from neighbourhood.rounds.models import FrozenRules, Round
from neighbourhood.trail.models import TrailEntry
from tests.ballots.builders import (
    a_ready_round,
    a_voter,
    after_the_end,
    an_open_vote,
    end_of_vote,
    filled,
    rows,
    vote,
)
from tests.builders import a_neighbourhood, a_resident, a_round, a_staff_member, actor_of


def test_opening_freezes_the_rules_and_makes_the_key(session: Session, vault: Vault) -> None:
    round_ = a_ready_round(session)
    frozen = open_voting(
        session,
        round_,
        keys=vault.keys,
        actor=actor_of(session, a_staff_member(session)),
        now=clock.now(),
    )
    document = json.loads(frozen.document)
    assert document["format"] == "neighbourhood-rules/1"
    assert [project["reference"] for project in document["projects"]] == [
        "p1",
        "p2",
        "p3",
        "p4",
        "p5",
    ]
    assert document["ballot"] == {
        "kind": "approval",
        "limits": {"least_choices": 1, "most_choices": 3},
        "blank": True,
    }
    assert document["fund"] == {"amount": 10_000_000, "currency": "EUR"}
    assert document["rule"]["name"] == "greedy@1"
    assert document["closes_at"] == end_of_vote(round_).isoformat()
    assert vault.keys.is_sound(round_.key_id, round_.key_fingerprint)


def test_the_rules_of_a_list_of_the_city_name_its_level_and_its_parts(
    session: Session, vault: Vault
) -> None:
    city = a_neighbourhood(session, "whole-city", level=Level.CITY)
    district = a_neighbourhood(session, "the-east", level=Level.DISTRICT, parent=city)
    for slug, above in (("zoo", district), ("abbey", district), ("meadow", city)):
        a_neighbourhood(session, slug, parent=above)
    round_ = a_ready_round(session, place=city)
    frozen = open_voting(session, round_, keys=vault.keys, actor=SYSTEM, now=clock.now())
    electorate = json.loads(frozen.document)["electorate"]
    assert electorate["level"] == "city"
    assert electorate["parts"] == ["abbey", "meadow", "the-east", "zoo"]


def test_the_rules_of_a_neighbourhood_name_neither_level_nor_parts(
    session: Session, vault: Vault, round_: Round
) -> None:
    document = json.loads(session.get_one(FrozenRules, round_.id).document)
    assert sorted(document["electorate"]) == ["boundary", "name", "neighbourhood", "who"]


def test_opening_tells_both_key_holders(session: Session, vault: Vault) -> None:
    round_ = an_open_vote(session, vault.keys)
    told = session.scalars(select(Message.person_id).where(Message.kind == "key_half_ready")).all()
    assert sorted(told) == sorted(round_.key_holder_ids)


def test_only_feasible_projects_stand_on_the_ballot(session: Session, vault: Vault) -> None:
    round_ = a_ready_round(session)
    session.execute(update(Project).where(Project.number == 2).values(state="not_feasible"))
    frozen = open_voting(session, round_, keys=vault.keys, actor=SYSTEM, now=clock.now())
    assert [project["number"] for project in json.loads(frozen.document)["projects"]] == [
        1,
        3,
        4,
        5,
    ]


def test_a_vote_opens_once(session: Session, vault: Vault, round_: Round) -> None:
    before = round_.key_id
    with pytest.raises(NotNow, match="vote_opened_before"):
        open_voting(session, round_, keys=vault.keys, actor=SYSTEM, now=clock.now())
    assert round_.key_id == before


def test_a_vote_without_key_holders_does_not_open(session: Session, vault: Vault) -> None:
    round_ = a_ready_round(session)
    round_.second_key_holder_id = None
    with pytest.raises(NotNow, match="no_key_holders"):
        open_voting(session, round_, keys=vault.keys, actor=SYSTEM, now=clock.now())


def test_residents_do_not_open_votes(session: Session, vault: Vault) -> None:
    round_ = a_ready_round(session)
    with pytest.raises(NotAllowed):
        open_voting(
            session,
            round_,
            keys=vault.keys,
            actor=actor_of(session, a_voter(session, round_)),
            now=clock.now(),
        )


def test_a_cast_ballot_is_a_tag_and_a_ciphertext_and_nothing_else(
    session: Session, vault: Vault, round_: Round
) -> None:
    vote(session, round_, vault.keys, 1, 2)
    ballot = session.scalars(select(OpenBallot)).one()
    assert set(OpenBallot.__table__.columns.keys()) == {"tag", "round_id", "ciphertext"}
    assert b"p1" not in ballot.ciphertext
    assert len(ballot.tag) == 32
    assert set(VotingRight.__table__.columns.keys()) == {
        "id",
        "edition_id",
        "level",
        "round_id",
        "person_id",
        "channel",
        "casts",
        "last_submission",
    }


def test_casting_leaves_no_entry_in_the_trail(
    session: Session, vault: Vault, round_: Round
) -> None:
    before = len(session.scalars(select(TrailEntry)).all())
    vote(session, round_, vault.keys, 1)
    assert len(session.scalars(select(TrailEntry)).all()) == before


def test_a_changed_ballot_replaces_the_earlier_one_under_the_same_receipt(
    session: Session, vault: Vault, round_: Round
) -> None:
    voter = a_voter(session, round_)
    actor = actor_of(session, voter)
    first = cast_ballot(session, round_.slug, filled(1), keys=vault.keys, actor=actor)
    kept = session.scalars(select(OpenBallot.ciphertext)).one()
    second = cast_ballot(session, round_.slug, filled(2, version=1), keys=vault.keys, actor=actor)
    assert first == second
    assert session.scalars(select(OpenBallot.ciphertext)).one() != kept
    assert rows(session) == (1, 1, 0)


def test_the_same_form_twice_changes_nothing(session: Session, vault: Vault, round_: Round) -> None:
    actor = actor_of(session, a_voter(session, round_))
    form = filled(1)
    first = cast_ballot(session, round_.slug, form, keys=vault.keys, actor=actor)
    kept = session.scalars(select(OpenBallot.ciphertext)).one()
    assert cast_ballot(session, round_.slug, form, keys=vault.keys, actor=actor) == first
    assert session.scalars(select(OpenBallot.ciphertext)).one() == kept
    right = queries.right_of(session, round_.edition_id, round_.level, voter_of(actor))
    assert right is not None
    assert right.casts == 1


def test_an_old_ballot_never_replaces_a_newer_one(
    session: Session, vault: Vault, round_: Round
) -> None:
    actor = actor_of(session, a_voter(session, round_))
    old = filled(1)
    cast_ballot(session, round_.slug, old, keys=vault.keys, actor=actor)
    cast_ballot(session, round_.slug, filled(2, version=1), keys=vault.keys, actor=actor)
    kept = session.scalars(select(OpenBallot.ciphertext)).one()
    for late in (old, filled(3), filled(3, version=1), filled(3, version=7)):
        with pytest.raises(NotNow, match="ballot_changed_meanwhile"):
            cast_ballot(session, round_.slug, late, keys=vault.keys, actor=actor)
    assert session.scalars(select(OpenBallot.ciphertext)).one() == kept


def test_a_version_from_nowhere_casts_nothing(
    session: Session, vault: Vault, round_: Round
) -> None:
    actor = actor_of(session, a_voter(session, round_))
    with pytest.raises(NotNow, match="ballot_changed_meanwhile"):
        cast_ballot(session, round_.slug, filled(1, version=3), keys=vault.keys, actor=actor)
    session.commit()
    assert rows(session) == (0, 0, 0)


@pytest.mark.parametrize("submission", ["", "short", "x" * 65])
def test_a_form_without_a_good_key_is_refused(
    session: Session, vault: Vault, round_: Round, submission: str
) -> None:
    ballot = filled(1)
    actor = actor_of(session, a_voter(session, round_))
    with pytest.raises(Invalid, match="form_incomplete"):
        cast_ballot(
            session,
            round_.slug,
            replace(ballot, submission=submission),
            keys=vault.keys,
            actor=actor,
        )
    assert rows(session) == (0, 0, 0)


def test_only_residents_of_the_neighbourhood_vote(
    session: Session, vault: Vault, round_: Round
) -> None:
    elsewhere = a_resident(session, a_neighbourhood(session))
    for actor in (
        actor_of(session, elsewhere),
        ANONYMOUS,
        SYSTEM,
        actor_of(session, a_staff_member(session)),
    ):
        with pytest.raises(NotAllowed):
            cast_ballot(session, round_.slug, filled(1), keys=vault.keys, actor=actor)
    assert rows(session) == (0, 0, 0)


def test_who_moved_votes_once_in_an_edition(session: Session, vault: Vault, round_: Round) -> None:
    voter = vote(session, round_, vault.keys, 1)
    other = a_ready_round(session, edition=round_.edition)
    open_voting(session, other, keys=vault.keys, actor=SYSTEM, now=clock.now())
    voter.residencies[0].place_id = other.place_id
    with pytest.raises(NotNow, match="voted_elsewhere"):
        cast_ballot(session, other.slug, filled(1), keys=vault.keys, actor=actor_of(session, voter))
    assert rows(session) == (1, 1, 0)


def test_who_voted_on_paper_does_not_vote_online(
    session: Session, vault: Vault, round_: Round
) -> None:
    voter = a_voter(session, round_)
    session.add(
        VotingRight(
            edition_id=round_.edition_id,
            level=round_.level,
            round_id=round_.id,
            person_id=voter.id,
            channel="paper",
        )
    )
    session.flush()
    with pytest.raises(NotNow, match="voted_on_paper"):
        cast_ballot(
            session, round_.slug, filled(1), keys=vault.keys, actor=actor_of(session, voter)
        )
    assert rows(session) == (0, 0, 0)


def test_no_ballot_is_taken_before_the_start_or_from_the_end_on(
    session: Session, vault: Vault, round_: Round
) -> None:
    actor = actor_of(session, a_voter(session, round_))
    start = end_of_vote(round_) - timedelta(days=20)
    for instant, code in (
        (start - timedelta(seconds=1), "vote_not_yet"),
        (end_of_vote(round_), "vote_over"),
    ):
        with clock.at(instant), pytest.raises(NotNow, match=code):
            cast_ballot(session, round_.slug, filled(1), keys=vault.keys, actor=actor)
    assert rows(session) == (0, 0, 0)


def test_no_ballot_is_taken_where_the_vote_was_not_opened(session: Session, vault: Vault) -> None:
    round_ = a_ready_round(session)
    with pytest.raises(NotNow, match="vote_not_opened"):
        cast_ballot(
            session,
            round_.slug,
            filled(1),
            keys=vault.keys,
            actor=actor_of(session, a_voter(session, round_)),
        )


def test_bad_choices_change_no_row(session: Session, vault: Vault, round_: Round) -> None:
    elsewhere = an_open_vote(session, vault.keys, numbers=(21, 22))
    actor = actor_of(session, a_voter(session, round_))
    assert elsewhere.slug != round_.slug
    for ballot in (filled(1, 2, 3, 4), filled(21), filled(), filled(1, is_blank=True), filled(99)):
        with pytest.raises(Invalid):
            cast_ballot(session, round_.slug, ballot, keys=vault.keys, actor=actor)
    assert rows(session) == (0, 0, 0)


def test_a_missing_key_stops_casting_and_none_is_made(
    session: Session, vault: Vault, round_: Round
) -> None:
    vault.keys.destroy(round_.key_id)
    with pytest.raises(NotNow, match="key_missing"):
        cast_ballot(
            session,
            round_.slug,
            filled(1),
            keys=vault.keys,
            actor=actor_of(session, a_voter(session, round_)),
        )
    assert list(vault.keys.directory.iterdir()) == []
    assert rows(session) == (0, 0, 0)


def test_a_roll_row_without_its_ballot_stops_the_next_change(
    session: Session, vault: Vault, round_: Round
) -> None:
    voter = vote(session, round_, vault.keys, 1)
    session.execute(OpenBallot.__table__.delete())
    session.commit()
    with pytest.raises(NotNow, match="ballots_do_not_match"):
        vote(session, round_, vault.keys, 2, voter=voter, version=1)


def test_a_cast_takes_four_statements(session: Session, vault: Vault, round_: Round) -> None:
    actor = actor_of(session, a_voter(session, round_))
    for version in (0, 1):
        statements: list[str] = []

        def note(*call: Any, into: list[str] = statements) -> None:
            into.append(call[2])

        event.listen(session.get_bind(), "before_cursor_execute", note)
        cast_ballot(session, round_.slug, filled(1, version=version), keys=vault.keys, actor=actor)
        event.remove(session.get_bind(), "before_cursor_execute", note)
        assert len(statements) == 4, statements


def test_key_holders_see_their_own_half(session: Session, vault: Vault, round_: Round) -> None:
    halves = []
    for number, person_id in enumerate(round_.key_holder_ids, start=1):
        holder = session.get(Person, person_id)
        assert holder is not None
        shown = show_key_half(
            session, round_, keys=vault.keys, actor=actor_of(session, holder), now=clock.now()
        )
        assert shown[0] == number
        halves.append(shown[1])
    assert joined((halves[0], halves[1])) == vault.keys.read(round_.key_id, round_.key_fingerprint)


def test_nobody_else_sees_a_half(session: Session, vault: Vault, round_: Round) -> None:
    for actor in (ANONYMOUS, SYSTEM, actor_of(session, a_staff_member(session))):
        with pytest.raises(NotAllowed):
            show_key_half(session, round_, keys=vault.keys, actor=actor, now=clock.now())


def test_nobody_votes_by_the_account_of_somebody_else(
    session: Session, vault: Vault, round_: Round
) -> None:
    mine, theirs = (actor_of(session, a_voter(session, round_)) for _ in range(2))
    with pytest.raises(NotAllowed, match="needs_sign_in"):
        cast_ballot(
            session,
            round_.slug,
            filled(1),
            keys=vault.keys,
            actor=mine,
            voter=voter_of(theirs),
        )
    assert rows(session) == (0, 0, 0)


def test_turnout_counts_rights_and_says_nothing_of_choices(
    session: Session, vault: Vault, round_: Round
) -> None:
    voter = vote(session, round_, vault.keys, 1)
    vote(session, round_, vault.keys, 2, voter=voter, version=1)
    vote(session, round_, vault.keys)
    assert queries.turnout(session, round_.id) == queries.Turnout(online=2, paper=0)
    assert queries.sealed_ballots(session, round_.id) == []


def test_frozen_rules_and_rounds_stay_readable(
    session: Session, vault: Vault, round_: Round
) -> None:
    frozen = session.get(FrozenRules, round_.id)
    open_vote = queries.open_vote(session, round_.slug)
    assert frozen is not None
    assert (open_vote.document, open_vote.digest, open_vote.round_id) == (
        frozen.document,
        frozen.digest,
        round_.id,
    )
    assert a_round(session, "propose").opened_at is None
    assert after_the_end(round_) > open_vote.instant
