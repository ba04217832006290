"""A ballot cast, or a vote sealed, while two people cancel the round: whoever waits for them sees
that the round has ended.
"""

from collections.abc import Callable
from threading import Event, Thread

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from neighbourhood import clock
from neighbourhood.ballots.services import cast_ballot, seal_round
from neighbourhood.ballots.vault import Vault
from neighbourhood.database import begin, db
from neighbourhood.people.models import Person
from neighbourhood.refusals import Refusal
from neighbourhood.rounds.models import Round
from neighbourhood.rounds.services import ask_to_end_round, confirm_ended_round
from tests.ballots.builders import a_voter, after_the_end, filled, rows
from tests.builders import a_staff_member, actor_of

Act = Callable[[Session, Round, Vault, int], object]


def cast(own: Session, round_: Round, vault: Vault, voter_id: int) -> object:
    actor = actor_of(own, own.get_one(Person, voter_id))
    return cast_ballot(own, round_.slug, filled(1), keys=vault.keys, actor=actor)


def seal(own: Session, round_: Round, vault: Vault, _voter_id: int) -> object:
    with clock.at(after_the_end(round_)):
        return seal_round(own, round_.id, keys=vault.keys, now=clock.now())


@pytest.mark.backend("postgresql")
@pytest.mark.parametrize("act", [cast, seal])
def test_who_waits_for_a_cancellation_is_refused(
    app: Flask, session: Session, vault: Vault, round_: Round, act: Act
) -> None:
    voter_id = a_voter(session, round_).id
    first, second = (actor_of(session, a_staff_member(session)) for _person in range(2))
    now, round_id = clock.now(), round_.id
    ending = ask_to_end_round(session, round_, reason="Flood.", language="en", actor=first, now=now)
    session.commit()
    confirm_ended_round(session, ending, actor=second, now=now)
    begun, refused = Event(), []

    def wait_and_act() -> None:
        with app.app_context():
            own = db.session()
            begin(own, is_read_only=False)
            known = own.get_one(Round, round_id)
            begun.set()
            try:
                act(own, known, vault, voter_id)
            except Refusal as refusal:
                refused.append(refusal.code)
            own.rollback()
            db.session.remove()

    waiting = Thread(target=wait_and_act)
    waiting.start()
    assert begun.wait(10)
    # It now waits for the round, which this transaction holds; only its end lets it go on.
    waiting.join(1)
    assert waiting.is_alive()
    session.commit()
    waiting.join(20)
    assert refused == ["round_cancelled"]
    assert rows(session) == (0, 0, 0)


def test_the_folder_of_keys_is_not_touched_by_confirming(
    session: Session, vault: Vault, round_: Round
) -> None:
    first, second = (actor_of(session, a_staff_member(session)) for _person in range(2))
    now = clock.now()
    ending = ask_to_end_round(session, round_, reason="Flood.", language="en", actor=first, now=now)
    confirm_ended_round(session, ending, actor=second, now=now)
    # What is on the disk cannot be rolled back, so it goes only after the commit.
    session.rollback()
    assert vault.keys.is_sound(round_.key_id, round_.key_fingerprint)
