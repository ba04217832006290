"""Both databases keep the promises that records are final."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from neighbourhood import clock
from neighbourhood.permissions import SYSTEM
from neighbourhood.trail import queries, record
from tests.builders import a_round


def test_the_trail_is_chained(session: Session) -> None:
    record(session, "first", "city:1", actor=SYSTEM, now=clock.now(), note="one")
    second = record(session, "second", "city:1", actor=SYSTEM, now=clock.now(), note="two")
    session.commit()
    session.expire_all()
    assert queries.head(session) == second.digest
    assert queries.broken_links(session) == []


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE trail_entries SET act = 'x'",
        "DELETE FROM trail_entries",
        "UPDATE trail_payloads SET salt = 'x'",
    ],
)
def test_the_trail_cannot_be_changed(session: Session, statement: str) -> None:
    record(session, "first", "city:1", actor=SYSTEM, now=clock.now())
    with pytest.raises(IntegrityError):
        session.execute(text(statement))


def test_a_fund_is_never_overspent(session: Session) -> None:
    round_ = a_round(session, fund=100)
    round_.fund.allocated = 101
    with pytest.raises(IntegrityError):
        session.flush()
