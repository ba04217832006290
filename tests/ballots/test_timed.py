"""What the worker does for votes, alarms, lost keys, and votes that two people let go on."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from neighbourhood import clock
from neighbourhood.ballots import queries, timed
from neighbourhood.ballots.models import OpenBallot
from neighbourhood.ballots.services import ask_to_settle, confirm_settling, raise_alarm, restore_key
from neighbourhood.ballots.vault import Vault
from neighbourhood.ballots.vault.keys import half
from neighbourhood.outbox.models import Message
from neighbourhood.permissions import SYSTEM
from neighbourhood.refusals import Invalid, NotAllowed, NotNow
from neighbourhood.rounds.models import Round
from tests.ballots.builders import a_ready_round, after_the_end, rows, vote
from tests.builders import a_resident, a_staff_member, actor_of


def tend(app: Flask, session: Session, vault: Vault) -> int:
    session.commit()
    usual = app.extensions["vault"]
    app.extensions["vault"] = vault
    try:
        done = timed.tend_votes(session, clock.now())
    finally:
        app.extensions["vault"] = usual
    session.commit()
    session.expire_all()
    return done


def test_the_worker_opens_a_vote_at_its_start(app: Flask, session: Session, vault: Vault) -> None:
    round_ = a_ready_round(session)
    start = next(phase.starts_at for phase in round_.phases if phase.kind == "vote")
    with clock.at(start - timedelta(seconds=1)):
        assert tend(app, session, vault) == 0
    with clock.at(start):
        assert tend(app, session, vault) == 1
    assert round_.opened_at == start


def test_the_worker_leaves_a_draft_alone(app: Flask, session: Session, vault: Vault) -> None:
    round_ = a_ready_round(session, public_at=None)
    assert tend(app, session, vault) == 0
    assert (round_.opened_at, round_.alarm) == (None, "")


def test_a_vote_without_key_holders_waits_with_an_alarm(
    app: Flask, session: Session, vault: Vault
) -> None:
    round_ = a_ready_round(session)
    kept, round_.second_key_holder_id = round_.second_key_holder_id, None
    assert tend(app, session, vault) == 0
    assert (round_.opened_at, round_.alarm) == (None, "no_key_holders")
    round_.second_key_holder_id = kept
    assert tend(app, session, vault) == 1
    assert round_.alarm == ""


def test_the_worker_seals_a_vote_after_its_end(
    app: Flask, session: Session, vault: Vault, round_: Round
) -> None:
    vote(session, round_, vault.keys, 1)
    with clock.at(after_the_end(round_)):
        assert tend(app, session, vault) == 1
        assert tend(app, session, vault) == 0
    assert round_.sealed_at is not None


def test_one_vote_in_trouble_does_not_stop_another(
    app: Flask, session: Session, vault: Vault, round_: Round
) -> None:
    other = a_ready_round(session)
    other.first_key_holder_id = None
    vote(session, round_, vault.keys, 1)
    with clock.at(after_the_end(round_)):
        assert tend(app, session, vault) == 1


def test_a_lost_key_raises_an_alarm_that_ends_with_its_return(
    app: Flask, session: Session, vault: Vault, round_: Round
) -> None:
    key = vault.keys.read(round_.key_id, round_.key_fingerprint)
    vault.keys.destroy(round_.key_id)
    tend(app, session, vault)
    assert round_.alarm == "key_missing"
    restore_key(
        session,
        round_,
        (half(key, 1), half(key, 2)),
        keys=vault.keys,
        actor=SYSTEM,
        now=clock.now(),
    )
    tend(app, session, vault)
    assert (round_.alarm, vault.keys.is_sound(round_.key_id, round_.key_fingerprint)) == ("", True)
    vote(session, round_, vault.keys, 1)


def test_halves_of_another_key_are_refused(session: Session, vault: Vault, round_: Round) -> None:
    vault.keys.destroy(round_.key_id)
    with pytest.raises(Invalid, match="halves_of_another_key"):
        restore_key(
            session,
            round_,
            (half(bytes(32), 1), half(bytes(32), 2)),
            keys=vault.keys,
            actor=SYSTEM,
            now=clock.now(),
        )


def test_only_the_server_itself_restores_keys(
    session: Session, vault: Vault, round_: Round
) -> None:
    with pytest.raises(NotAllowed):
        restore_key(
            session,
            round_,
            ("", ""),
            keys=vault.keys,
            actor=actor_of(session, a_staff_member(session)),
            now=clock.now(),
        )


def test_the_worker_sees_where_roll_and_urn_differ(
    app: Flask, session: Session, vault: Vault, round_: Round
) -> None:
    vote(session, round_, vault.keys, 1)
    session.execute(text("UPDATE open_ballots SET tag = ciphertext"))
    tend(app, session, vault)
    assert round_.alarm == "ballots_do_not_match"
    with pytest.raises(NotNow, match="vote_stopped"):
        vote(session, round_, vault.keys, 1)


@pytest.fixture
def stopped(session: Session, vault: Vault, round_: Round) -> Round:
    """A vote with one good ballot, one right without its ballot and one ballot without a right."""
    vote(session, round_, vault.keys, 1)
    good = session.scalars(select(OpenBallot.tag)).one()
    vote(session, round_, vault.keys, 2)
    lost = next(ballot for ballot in session.scalars(select(OpenBallot)) if ballot.tag != good)
    session.execute(OpenBallot.__table__.delete().where(OpenBallot.__table__.c.tag == lost.tag))
    session.execute(
        OpenBallot.__table__.insert(),
        {"tag": b"x" * 32, "round_id": round_.id, "ciphertext": b"y" * 40},
    )
    raise_alarm(session, round_.id, "ballots_do_not_match", now=clock.now())
    session.commit()
    session.expire_all()
    return round_


def test_two_people_let_a_stopped_vote_go_on(
    session: Session, vault: Vault, stopped: Round
) -> None:
    first, second = (actor_of(session, a_staff_member(session)) for _ in range(2))
    ask_to_settle(session, stopped, actor=first, now=clock.now())
    assert confirm_settling(session, stopped, keys=vault.keys, actor=second, now=clock.now()) == (
        1,
        1,
    )
    session.commit()
    assert rows(session) == (1, 1, 0)
    assert (stopped.alarm, stopped.settling_asked_by_id) == ("", None)
    assert len(session.scalars(select(Message).where(Message.kind == "vote_again")).all()) == 1


def test_one_person_alone_settles_nothing(session: Session, vault: Vault, stopped: Round) -> None:
    first = actor_of(session, a_staff_member(session))
    with pytest.raises(NotNow, match="nothing_to_settle"):
        confirm_settling(session, stopped, keys=vault.keys, actor=first, now=clock.now())
    ask_to_settle(session, stopped, actor=first, now=clock.now())
    with pytest.raises(NotAllowed, match="second_is_first"):
        confirm_settling(session, stopped, keys=vault.keys, actor=first, now=clock.now())
    assert stopped.alarm == "ballots_do_not_match"


def test_residents_settle_nothing(session: Session, stopped: Round) -> None:
    with pytest.raises(NotAllowed):
        ask_to_settle(
            session,
            stopped,
            actor=actor_of(session, a_resident(session, stopped.place)),
            now=clock.now(),
        )


def test_a_vote_in_order_has_nothing_to_settle(session: Session, round_: Round) -> None:
    with pytest.raises(NotNow, match="nothing_to_settle"):
        ask_to_settle(
            session, round_, actor=actor_of(session, a_staff_member(session)), now=clock.now()
        )


def test_rounds_with_an_alarm_wait_at_the_desk(session: Session, stopped: Round) -> None:
    assert [round_.id for round_ in queries.rounds_for_desk(session, clock.now())] == [stopped.id]
