"""A round that could not open, and one that two people cancelled, told truly on every page."""

from dataclasses import dataclass

import pytest
from sqlalchemy.orm import Session

from neighbourhood import clock
from neighbourhood.people.models import Person
from neighbourhood.projects.models import Project
from neighbourhood.rounds.models import Round
from neighbourhood.rounds.services import ask_to_end_round, confirm_ended_round
from tests import builders as b
from tests.visitor import Visitor

REASON = "Die Halle steht unter Wasser."


@dataclass
class Ended:
    """A round that has ended badly, and what is said of it."""

    round: Round
    project: Project
    resident: Person
    name: str
    sentence: str
    headline: str
    why: str
    missing: tuple[str, ...]


def cancel(session: Session, round_: Round) -> None:
    first, second = (b.actor_of(session, b.a_staff_member(session)) for _ in range(2))
    now = clock.now()
    ending = ask_to_end_round(session, round_, reason=REASON, language="nl", actor=first, now=now)
    confirm_ended_round(session, ending, actor=second, now=now)


@pytest.fixture(params=["not_held", "cancelled"])
def ended(request: pytest.FixtureRequest, session: Session) -> Ended:
    place = b.a_neighbourhood(session, "carmes")
    resident = b.a_resident(session, place)
    if request.param == "not_held":
        round_ = b.a_round(session, "deliver", place=place, was_held=False)
        words = (
            "Did not take place",
            "This round did not take place.",
            "€100,000 for Carmes: the vote did not take place",
            "Its vote was not opened in time. The city has not said why yet.",
            ("Vote", "Committee", "Result", "Carry out"),
        )
    else:
        round_ = b.a_round(session, "vote", place=place)
        round_.opened_at = clock.now()
        cancel(session, round_)
        words = (
            "Cancelled",
            "This round was cancelled.",
            "€100,000 for Carmes: this round was cancelled",
            REASON,
            ("Vote", "Committee", "Result", "Carry out"),
        )
    project = b.a_project(session, round_, number=1, author_id=resident.id)
    session.flush()
    return Ended(round_, project, resident, *words)


LIES = (
    "is being sealed",
    "are being sealed",
    "You can do this now",
    "The chosen projects are to be carried out.",
    "this is the result",
    "What was decided",
    "Vote now",
)


def truly(text: str) -> str:
    assert [lie for lie in LIES if lie in text] == []
    return text


def test_home_tells_it_to_residents_and_strangers(visitor: Visitor, ended: Ended) -> None:
    stranger = visitor.get("pages.home")
    assert "What did not take place" in truly(stranger.text)
    assert ended.sentence in stranger.text and ended.name in stranger.text
    resident = visitor.sign_in(ended.resident).get("pages.home")
    assert resident.h1 == ended.headline
    assert ended.sentence in truly(resident.text)


def test_places_tell_it(visitor: Visitor, ended: Ended) -> None:
    for page in (
        visitor.get("neighbourhoods.list"),
        visitor.get("neighbourhoods.show", slug="carmes"),
    ):
        assert ended.sentence in truly(page.text) and ended.name in page.text


def test_the_edition_tells_it(visitor: Visitor, ended: Ended) -> None:
    page = visitor.get("rounds.edition", slug=ended.round.edition.slug)
    assert ended.name in truly(page.text) and "There is no result" in page.text
    assert "Not published yet" not in page.text


def test_the_round_tells_it_with_its_reason(visitor: Visitor, ended: Ended) -> None:
    page = visitor.get("pages.round", slug=ended.round.slug)
    assert page.h1 == ended.headline
    assert ended.sentence in truly(page.text) and ended.why in page.text
    steps = {
        " ".join(step.itertext()).split()[0]: step.get("class", "")
        for step in page.all("li")
        if "step" in (step.get("class") or "").split()
    }
    broken = [name for name, kinds in steps.items() if "missed" in kinds or "cancelled" in kinds]
    done = [name for name, kinds in steps.items() if "step-done" in kinds]
    assert done == ["Propose", "Check"]
    assert len(broken) == len(ended.missing)
    assert "Given to no project" in page.text


def test_there_is_no_result_and_the_page_says_why(visitor: Visitor, ended: Ended) -> None:
    page = visitor.get("results.show", slug=ended.round.slug)
    assert page.h1 == "There is no result"
    assert ended.sentence in truly(page.text) and ended.why in page.text


def test_projects_tell_it(visitor: Visitor, ended: Ended) -> None:
    one = visitor.get("projects.show", slug=ended.round.slug, number=1)
    assert "so it gets no money from its fund" in one.text and ended.name in one.text
    many = visitor.get("projects.list", slug=ended.round.slug)
    assert ended.sentence in many.text and ended.name in many.text
    mine = visitor.sign_in(ended.resident).get("projects.mine", slug=ended.round.slug)
    assert ended.name in mine.text


def test_fund_and_committee_tell_it(visitor: Visitor, ended: Ended) -> None:
    fund = visitor.get("pages.fund", slug=ended.round.slug)
    assert ended.sentence in fund.text and "No project is given money from this fund." in fund.text
    committee = visitor.get("committees.show", slug=ended.round.slug)
    assert ended.sentence in committee.text
    staff = visitor.sign_in(b.a_staff_member(visitor.session))
    table = staff.get("committees.table", slug=ended.round.slug)
    assert ended.sentence in table.text and "Open a meeting" not in table.text


def test_the_account_of_who_took_part_tells_it(visitor: Visitor, ended: Ended) -> None:
    page = visitor.sign_in(ended.resident).get("people.account", most_queries=15)
    assert f"Carmes: {ended.sentence}" in page.text
    other = visitor.sign_in(b.a_person(visitor.session)).get("people.account", most_queries=15)
    assert "What did not take place" not in other.text


def test_the_desks_tell_it(visitor: Visitor, ended: Ended) -> None:
    staff = visitor.sign_in(b.a_staff_member(visitor.session))
    for endpoint in ("rounds_desk.round", "ballots_desk.round"):
        assert ended.sentence in staff.get(endpoint, slug=ended.round.slug).text
    result = staff.get("results_desk.round", slug=ended.round.slug).text
    assert ended.sentence.rstrip(".") in result and "encrypted" not in result
    assert ended.name in staff.get("rounds_desk.editions").text


def test_nothing_can_be_done_any_more(visitor: Visitor, ended: Ended) -> None:
    visitor.sign_in(ended.resident)
    page = visitor.get("ballots.vote", slug=ended.round.slug, status=409)
    assert ended.sentence.rstrip(".") in page.text
    proposing = visitor.get("projects.propose", slug=ended.round.slug, status=409)
    assert ended.sentence.rstrip(".") in proposing.text


def test_it_is_told_from_right_to_left_too(visitor: Visitor, ended: Ended) -> None:
    for endpoint in ("pages.round", "results.show", "pages.fund", "committees.show"):
        visitor.get(endpoint, slug=ended.round.slug, language="ar")
