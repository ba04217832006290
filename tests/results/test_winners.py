"""Who got money stands by name on the first page and on the round's own page."""

from datetime import date

import pytest
from sqlalchemy.orm import Session

from neighbourhood.results.models import CouncilAct
from neighbourhood.results.presenters import winners
from neighbourhood.rounds.models import Round
from tests import builders
from tests.builders import added
from tests.results import world
from tests.visitor import Visitor


@pytest.fixture
def round_(session: Session) -> Round:
    """Return a sealed round in which the vote decides: projects 1 and 3 are chosen."""
    return world.a_sealed_round(session)


def act(session: Session, round_: Round) -> None:
    values = {"decided_on": date(2026, 12, 1), "entered_at": round_.sealed_at}
    added(session, CouncilAct(round_id=round_.id, body="Council", number="7", **values))


@pytest.mark.parametrize("page", ["pages.home", "pages.round"])
def test_winners_are_named_with_their_money(
    visitor: Visitor, session: Session, round_: Round, page: str
) -> None:
    world.published(session, round_)
    values = {"slug": round_.slug} if page == "pages.round" else {}
    text = visitor.get(page, **values, most_queries=14).text
    assert "1 Project 1 €60,000 3 Project 3 €30,000" in text
    assert "at the latest" not in text


@pytest.mark.parametrize(
    ("is_confirmed", "sentence"),
    [
        (False, "The result is published. It is still subject to confirmation."),
        (True, "The result is published and confirmed."),
    ],
)
def test_the_head_says_how_final_the_result_is(
    visitor: Visitor, session: Session, round_: Round, is_confirmed: bool, sentence: str
) -> None:
    world.published(session, round_)
    if is_confirmed:
        act(session, round_)
    assert sentence in visitor.get("pages.round", slug=round_.slug).text


def test_three_are_named_and_the_others_counted(visitor: Visitor, session: Session) -> None:
    costs = dict.fromkeys(range(1, 6), 1000000)
    cast = {str(number): 20 - number for number in costs}
    round_ = world.a_sealed_round(session, cast, costs=costs)
    world.published(session, round_)
    page = visitor.get("pages.home")
    assert "Project 3" in page.text and "Project 4" not in page.text
    assert "and 2 more" in page.text
    assert f"/en/rounds/{round_.slug}/results/" in page.links()


def test_a_recount_of_anothers_vote_gives_no_money(session: Session) -> None:
    old = world.imported(session)
    assert winners.winners_of(session, [old.id]) == {}


def test_a_result_is_read_once(session: Session, visitor: Visitor, round_: Round) -> None:
    world.published(session, round_)
    visitor.get("pages.home")
    page = visitor.sign_in(builders.a_person(session)).get("pages.home")
    assert "Project 1" in page.text
    assert not [one for one in page.statements if "result_json" in one]
