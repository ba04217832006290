"""The page of a round's fund: every line of its ledger, for everybody."""

import pytest
from sqlalchemy.orm import Session

from neighbourhood.permissions import SYSTEM
from neighbourhood.projects.models import Project
from neighbourhood.results.models import Publication
from neighbourhood.rounds.models import Fund, Round
from neighbourhood.rounds.rules import LedgerKind
from neighbourhood.rounds.services import write_ledger
from neighbourhood.things import ThingKind, ThingRef
from tests import builders as a
from tests.results import world
from tests.visitor import Page, Visitor

NOW = a.LONG_AGO


def write(session: Session, project: Project, kind: LedgerKind, amount: int) -> None:
    subject = ThingRef(ThingKind.PROJECT, project.id)
    fund = project.round.fund
    write_ledger(session, fund, kind, amount, subject=subject, actor=SYSTEM, now=NOW)


def publish(session: Session, round_: Round) -> None:
    """Let a result stand published, of which the fund's page only asks whether there is one."""
    a.added(
        session,
        Publication(
            round_id=round_.id,
            version=1,
            result_json="{}",
            ballots_pb="",
            digest="0" * 64,
            trail_head="0" * 64,
            published_at=NOW,
        ),
    )


def round_projects(session: Session, round_: Round) -> list[Project]:
    return session.query(Project).filter_by(round_id=round_.id).order_by(Project.number).all()


def lines(page: Page) -> list[list[str]]:
    return [
        [" ".join("".join(cell.itertext()).split()) for cell in row if cell.tag in ("th", "td")][1:]
        for row in list(page.all("tr"))[1:]
    ]


@pytest.fixture
def round_(session: Session) -> Round:
    return a.a_round(session, "allocate", fund=2_000_000)


@pytest.fixture
def trees(session: Session, round_: Round) -> Project:
    return a.a_project(session, round_, title="Trees", cost=900_000, number=1)


def test_the_ledger_stands_line_by_line_with_what_is_left(
    visitor: Visitor, session: Session, round_: Round, trees: Project
) -> None:
    write(session, trees, LedgerKind.ALLOCATED, 900_000)
    write(session, trees, LedgerKind.RELEASED, 900_000)
    write(session, trees, LedgerKind.ALLOCATED, 500_000)
    write(session, trees, LedgerKind.PAID, 200_000)
    write(session, trees, LedgerKind.RETURNED, 50_000)
    publish(session, round_)
    page = visitor.get("pages.fund", slug=round_.slug, most_queries=7)
    assert lines(page) == [
        ["Granted by the city", "€20,000", "€20,000", "The fund", "The city"],
        ["Allocated to a project", "€9,000", "€11,000", "1 Trees", "The committee"],
        ["Allocation taken back", "€9,000", "€20,000", "1 Trees", "The committee"],
        ["Allocated to a project", "€5,000", "€15,000", "1 Trees", "The committee"],
        ["Paid out", "€2,000", "€15,000", "1 Trees", "The city"],
        ["Paid back", "€500", "€15,000", "1 Trees", "The city"],
    ]
    for total in ("Granted by the city €20,000", "Decided €5,000", "Paid out €1,500"):
        assert total in page.text
    assert "Left in the fund €15,000" in page.text


def test_what_projects_are_given_is_told_with_the_result(
    visitor: Visitor, session: Session, round_: Round, trees: Project
) -> None:
    write(session, trees, LedgerKind.ALLOCATED, 900_000)
    sentence = "What each project is given stands here once the result is published."
    before = visitor.get("pages.fund", slug=round_.slug)
    assert [line[0] for line in lines(before)] == ["Granted by the city"]
    assert sentence in before.text
    assert "Trees" not in before.text
    assert "Decided €9,000" in before.text
    publish(session, round_)
    # Somebody signed in, since pages for strangers are kept for some seconds.
    after = visitor.sign_in(a.a_person(session)).get("pages.fund", slug=round_.slug)
    assert [line[3] for line in lines(after)] == ["The fund", "1 Trees"]
    assert sentence not in after.text


def test_a_binding_vote_gives_the_money_itself(visitor: Visitor, session: Session) -> None:
    round_ = a.a_round(session, "publish", decided_by="vote", fund=2_000_000)
    write(session, a.a_project(session, round_), LedgerKind.ALLOCATED, 100)
    publish(session, round_)
    page = visitor.get("pages.fund", slug=round_.slug)
    assert [line[-1] for line in lines(page)] == ["The city", "The vote"]


def test_nobody_is_named(visitor: Visitor, session: Session, round_: Round) -> None:
    clerk = a.a_staff_member(session)
    clerk.name = "Clerk Clarissa"
    actor = a.actor_of(session, clerk)
    subject = ThingRef(ThingKind.ROUND, round_.id)
    write_ledger(session, round_.fund, LedgerKind.GRANTED, 5, subject=subject, actor=actor, now=NOW)
    assert "Clarissa" not in visitor.get("pages.fund", slug=round_.slug).text


def test_a_fund_without_any_line_says_so(visitor: Visitor, session: Session, round_: Round) -> None:
    empty = Round(
        edition=a.an_edition(session),
        place=round_.place,
        slug="empty",
        phases=a.some_phases("propose"),
        fund=Fund(amount=0),
    )
    session.add(empty)
    text = visitor.get("pages.fund", slug=empty.slug).text
    assert "No money has been granted or decided on yet." in text


def test_a_long_ledger_has_pages_and_asks_no_more(
    visitor: Visitor, session: Session, round_: Round, trees: Project
) -> None:
    for _ in range(100):
        write(session, trees, LedgerKind.ALLOCATED, 7)
        write(session, trees, LedgerKind.RELEASED, 7)
    publish(session, round_)
    first = visitor.get("pages.fund", slug=round_.slug, most_queries=7)
    second = visitor.get("pages.fund", slug=round_.slug, page=2, most_queries=7)
    assert (len(lines(first)), len(lines(second))) == (200, 1)
    assert lines(second)[0][:3] == ["Allocation taken back", "€0.07", "€20,000"]
    visitor.get("pages.fund", slug=round_.slug, page=3, status=404)


def test_the_pages_of_the_round_and_of_a_paid_project_lead_to_it(
    visitor: Visitor, session: Session
) -> None:
    round_ = world.a_sealed_round(session)
    label = "The fund, line by line"

    def leads_there(number: int) -> bool:
        return label in visitor.get("projects.show", slug=round_.slug, number=number).text

    numbers = [project.number for project in round_projects(session, round_)]
    assert label in visitor.get("pages.round", slug=round_.slug).text
    assert not any(leads_there(number) for number in numbers)
    publication = world.published(session, round_)
    # Pages for strangers are kept for some seconds.
    visitor.sign_in(a.a_person(session))
    chosen = {project.number for project in publication.result.projects if project.is_selected}
    assert 0 < len(chosen) < len(numbers)
    assert {number for number in numbers if leads_there(number)} == chosen
