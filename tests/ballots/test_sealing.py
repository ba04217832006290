"""Sealing: what is counted afterwards, what is gone, and what a kill between two steps leaves."""

import json
from collections import Counter
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from neighbourhood import clock
from neighbourhood.ballots import queries, timed
from neighbourhood.ballots.models import OpenBallot, ReceiptHash, VotingRight
from neighbourhood.ballots.services import cast_ballot, seal_round, take_sealed_ballots
from neighbourhood.ballots.services.sealing import STEPS, OpenedBallots, online_ballots
from neighbourhood.ballots.vault import Vault, archive
from neighbourhood.permissions import SYSTEM
from neighbourhood.refusals import Invalid, NotNow
from neighbourhood.rounds.models import Round
from tests.ballots.builders import (
    a_ready_round,
    a_voter,
    after_the_end,
    end_of_vote,
    filled,
    rows,
    vote,
    votes_by_project,
)
from tests.builders import a_project, a_round, actor_of


@pytest.fixture
def voted(session: Session, vault: Vault, round_: Round) -> Round:
    for numbers in ((1, 2), (2, 1), (3,), (), (1,)):
        vote(session, round_, vault.keys, *numbers)
    return round_


def sealed(session: Session, vault: Vault, round_: Round) -> bool:
    with clock.at(after_the_end(round_)):
        return timed.seal(session, round_.id, vault, clock.now())


def test_sealing_keeps_distinct_ballots_with_their_numbers(
    session: Session, vault: Vault, voted: Round
) -> None:
    assert sealed(session, vault, voted)
    kept = [
        (ballot.choices, ballot.multiplicity)
        for ballot in queries.sealed_ballots(session, voted.id)
    ]
    assert kept == [("", 1), ("p1", 1), ("p1,p2", 2), ("p3", 1)]
    assert votes_by_project(session, voted.id) == {"p1": 3, "p2": 2, "p3": 1}
    assert queries.sealed_ballot_count(session, voted.id) == 5


def test_after_sealing_the_urn_and_the_key_are_gone(
    session: Session, vault: Vault, voted: Round
) -> None:
    sealed(session, vault, voted)
    assert rows(session) == (5, 0, 5)
    assert not vault.keys.holds(voted.key_id)
    assert voted.key_destroyed_at is not None
    assert list(queries.over_with_key(session)) == []


def test_every_voter_finds_their_receipt_and_nobody_else_does(
    session: Session, vault: Vault, round_: Round
) -> None:
    codes = [
        cast_ballot(
            session,
            round_.slug,
            filled(1),
            keys=vault.keys,
            actor=actor_of(session, a_voter(session, round_)),
        )
        for _ in range(3)
    ]
    session.commit()
    sealed(session, vault, round_)
    assert all(queries.receipt_is_listed(session, round_.id, code) for code in codes)
    assert not queries.receipt_is_listed(session, round_.id, "12345 12345 12345 12345 12345")
    assert len(queries.receipt_hashes(session, round_.id)) == 3


def test_the_sealed_file_is_kept_twice_with_the_digest_of_the_round(
    session: Session, vault: Vault, voted: Round
) -> None:
    sealed(session, vault, voted)
    name = archive.file_name(voted.slug)
    assert vault.archive.is_kept(name, voted.sealed_digest or "")
    content = json.loads((vault.archive.directory / "copy" / name).read_text())
    assert content["ballots"] == [["", 1], ["p1", 1], ["p1,p2", 2], ["p3", 1]]


def test_nobody_seals_before_the_end(session: Session, vault: Vault, voted: Round) -> None:
    for instant in (clock.now(), end_of_vote(voted) - timedelta(microseconds=1)):
        with clock.at(instant), pytest.raises(NotNow, match="vote_still_open"):
            seal_round(session, voted.id, keys=vault.keys, now=clock.now())
    assert rows(session) == (5, 5, 0)


def test_an_earlier_end_in_the_table_does_not_open_the_urn(
    session: Session, vault: Vault, voted: Round
) -> None:
    vote_phase = next(phase for phase in voted.phases if phase.kind == "vote")
    vote_phase.ends_at = clock.now() - timedelta(hours=1)
    session.commit()
    with pytest.raises(NotNow, match="vote_still_open"):
        seal_round(session, voted.id, keys=vault.keys, now=clock.now())


@pytest.mark.parametrize("done", range(len(STEPS) + 1))
def test_a_kill_between_any_two_steps_is_made_good(
    session: Session, vault: Vault, voted: Round, done: int
) -> None:
    with clock.at(after_the_end(voted)):
        timed.seal(session, voted.id, vault, clock.now(), STEPS[:done])
        session.rollback()
        digest = voted.sealed_digest
        assert timed.seal(session, voted.id, vault, clock.now())
    session.expire_all()
    assert digest in (None, voted.sealed_digest)
    assert rows(session) == (5, 0, 5)
    assert voted.key_destroyed_at is not None
    assert vault.archive.is_kept(archive.file_name(voted.slug), voted.sealed_digest or "")
    assert not vault.keys.holds(voted.key_id)


@pytest.mark.parametrize("done", range(len(STEPS)))
def test_a_kill_inside_a_step_leaves_it_undone(
    session: Session, vault: Vault, voted: Round, done: int
) -> None:
    with clock.at(after_the_end(voted)):
        timed.seal(session, voted.id, vault, clock.now(), STEPS[:done])
        STEPS[done](session, voted.id, vault, clock.now())
        session.rollback()
        assert timed.seal(session, voted.id, vault, clock.now())
    assert rows(session) == (5, 0, 5)
    assert not vault.keys.holds(voted.key_id)


def test_the_key_stays_until_file_and_copy_are_kept(
    session: Session, vault: Vault, voted: Round
) -> None:
    with clock.at(after_the_end(voted)):
        timed.seal(session, voted.id, vault, clock.now(), STEPS[:2])
        (vault.archive.directory / "copy" / archive.file_name(voted.slug)).write_text("{}")
        assert not timed.seal(session, voted.id, vault, clock.now(), STEPS[2:])
        assert vault.keys.holds(voted.key_id)
        assert voted.alarm == "sealed_file_differs"
        assert [round_.id for round_ in queries.over_with_key(session)] == [voted.id]
        assert timed.seal(session, voted.id, vault, clock.now())
    session.expire_all()
    assert voted.alarm == ""


def test_a_disk_that_takes_nothing_keeps_the_key(
    session: Session, vault: Vault, voted: Round
) -> None:
    vault.archive.directory.parent.mkdir(exist_ok=True)
    vault.archive.directory.write_text("a file where a folder should be")
    assert not sealed(session, vault, voted)
    session.expire_all()
    assert (voted.alarm, vault.keys.holds(voted.key_id)) == ("disk_fails", True)
    vault.archive.directory.unlink()
    assert sealed(session, vault, voted)


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM open_ballots WHERE tag = (SELECT tag FROM open_ballots LIMIT 1)",
        (
            "INSERT INTO open_ballots (tag, round_id, ciphertext) SELECT ciphertext, round_id, "
            "ciphertext FROM open_ballots LIMIT 1"
        ),
        (
            "UPDATE voting_rights SET channel = 'paper' WHERE id = (SELECT id FROM voting_rights "
            "LIMIT 1)"
        ),
    ],
)
def test_where_roll_and_urn_differ_nothing_is_sealed(
    session: Session, vault: Vault, voted: Round, statement: str
) -> None:
    session.execute(text(statement))
    session.commit()
    before = rows(session)
    assert not sealed(session, vault, voted)
    session.expire_all()
    assert (voted.alarm, voted.sealed_at) == ("ballots_do_not_match", None)
    assert rows(session) == before


def test_a_ballot_put_under_another_tag_is_not_counted(
    session: Session, vault: Vault, voted: Round
) -> None:
    one, other = session.scalars(select(OpenBallot).order_by(OpenBallot.tag)).all()[:2]
    one.ciphertext = other.ciphertext
    session.commit()
    assert not sealed(session, vault, voted)
    session.expire_all()
    assert (voted.alarm, voted.sealed_at) == ("ballot_damaged", None)


def test_without_the_key_nothing_is_sealed(session: Session, vault: Vault, voted: Round) -> None:
    vault.keys.destroy(voted.key_id)
    assert not sealed(session, vault, voted)
    session.expire_all()
    assert (voted.alarm, voted.sealed_at) == ("key_missing", None)


def test_a_sealed_round_takes_no_ballot_even_if_the_clock_goes_back(
    session: Session, vault: Vault, voted: Round
) -> None:
    sealed(session, vault, voted)
    with pytest.raises(NotNow, match="vote_sealed"):
        vote(session, voted, vault.keys, 1)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE rounds SET sealed_at = NULL",
        "UPDATE rounds SET sealed_digest = 'x'",
        "UPDATE sealed_ballots SET multiplicity = 9",
        "DELETE FROM sealed_ballots",
        "DELETE FROM receipt_hashes",
        (
            "INSERT INTO sealed_ballots (round_id, choices, multiplicity) SELECT round_id, 'p5', "
            "9 FROM sealed_ballots LIMIT 1"
        ),
    ],
)
def test_sealed_is_final_in_the_database_itself(
    session: Session, vault: Vault, voted: Round, statement: str
) -> None:
    sealed(session, vault, voted)
    with pytest.raises(IntegrityError):
        session.execute(text(statement))
    session.rollback()


def test_a_vote_without_ballots_is_sealed_too(
    session: Session, vault: Vault, round_: Round
) -> None:
    assert sealed(session, vault, round_)
    assert votes_by_project(session, round_.id) == {}


@pytest.mark.backend("sqlite")
def test_nothing_of_the_urn_is_left_in_the_file(
    session: Session, vault: Vault, voted: Round
) -> None:
    secret = session.scalars(select(OpenBallot.ciphertext)).first()
    file = Path(str(session.get_bind().engine.url.database))
    assert secret is not None
    sealed(session, vault, voted)
    left = file.read_bytes() + (
        file.with_name(file.name + "-wal").read_bytes()
        if file.with_name(file.name + "-wal").exists()
        else b""
    )
    assert secret not in left


def test_ballots_counted_elsewhere_are_taken_without_a_key(session: Session) -> None:
    round_ = a_round(session, "deliver", was_held=False)
    for number in (1, 2):
        a_project(session, round_, number=number, reference=f"p{number}")
    take_sealed_ballots(
        session, round_, {"p2,p1": 3, "p1,p2": 2, "": 1, "p2": 4}, actor=SYSTEM, now=clock.now()
    )
    session.commit()
    assert votes_by_project(session, round_.id) == {"p1": 5, "p2": 9}
    assert queries.sealed_ballot_count(session, round_.id) == 10
    assert round_.key_id is None
    assert list(queries.over_with_key(session)) == []


@pytest.mark.parametrize("ballots", [{"p9": 1}, {"p1": 0}, {"p1,p9": 2}])
def test_unknown_references_are_not_taken(session: Session, ballots: dict[str, int]) -> None:
    round_ = a_round(session, "deliver", was_held=False)
    a_project(session, round_, number=1, reference="p1")
    with pytest.raises(Invalid, match="not_on_this_ballot"):
        take_sealed_ballots(session, round_, ballots, actor=SYSTEM, now=clock.now())
    assert round_.sealed_at is None


def test_an_open_round_takes_no_ballots_from_elsewhere(session: Session, round_: Round) -> None:
    with pytest.raises(NotNow, match="vote_opened_before"):
        take_sealed_ballots(session, round_, {"p1": 1}, actor=SYSTEM, now=clock.now())


def test_a_person_erased_before_sealing_still_counts(
    session: Session, vault: Vault, voted: Round
) -> None:
    right = session.scalars(select(VotingRight)).first()
    assert right is not None
    right.person_id = None
    session.commit()
    assert sealed(session, vault, voted)
    assert session.scalar(select(func.count()).select_from(ReceiptHash)) == 5


def test_a_ready_round_is_not_sealed(session: Session, vault: Vault) -> None:
    round_ = a_ready_round(session)
    session.commit()
    with clock.at(after_the_end(round_)), pytest.raises(NotNow, match="round_not_held"):
        seal_round(session, round_.id, keys=vault.keys, now=clock.now())


def test_ballots_of_several_sources_are_sealed_together(
    session: Session, vault: Vault, voted: Round
) -> None:
    paper = OpenedBallots(Counter({"p1": 2, "p4": 1}))
    with clock.at(after_the_end(voted)):
        seal_round(
            session,
            voted.id,
            keys=vault.keys,
            now=clock.now(),
            sources=(online_ballots, lambda *_round: paper),
        )
    assert votes_by_project(session, voted.id) == {"p1": 5, "p2": 2, "p3": 1, "p4": 1}
    assert queries.sealed_ballot_count(session, voted.id) == 8
    assert len(queries.receipt_hashes(session, voted.id)) == 5


def test_one_source_that_does_not_fit_its_roll_stops_the_sealing(
    session: Session, vault: Vault, voted: Round
) -> None:
    def unfit(*_round: object) -> OpenedBallots:
        raise NotNow("ballots_do_not_match")

    with clock.at(after_the_end(voted)), pytest.raises(NotNow, match="ballots_do_not_match"):
        seal_round(
            session, voted.id, keys=vault.keys, now=clock.now(), sources=(online_ballots, unfit)
        )
    session.rollback()
    assert queries.sealed_ballots(session, voted.id) == []
