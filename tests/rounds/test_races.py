"""A vote that opens while somebody else changes the round: what was frozen stays what the tables
say.
"""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from neighbourhood import clock
from neighbourhood.ballots.services import open_voting
from neighbourhood.ballots.vault.keys import KeyRing
from neighbourhood.database import db
from neighbourhood.people.models import Person
from neighbourhood.permissions import SYSTEM
from neighbourhood.refusals import NotNow
from neighbourhood.rounds import services
from neighbourhood.rounds.models import Round
from neighbourhood.rounds.queries import round_by_id
from tests import builders as b


def later(own: Session, round_: Round) -> object:
    vote = next(phase for phase in round_.phases if phase.kind == "vote")
    # By the clock the vote has not begun; that it has opened shows only under the lock.
    before = clock.now() - timedelta(days=11)
    assert vote.ends_at is not None
    with clock.at(before):
        return services.ask_to_move_phase(
            own,
            vote,
            new_start=vote.starts_at + timedelta(days=1),
            new_end=vote.ends_at,
            reason="Snow.",
            actor=b.actor_of(own, b.a_staff_member(own)),
            now=before,
        )


def richer(own: Session, round_: Round) -> object:
    return services.change_round(
        own, round_, fund=20_000_000, actor=SYSTEM, now=clock.now() - timedelta(days=60)
    )


def other_holders(own: Session, round_: Round) -> object:
    first, second = (
        own.get_one(Person, round_.second_key_holder_id),
        own.get_one(Person, round_.first_key_holder_id),
    )
    return services.name_key_holders(own, round_, first, second, actor=SYSTEM, now=clock.now())


def fewer_choices(own: Session, round_: Round) -> object:
    return services.change_edition(
        own, round_.edition, ballot=b.approvals(1, 1), actor=SYSTEM, now=clock.now()
    )


CHANGES = [
    (later, "vote_is_frozen"),
    (richer, "fund_is_bound"),
    (other_holders, "key_is_split"),
    (fewer_choices, "rules_are_frozen"),
]


@pytest.fixture
def round_(session: Session) -> Round:
    made = b.a_round(session, "vote", quorum=3)
    b.a_project(session, made)
    made.first_key_holder_id, made.second_key_holder_id = (
        b.a_person(session).id,
        b.a_person(session).id,
    )
    session.commit()
    return made


# SQLite lets one writer at a time in, so that nobody there writes with what they read before the
# other.
@pytest.mark.backend("postgresql")
@pytest.mark.parametrize(("change", "code"), CHANGES)
def test_nothing_changes_under_a_vote_that_opened_meanwhile(
    session: Session,
    round_: Round,
    tmp_path: object,
    change: Callable[[Session, Round], object],
    code: str,
) -> None:
    with Session(db.engine, expire_on_commit=False) as own:
        read_before = round_by_id(own, round_.id)
        open_voting(session, round_, keys=KeyRing(tmp_path), actor=SYSTEM, now=clock.now())  # type: ignore[arg-type]
        session.commit()
        with pytest.raises(NotNow) as refusal:
            change(own, read_before)
        assert refusal.value.code == code


@pytest.mark.backend("postgresql")
def test_what_is_frozen_is_what_was_changed_last(
    session: Session, round_: Round, tmp_path: object
) -> None:
    with Session(db.engine, expire_on_commit=False) as own:
        read_before = round_by_id(own, round_.id)
        fewer_choices(session, round_)
        round_.fund.amount = 7_000_000
        session.commit()
        frozen = open_voting(
            own, read_before, keys=KeyRing(tmp_path), actor=SYSTEM, now=clock.now()
        )  # type: ignore[arg-type]
        assert '"most_choices":1' in frozen.document and '"amount":7000000' in frozen.document
