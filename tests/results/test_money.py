"""The money agrees everywhere, or `neighbourhood check` says where it does not."""

import pytest
from flask import Flask
from sqlalchemy import update
from sqlalchemy.orm import Session

from neighbourhood import clock
from neighbourhood.commands.check import check
from neighbourhood.commands.money import money_problems
from neighbourhood.committees.models import Decision
from neighbourhood.permissions import SYSTEM
from neighbourhood.projects.models import Project
from neighbourhood.rounds.models import Fund, FundEntry, Round
from neighbourhood.rounds.rules import LedgerKind
from neighbourhood.rounds.services import ask_to_end_round, confirm_ended_round, write_ledger
from neighbourhood.things import ThingKind, ThingRef
from tests import builders
from tests.committees.conftest import Sitting, a_sitting, seal
from tests.results import world


def problems(session: Session) -> list[str]:
    return list(money_problems(session))


@pytest.fixture
def sitting(session: Session) -> Sitting:
    sitting = a_sitting(session)
    seal(session, sitting.round)
    sitting.decide(builders.a_project(session, sitting.round, "Trees", number=1), 900_000)
    return sitting


@pytest.fixture
def published(session: Session) -> Round:
    round_ = world.a_sealed_round(session)
    world.published(session, round_)
    return round_


def project_of(session: Session, round_: Round, number: int) -> ThingRef:
    project = session.query(Project).filter_by(round_id=round_.id, number=number).one()
    return ThingRef(ThingKind.PROJECT, project.id)


def test_what_services_write_agrees(session: Session, sitting: Sitting, published: Round) -> None:
    world.published(session, published, reason="A spelling mistake")
    assert problems(session) == []


@pytest.mark.parametrize(
    ("name", "was"), [("amount", "100000.00"), ("allocated", "90000.00"), ("paid", "0.00")]
)
def test_a_total_that_its_ledger_does_not_sum_up_to_is_named(
    session: Session, published: Round, name: str, was: str
) -> None:
    tampered = getattr(published.fund, name) + 1
    session.execute(update(Fund).where(Fund.id == published.fund.id).values({name: tampered}))
    now = was[:-1] + "1"
    assert problems(session) == [
        f"{published.slug}: the fund says {now} EUR as {name}, but its ledger sums up to {was} EUR."
    ]


def test_an_entry_that_moved_no_total_is_named(session: Session, sitting: Sitting) -> None:
    builders.added(
        session,
        FundEntry(
            fund=sitting.round.fund,
            kind=LedgerKind.GRANTED,
            amount=5,
            subject=str(ThingRef(ThingKind.ROUND, sitting.round.id)),
            at=builders.LONG_AGO,
        ),
    )
    assert problems(session) == [
        f"{sitting.round.slug}: the fund says 30000.00 EUR as amount, but its ledger sums up to "
        "30000.05 EUR."
    ]


def test_a_decision_that_the_ledger_does_not_know_is_named(
    session: Session, sitting: Sitting
) -> None:
    decision = session.query(Decision).one()
    session.execute(update(Decision).values(amount=900_001))
    assert problems(session) == [
        f"{sitting.round.slug}: the committee decided 9000.01 EUR to project:{decision.project_id},"
        " but the ledger allocates 9000.00 EUR."
    ]


def test_money_that_the_newest_publication_does_not_give_is_named(
    session: Session, published: Round
) -> None:
    subject = project_of(session, published, 4)
    write_ledger(
        session,
        published.fund,
        LedgerKind.ALLOCATED,
        100,
        subject=subject,
        actor=SYSTEM,
        now=builders.LONG_AGO,
    )
    assert problems(session) == [
        f"{published.slug}: the published result gives 0.00 EUR to {subject}, but the ledger "
        "allocates 1.00 EUR."
    ]


def test_a_result_published_before_the_committee_changed_its_mind_is_named(
    session: Session,
) -> None:
    round_ = world.a_sealed_round(session, decided_by="committee", quorum=5)
    for number, amount in ((1, 500), (3, 700)):
        world.a_decision(session, round_, number, amount)
    for number, amount in ((1, 500), (3, 600)):
        write_ledger(
            session,
            round_.fund,
            LedgerKind.ALLOCATED,
            amount,
            subject=project_of(session, round_, number),
            actor=SYSTEM,
            now=builders.LONG_AGO,
        )
    world.published(session, round_)
    thing = project_of(session, round_, 3)
    assert problems(session) == [
        f"{round_.slug}: the committee decided 7.00 EUR to {thing}, but the ledger allocates "
        "6.00 EUR.",
        f"{round_.slug}: the published result gives 7.00 EUR to {thing}, but the ledger allocates "
        "6.00 EUR.",
    ]


def test_the_command_fails_and_names_the_round(app: Flask, session: Session) -> None:
    round_ = builders.a_round(session, "allocate")
    round_.fund.allocated = 7
    session.commit()
    answer = app.test_cli_runner().invoke(check)
    assert answer.exit_code == 1
    assert f"money: {round_.slug}: the fund says 0.07 EUR as allocated" in answer.output


def test_a_cancelled_round_gives_nothing_whatever_its_committee_decided(
    session: Session, sitting: Sitting
) -> None:
    first, second = (
        builders.actor_of(session, builders.a_staff_member(session)) for _person in range(2)
    )
    now = clock.now()
    ending = ask_to_end_round(
        session, sitting.round, reason="Flood.", language="en", actor=first, now=now
    )
    confirm_ended_round(session, ending, actor=second, now=now)
    assert sitting.round.fund.allocated == 0
    assert problems(session) == []
    write_ledger(
        session,
        sitting.round.fund,
        LedgerKind.ALLOCATED,
        500,
        subject=ThingRef(ThingKind.PROJECT, 1),
        actor=SYSTEM,
        now=now,
    )
    assert problems(session) == [
        f"{sitting.round.slug}: a round that has ended gives 0.00 EUR to project:1, but the "
        "ledger allocates 5.00 EUR."
    ]
