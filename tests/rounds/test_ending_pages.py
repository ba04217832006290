"""A round that ends badly, at the desk."""

import pytest
from sqlalchemy.orm import Session

from neighbourhood.rounds.models import Round
from tests import builders as b
from tests.visitor import Visitor


@pytest.fixture
def round_(session: Session) -> Round:
    return b.a_round(session, "propose")


def asked(visitor: Visitor, round_: Round, reason: str = "The hall is flooded.") -> None:
    sent = visitor.fill("rounds_desk.end_round", {"reason": reason}, slug=round_.slug)
    assert "Somebody else has to confirm it." in visitor.follow(sent).text


def test_one_asks_another_confirms_and_the_desk_shows_it(
    visitor: Visitor, session: Session, round_: Round
) -> None:
    first, second = b.a_staff_member(session), b.a_staff_member(session)
    visitor.sign_in(first)
    page = visitor.fill("rounds_desk.end_round", {"reason": " "}, status=422, slug=round_.slug)
    assert "Please give a reason" in page.errors()[0]
    asked(visitor, round_)
    assert (
        "The end of a round to confirm" not in visitor.get("pages_desk.home", most_queries=30).text
    )
    assert round_.ending is not None
    number = round_.ending.id
    alone = visitor.post("rounds_desk.confirm_ending", status=403, ending_id=number)
    assert "A second person has to do this" in alone.text
    visitor.sign_in(second)
    assert "The end of a round to confirm" in visitor.get("pages_desk.home", most_queries=30).text
    done = visitor.follow(visitor.post("rounds_desk.confirm_ending", ending_id=number))
    assert "This round was cancelled." in done.text
    assert "The hall is flooded." in done.text
    assert "This round was cancelled." in visitor.get("rounds_desk.round", slug=round_.slug).text
    visitor.post("rounds_desk.withdraw_ending", status=422, ending_id=number)


def test_what_was_asked_can_be_taken_back(
    visitor: Visitor, session: Session, round_: Round
) -> None:
    visitor.sign_in(b.a_staff_member(session))
    asked(visitor, round_)
    assert round_.ending is not None
    back = visitor.post("rounds_desk.withdraw_ending", ending_id=round_.ending.id)
    assert "The round goes on as before." in visitor.follow(back).text
    session.expire_all()
    assert round_.ending is None


def test_a_missed_vote_waits_at_the_desk_until_somebody_says_why(
    visitor: Visitor, session: Session
) -> None:
    missed = b.a_round(session, "allocate", was_held=False)
    visitor.sign_in(b.a_staff_member(session))
    assert (
        "A vote was never opened, say why: " in visitor.get("pages_desk.home", most_queries=31).text
    )
    page = visitor.get("rounds_desk.end_round", slug=missed.slug)
    assert page.h1 == "Say why this round did not take place"
    assert "The city has not said why yet." in page.text
    asked(visitor, missed, "Nobody kept the key.")
    assert (
        "A vote was never opened, say why: "
        not in visitor.get("pages_desk.home", most_queries=31).text
    )
