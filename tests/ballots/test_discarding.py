"""A round cancelled while its vote is open: its ballots go unread, whatever is killed meanwhile."""

import ast
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from neighbourhood import clock
from neighbourhood.ballots import queries, timed
from neighbourhood.ballots.models import OpenBallot
from neighbourhood.ballots.services import discarding, seal_round, sealing, show_key_half
from neighbourhood.ballots.services.alarms import restore_key
from neighbourhood.ballots.services.discarding import STEPS
from neighbourhood.ballots.vault import Vault
from neighbourhood.ballots.vault.keys import half
from neighbourhood.counting.queries import sealed_vote
from neighbourhood.outbox.models import Message
from neighbourhood.permissions import SYSTEM
from neighbourhood.refusals import NotNow
from neighbourhood.rounds.models import Round
from neighbourhood.rounds.services import ask_to_end_round, confirm_ended_round
from neighbourhood.trail.models import TrailEntry
from tests.ballots.builders import after_the_end, rows, vote
from tests.ballots.test_timed import tend
from tests.builders import a_person, a_staff_member, actor_of


def cancel(session: Session, round_: Round) -> None:
    first, second = (actor_of(session, a_staff_member(session)) for _ in range(2))
    now = clock.now()
    ending = ask_to_end_round(
        session, round_, reason="The hall is flooded.", language="en", actor=first, now=now
    )
    confirm_ended_round(session, ending, actor=second, now=now)
    session.commit()


@pytest.fixture
def voted(session: Session, vault: Vault, round_: Round) -> Round:
    for numbers in ((1, 2), (2, 1), (3,), ()):
        vote(session, round_, vault.keys, *numbers)
    return round_


@pytest.fixture
def cancelled(session: Session, voted: Round) -> Round:
    cancel(session, voted)
    return voted


def assert_discarded(session: Session, vault: Vault, round_: Round) -> None:
    """The roll stays; ballots and key are gone, nothing is sealed and nothing waits any more."""
    assert rows(session) == (4, 0, 0)
    assert not vault.keys.holds(round_.key_id)
    assert round_.key_destroyed_at is not None
    assert (round_.sealed_at, round_.alarm) == (None, "")
    assert list(queries.over_with_key(session)) == []
    assert list(queries.rounds_due_to_discard(session)) == []


def test_the_worker_discards_the_ballots_of_a_cancelled_round(
    app: Flask, session: Session, vault: Vault, cancelled: Round
) -> None:
    assert [round_.id for round_ in queries.over_with_key(session)] == [cancelled.id]
    assert tend(app, session, vault) == 1
    assert_discarded(session, vault, cancelled)
    assert tend(app, session, vault) == 0
    with clock.at(after_the_end(cancelled)):
        assert tend(app, session, vault) == 0


def test_it_tells_the_keepers_of_the_key_and_the_trail_once(
    app: Flask, session: Session, vault: Vault, cancelled: Round
) -> None:
    tend(app, session, vault)
    timed.discard(session, cancelled.id, vault, clock.now())
    kinds = session.scalars(select(Message.kind).where(Message.kind.like("key_half_d%"))).all()
    assert list(kinds) == ["key_half_discarded"] * 2
    acts = session.scalars(select(TrailEntry.act).order_by(TrailEntry.id)).all()
    assert list(acts)[-2:] == ["discard_ballots", "destroy_key"]


@pytest.mark.parametrize("done", range(len(STEPS) + 1))
def test_a_kill_between_any_two_steps_is_made_good(
    session: Session, vault: Vault, cancelled: Round, done: int
) -> None:
    timed.discard(session, cancelled.id, vault, clock.now(), STEPS[:done])
    session.rollback()
    assert timed.discard(session, cancelled.id, vault, clock.now())
    assert_discarded(session, vault, cancelled)


@pytest.mark.parametrize("done", range(len(STEPS)))
def test_a_kill_inside_a_step_leaves_it_undone(
    session: Session, vault: Vault, cancelled: Round, done: int
) -> None:
    timed.discard(session, cancelled.id, vault, clock.now(), STEPS[:done])
    STEPS[done](session, cancelled.id, vault, clock.now())
    session.rollback()
    assert timed.discard(session, cancelled.id, vault, clock.now())
    assert_discarded(session, vault, cancelled)


def test_no_ballot_goes_before_the_key_does(
    session: Session, vault: Vault, cancelled: Round
) -> None:
    with pytest.raises(NotNow, match="key_not_destroyed"):
        discarding.discard_ballots(session, cancelled.id, vault, clock.now())
    assert rows(session) == (4, 4, 0)


def test_nothing_is_noted_while_a_ballot_is_left(
    session: Session, vault: Vault, cancelled: Round
) -> None:
    discarding.destroy_key(session, cancelled.id, vault, clock.now())
    with pytest.raises(NotNow, match="ballots_not_discarded"):
        discarding.mark_discarded(session, cancelled.id, vault, clock.now())


@pytest.mark.parametrize("step", [STEPS[0], STEPS[1], STEPS[3]])
def test_nothing_is_discarded_of_a_round_that_goes_on(
    session: Session, vault: Vault, voted: Round, step: sealing.Step
) -> None:
    with pytest.raises(NotNow, match="vote_not_cancelled"):
        step(session, voted.id, vault, clock.now())
    assert vault.keys.holds(voted.key_id)
    assert rows(session) == (4, 4, 0)


def test_a_cancelled_round_takes_no_ballot_and_is_never_sealed(
    session: Session, vault: Vault, cancelled: Round
) -> None:
    with pytest.raises(NotNow, match="round_cancelled"):
        vote(session, cancelled, vault.keys, 1)
    with clock.at(after_the_end(cancelled)), pytest.raises(NotNow, match="round_cancelled"):
        seal_round(session, cancelled.id, keys=vault.keys, now=clock.now())
    assert rows(session) == (4, 4, 0)


def test_the_key_of_a_cancelled_round_is_neither_shown_nor_put_back(
    session: Session, vault: Vault, cancelled: Round
) -> None:
    key = vault.keys.read(cancelled.key_id, cancelled.key_fingerprint)
    keeper = a_person(session)
    cancelled.first_key_holder_id = keeper.id
    with pytest.raises(NotNow, match="round_cancelled"):
        show_key_half(
            session, cancelled, keys=vault.keys, actor=actor_of(session, keeper), now=clock.now()
        )
    vault.keys.destroy(cancelled.key_id)
    with pytest.raises(NotNow, match="round_cancelled"):
        restore_key(
            session,
            cancelled,
            (half(key, 1), half(key, 2)),
            keys=vault.keys,
            actor=SYSTEM,
            now=clock.now(),
        )
    assert not vault.keys.holds(cancelled.key_id)


def test_a_round_cancelled_after_sealing_keeps_its_sealed_ballots_and_loses_its_key(
    app: Flask, session: Session, vault: Vault, voted: Round
) -> None:
    with clock.at(after_the_end(voted)):
        timed.seal(session, voted.id, vault, clock.now(), sealing.STEPS[:1])
        cancel(session, voted)
        assert list(queries.rounds_due_to_discard(session)) == []
        assert tend(app, session, vault) == 1
    assert rows(session) == (4, 0, 4)
    assert not vault.keys.holds(voted.key_id)
    assert list(queries.over_with_key(session)) == []


def test_a_cancelled_round_opens_no_vote_and_raises_no_alarm(
    app: Flask, session: Session, vault: Vault, cancelled: Round
) -> None:
    vault.keys.destroy(cancelled.key_id)
    tend(app, session, vault)
    assert cancelled.alarm == ""
    with clock.at(clock.now() + timedelta(minutes=1)):
        assert list(queries.rounds_for_desk(session, clock.now())) == []
        assert list(queries.rounds_open(session)) == []


@pytest.mark.backend("sqlite")
def test_nothing_of_the_ballots_is_left_in_the_file(
    session: Session, vault: Vault, cancelled: Round
) -> None:
    secret = session.scalars(select(OpenBallot.ciphertext)).first()
    file = Path(str(session.get_bind().engine.url.database))
    assert secret is not None
    timed.discard(session, cancelled.id, vault, clock.now())
    log = file.with_name(file.name + "-wal")
    assert secret not in file.read_bytes() + (log.read_bytes() if log.exists() else b"")


def test_discarding_reads_neither_key_nor_ballots() -> None:
    source = Path(str(discarding.__file__)).read_text(encoding="utf-8")
    called = {
        node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Call)
    }
    assert called.isdisjoint({"select", "read", "ciphertexts", "decrypted", "open_tags"})


def test_nobody_counts_what_was_sealed_before_a_round_was_cancelled(
    session: Session, vault: Vault, voted: Round
) -> None:
    with clock.at(after_the_end(voted)):
        timed.seal(session, voted.id, vault, clock.now())
        assert len(sealed_vote(session, voted, now=clock.now()).ballots) > 0
        cancel(session, voted)
        with pytest.raises(NotNow, match="round_cancelled"):
            sealed_vote(session, voted, now=clock.now())
