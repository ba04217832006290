"""What became of a project stands on its card, in the lists and on its page, once it is
published.
"""

from datetime import date

import pytest
from sqlalchemy.orm import Session

from neighbourhood import clock
from neighbourhood.projects.models import Project
from neighbourhood.projects.presenters.outcomes import outcome_of
from neighbourhood.results.models import CouncilAct
from neighbourhood.rounds.models import Round
from tests import builders
from tests.builders import added
from tests.results import world
from tests.visitor import Page, Visitor


@pytest.fixture
def round_(session: Session) -> Round:
    """Return a sealed round in which the vote decides: projects 1 and 3 are chosen."""
    return world.a_sealed_round(session)


def project_of(session: Session, round_: Round, number: int) -> Project:
    return session.query(Project).filter_by(round_id=round_.id, number=number).one()


def page_of(visitor: Visitor, round_: Round, number: int, **limits: int) -> Page:
    return visitor.get("projects.show", slug=round_.slug, number=number, **limits)


def listed(visitor: Visitor, round_: Round, **limits: int) -> Page:
    return visitor.get("projects.list", slug=round_.slug, **limits)


def test_a_funded_project_says_so_with_amount_decision_reason_and_link(
    visitor: Visitor, session: Session, round_: Round
) -> None:
    world.published(session, round_)
    page = page_of(visitor, round_, 1)
    assert "Funded: €60,000" in page.text and "Feasible" not in page.text
    assert "The vote decided, and nobody could depart from it. It was chosen by the vote." in (
        page.text
    )
    assert f"/en/rounds/{round_.slug}/results/" in page.links()
    assert "Subject to confirmation" in page.text


def test_a_project_that_was_not_funded_says_so_with_its_reason(
    visitor: Visitor, session: Session, round_: Round
) -> None:
    world.published(session, round_)
    page = page_of(visitor, round_, 2)
    assert "Not funded" in page.text
    assert "When its turn came, the money left was not enough." in page.text
    assert f"/en/rounds/{round_.slug}/results/" in page.links()


def test_nothing_is_told_before_publication(
    visitor: Visitor, session: Session, round_: Round
) -> None:
    request = world.asked(session, round_, world.two_staff(session)[0])
    assert request.answered_at is None
    assert outcome_of(session, project_of(session, round_, 1)) is None
    page = page_of(visitor, round_, 1)
    assert "Feasible" in page.text and "Funded" not in page.text
    assert "unded" not in listed(visitor, round_).text


def test_the_list_and_the_authors_own_list_say_it_too(
    visitor: Visitor, session: Session, round_: Round
) -> None:
    author = builders.a_resident(session, round_.place)
    for number in (1, 2):
        project_of(session, round_, number).author_id = author.id
    world.published(session, round_)
    page = listed(visitor, round_)
    assert page.text.count("Funded: ") == 2 and page.text.count("Not funded") == 2
    mine = visitor.sign_in(author).get("projects.mine")
    assert "Funded: €60,000" in mine.text and mine.text.count("Not funded") == 1


def test_a_second_version_takes_the_place_of_the_first(visitor: Visitor, session: Session) -> None:
    round_ = world.a_sealed_round(session, decided_by="committee")
    # Somebody signed in gets no kept page.
    visitor.sign_in(builders.a_resident(session, round_.place))
    first = world.a_decision(session, round_, 1, 6_000_000)
    world.a_decision(session, round_, 3, 3_000_000)
    world.published(session, round_)
    assert "Funded: €60,000" in page_of(visitor, round_, 1).text
    first.replaced_at = clock.now()
    world.a_decision(session, round_, 1, 0, reason="The ground <b>is</b> sold.")
    assert "Funded: €60,000" in page_of(visitor, round_, 1).text
    world.published(session, round_, reason="The ground was sold.")
    page = page_of(visitor, round_, 1)
    assert "Not funded" in page.text and "Funded: " not in page.text
    assert "The vote chose it, but the committee did not fund it." in page.text
    assert '<p lang="en" dir="auto">The ground &lt;b&gt;is&lt;/b&gt; sold.</p>' in page.html


def test_a_committee_that_decided_otherwise_says_so(visitor: Visitor, session: Session) -> None:
    round_ = world.a_sealed_round(session, decided_by="committee")
    world.a_decision(session, round_, 1, 6_000_000)
    world.a_decision(session, round_, 2, 2_500_000)
    world.a_decision(session, round_, 3, 0)
    world.published(session, round_)
    with visitor.app.test_request_context("/en/"):
        outcome = outcome_of(session, project_of(session, round_, 2))
    assert outcome is not None and outcome.departs and outcome.is_funded
    page = page_of(visitor, round_, 2)
    assert "Funded: €25,000" in page.text
    assert "The vote did not choose it, but the committee funded it." in page.text
    assert "It is needed most." in page.text


def test_what_the_council_confirmed_is_no_longer_subject_to_confirmation(
    visitor: Visitor, session: Session, round_: Round
) -> None:
    world.published(session, round_)
    act = CouncilAct(
        round_id=round_.id,
        body="City council",
        number="7",
        decided_on=date(2026, 1, 1),
        entered_at=clock.now(),
    )
    added(session, act)
    assert "Subject to confirmation" not in page_of(visitor, round_, 1).text


def test_a_recount_of_a_past_vote_funds_nothing(visitor: Visitor, session: Session) -> None:
    builders.a_city(session)
    round_ = world.imported(session)
    project = session.query(Project).filter_by(round_id=round_.id).first()
    assert project is not None
    assert "Funded" not in page_of(visitor, round_, project.number).text


def test_a_list_asks_one_question_for_all_its_projects(
    visitor: Visitor, session: Session, round_: Round
) -> None:
    # Somebody signed in gets no kept page.
    visitor.sign_in(builders.a_resident(session, round_.place))
    listed(visitor, round_)
    before = listed(visitor, round_).queries
    world.published(session, round_)
    few = listed(visitor, round_).queries
    other = world.a_sealed_round(session, costs=dict.fromkeys(range(1, 13), 1000000))
    world.published(session, other)
    many = listed(visitor, other)
    assert many.text.count("unded") >= 12
    assert many.queries == few == before
