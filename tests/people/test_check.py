"""The command that says what is wrong with an installation."""

import pytest
from flask import Flask
from sqlalchemy import text
from sqlalchemy.orm import Session

from neighbourhood import clock
from neighbourhood.commands.check import check
from neighbourhood.database import begin
from neighbourhood.outbox import rules
from neighbourhood.outbox.models import Message
from tests import builders as b


@pytest.mark.parametrize(
    ("tries", "is_told", "is_named"),
    [(5, False, False), (rules.MOST_TRIES, False, True), (rules.MOST_TRIES, True, False)],
)
def test_check_names_messages_that_nobody_could_mail(
    app: Flask, session: Session, tries: int, is_told: bool, is_named: bool
) -> None:
    person = b.a_person(session)
    b.added(
        session,
        Message(
            message_id="m1@here",
            person_id=person.id,
            address=person.email,
            language="en",
            kind="password_changed",
            content={},
            created_at=clock.now(),
            send_after=clock.now(),
            tries=tries,
            kept_at=clock.now() if is_told else None,
            problem=rules.TOLD if is_told else "refused",
        ),
    )
    session.commit()
    told = app.test_cli_runner().invoke(check)
    assert ("mail: 1 messages could not be delivered." in told.output) is is_named


@pytest.mark.parametrize(
    ("is_sealed", "has_file", "is_noted", "problem"),
    [
        (False, True, False, ""),
        (False, False, False, "is open but its key is missing."),
        (True, True, True, "is over but its key still exists."),
        (True, False, False, "is over but its key still exists."),
        (True, False, True, ""),
    ],
)
def test_check_names_keys_that_are_missing_or_outlive_their_round(
    app: Flask,
    session: Session,
    is_sealed: bool,
    has_file: bool,
    is_noted: bool,
    problem: str,
) -> None:
    ring = app.extensions["vault"].keys
    round_ = b.a_round(session)
    round_.key_id = ring.make()
    round_.key_fingerprint = ring.new_fingerprint(round_.key_id)
    round_.opened_at = clock.now()
    round_.sealed_at = clock.now() if is_sealed else None
    round_.key_destroyed_at = clock.now() if is_noted else None
    if not has_file:
        ring.destroy(round_.key_id)
    session.commit()
    output = app.test_cli_runner().invoke(check).output
    ring.destroy(round_.key_id)
    lines = [line for line in output.splitlines() if line.startswith("keys:")]
    assert lines == ([f"keys: {round_.slug} {problem}"] if problem else [])


def test_check_looks_into_the_file_of_a_key(app: Flask, session: Session) -> None:
    ring = app.extensions["vault"].keys
    round_ = b.a_round(session)
    round_.key_id = ring.make()
    round_.key_fingerprint = "of the key that was made first"
    round_.opened_at = clock.now()
    session.commit()
    output = app.test_cli_runner().invoke(check).output
    ring.destroy(round_.key_id)
    assert f"keys: {round_.slug} is open but the file of its key holds another key." in output


def test_check_names_languages_of_the_city_that_are_not_offered(
    app: Flask, session: Session
) -> None:
    b.a_city(session, languages=["en", "fr", "gv"])
    session.commit()
    output = app.test_cli_runner().invoke(check).output
    lines = [line for line in output.splitlines() if "the city has chosen" in line]
    assert lines == ["languages: the city has chosen gv, which is not offered here."]


@pytest.mark.backend("sqlite")
def test_check_says_of_a_database_of_an_older_version_only_that_it_is_to_be_migrated(
    app: Flask, session: Session
) -> None:
    head = session.scalar(text("SELECT version_num FROM alembic_version"))
    session.execute(text("UPDATE alembic_version SET version_num = '0003'"))
    session.execute(text("ALTER TABLE cities RENAME COLUMN data_licence TO not_there_yet"))
    session.commit()
    try:
        told = app.test_cli_runner().invoke(check)
    finally:
        session.rollback()
        begin(session, is_read_only=False)
        session.execute(text("ALTER TABLE cities RENAME COLUMN not_there_yet TO data_licence"))
        session.execute(text("UPDATE alembic_version SET version_num = :head"), {"head": head})
        session.commit()
    assert told.exit_code == 1
    assert "The database is at migration 0003" in told.output
    assert "run `neighbourhood db upgrade`" in told.output
