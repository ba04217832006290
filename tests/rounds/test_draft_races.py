"""A draft that becomes public, or is deleted, while somebody else still works on it."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, wait

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from neighbourhood.database import db
from neighbourhood.permissions import SYSTEM
from neighbourhood.places.models import Place
from neighbourhood.refusals import NotFound, NotNow
from neighbourhood.rounds import queries, services
from neighbourhood.rounds.models import Edition, FundEntry, Round
from tests import builders as b
from tests.rounds.test_drafts import NOW, a_draft, some_dates

#: SQLite lets one writer in after the other, so that nobody there writes with what is old.
pytestmark = pytest.mark.backend("postgresql")
Act = Callable[[Session, Edition], object]


def add_one_more(own: Session, edition: Edition) -> Round:
    place = own.scalars(select(Place).where(Place.slug == "minimes")).one()
    return services.add_round(
        own, edition, place, fund=7, phases=some_dates(), actor=SYSTEM, now=NOW
    )


def richer(own: Session, edition: Edition) -> Round:
    return services.change_round(own, edition.rounds[0], fund=9, actor=SYSTEM, now=NOW)


def delete_round(own: Session, edition: Edition) -> None:
    services.delete_round(own, edition.rounds[0], actor=SYSTEM, now=NOW)


def delete_edition(own: Session, edition: Edition) -> None:
    services.delete_edition(own, edition, actor=SYSTEM, now=NOW)


def make_public(own: Session, edition: Edition) -> None:
    services.make_public(own, edition, actor=SYSTEM, now=NOW)


def one_after_the_other(session: Session, first: Act, second: Act) -> None:
    """Let two read the same draft; the second acts when the first has committed."""
    b.a_neighbourhood(session, "minimes")
    edition = a_draft(session, "mirail")
    session.commit()
    with Session(db.engine, expire_on_commit=False) as own:
        read_before = queries.edition_at_desk(own, "amq-2027")
        assert read_before.is_draft and read_before.rounds[0].fund.planned == 5_000_000
        first(session, edition)
        session.commit()
        second(own, read_before)
        own.commit()
    session.expire_all()


@pytest.mark.parametrize(
    ("act", "granted"), [(add_one_more, [5_000_000, 7]), (richer, [5_000_000, -4_999_991])]
)
def test_what_comes_after_it_became_public_is_in_the_ledger(
    session: Session, act: Act, granted: list[int]
) -> None:
    one_after_the_other(session, make_public, act)
    entries = session.scalars(select(FundEntry).order_by(FundEntry.id)).all()
    assert [entry.amount for entry in entries] == granted
    assert all(round_.fund.draft_amount is None for round_ in session.scalars(select(Round)))


@pytest.mark.parametrize("act", [delete_round, delete_edition, make_public])
def test_what_became_public_is_not_taken_away(session: Session, act: Act) -> None:
    with pytest.raises(NotNow, match="edition_is_public"):
        one_after_the_other(session, make_public, act)
    assert len(session.scalars(select(FundEntry)).all()) == 1


@pytest.mark.parametrize("act", [add_one_more, richer, delete_round, delete_edition, make_public])
def test_what_was_deleted_is_not_found(session: Session, act: Act) -> None:
    with pytest.raises(NotFound):
        one_after_the_other(session, delete_edition, act)
    assert session.scalars(select(Edition)).all() == []


@pytest.mark.parametrize("act", [richer, delete_round])
def test_a_round_deleted_meanwhile_is_not_found(session: Session, act: Act) -> None:
    with pytest.raises(NotFound):
        one_after_the_other(session, delete_round, act)


def test_a_public_edition_that_gets_its_first_round_is_not_deleted(session: Session) -> None:
    place = b.a_neighbourhood(session, "minimes")
    edition = b.an_edition(session)
    session.commit()
    with Session(db.engine, expire_on_commit=False) as own, ThreadPoolExecutor(1) as pool:
        read_before = queries.edition_at_desk(own, edition.slug)
        services.add_round(
            session, edition, place, fund=7, phases=some_dates(), actor=SYSTEM, now=NOW
        )
        deleting = pool.submit(services.delete_edition, own, read_before, actor=SYSTEM, now=NOW)
        # It has seen no round, and now waits for the one that is not committed yet.
        wait([deleting], timeout=1)
        session.commit()
        with pytest.raises(NotNow, match="edition_is_public"):
            deleting.result(20)
