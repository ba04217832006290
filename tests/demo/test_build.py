"""Building the demo city: into an empty database only, in the order of time, with choices dealt out
fairly.
"""

from datetime import UTC, datetime
from random import Random

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from neighbourhood import clock
from neighbourhood.commands.demo import demo
from neighbourhood.database.copy import NotEmpty
from neighbourhood.demo.build import build
from neighbourhood.demo.diary import Diary
from neighbourhood.demo.voting import deal
from neighbourhood.people.models import Person
from neighbourhood.settings import Settings
from tests.builders import a_person
from tests.databases import SECRET

NOON = datetime(2026, 5, 1, 12, tzinfo=UTC)


def test_a_database_that_holds_anything_is_refused(session: Session) -> None:
    a_person(session)
    session.commit()
    with pytest.raises(NotEmpty):
        build(session)
    session.rollback()
    assert session.scalar(select(func.count()).select_from(Person)) == 1


@pytest.mark.backend("sqlite")
@pytest.mark.parametrize(
    ("words", "status", "sentence"), [([], 1, "holds something already"), (["--if-empty"], 0, "")]
)
def test_the_command_refuses_or_does_nothing(
    app: Flask, session: Session, words: list[str], status: int, sentence: str
) -> None:
    a_person(session)
    session.commit()
    answer = app.test_cli_runner().invoke(demo, words)
    assert answer.exit_code == status
    assert sentence in answer.output
    assert session.scalar(select(func.count()).select_from(Person)) == 1


@pytest.mark.backend("sqlite")
def test_the_command_refuses_a_public_address(app: Flask, session: Session) -> None:
    app.extensions["settings"], kept = (
        Settings(secret_key=SECRET, public_url="https://vote.example.org"),
        app.extensions["settings"],
    )
    try:
        answer = app.test_cli_runner().invoke(demo, [])
    finally:
        app.extensions["settings"] = kept
    assert answer.exit_code == 1
    assert "never shown to others" in answer.output
    assert session.scalar(select(func.count()).select_from(Person)) == 0


def test_a_diary_is_lived_in_the_order_of_time() -> None:
    diary, lived = Diary(), []
    diary.note(NOON.replace(day=3), lambda: lived.append(("third", clock.now().day)))
    diary.note(NOON, lambda: lived.append(("first", clock.now().day)))
    diary.note(
        NOON,
        lambda: diary.note(NOON.replace(day=2), lambda: lived.append(("second", clock.now().day))),
    )
    diary.note(NOON.replace(day=9), lambda: lived.append(("never", 9)))
    diary.live(until=NOON.replace(day=3))
    assert lived == [("first", 1), ("second", 2), ("third", 3)]


def test_choices_are_dealt_in_proportion_and_within_the_limit() -> None:
    ballots = deal({0: 60, 1: 30, 2: 10}, voters=10, most=2, chance=Random(1))
    votes = [sum(index in ballot for ballot in ballots) for index in (0, 1, 2)]
    assert votes == [10, 7, 2]
    assert all(len(ballot) <= 2 for ballot in ballots)
    assert ballots == deal({0: 60, 1: 30, 2: 10}, voters=10, most=2, chance=Random(1))
