"""The commands of the people's room and of the outbox."""

import os
import signal
import subprocess
import sys
import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from neighbourhood.commands.create_admin import create_admin
from neighbourhood.commands.worker import stop_signal, worker
from neighbourhood.outbox import queue
from neighbourhood.outbox.models import Message
from neighbourhood.people.models import Attempt, GivenRole, Person
from neighbourhood.settings import ROOT
from tests import builders as b


def run(app, command, *words):
    return app.test_cli_runner().invoke(command, list(words))


def test_the_first_administrator_on_an_empty_database(app, session):
    told = run(app, create_admin, "Ada@Example.org", "--name", "Ada")
    assert told.exit_code == 0
    assert "http://127.0.0.1:5000/en/sign-in/link/" in told.output
    person = session.scalars(select(Person)).one()
    assert (person.name, person.email) == ("Ada", "ada@example.org")
    assert session.scalars(select(GivenRole.role)).all() == ["administrator"]


def test_the_printed_link_signs_in(visitor, session):
    told = run(visitor.app, create_admin, "ada@example.org")
    path = told.output.strip().rpartition("5000")[2]
    session.rollback()
    assert path.startswith("/en/")
    fields = visitor.get(path).fields()
    assert visitor.follow(visitor.post(path, fields)).h1 == "The first day"
    assert visitor.get("people_desk.roles").h1 == "Roles"


def test_an_address_that_cannot_be_makes_nobody(app, session):
    told = run(app, create_admin, "not an address")
    assert told.exit_code == 1
    assert (
        told.output == "Error: not an address: Write an e-mail address such as name@example.org.\n"
    )
    assert session.scalars(select(Person)).all() == []


def test_the_link_opens_in_the_language_asked_for_else_the_accounts_else_the_citys(app, session):
    assert "/fr/sign-in/link/" in run(app, create_admin, "a@b.example", "--language", "fr").output
    assert session.scalars(select(Person.language)).one() == "fr"
    b.a_city(session, languages=["nl", "fr"])
    session.commit()
    assert "/fr/sign-in/link/" in run(app, create_admin, "A@B.example").output
    assert "/nl/sign-in/link/" in run(app, create_admin, "new@b.example").output
    told = run(app, create_admin, "a@b.example", "--language", "en")
    assert told.exit_code == 1
    assert told.output == "Error: en is no language of this site. Choose one of nl, fr.\n"


def test_a_name_given_later_is_taken(app, session):
    run(app, create_admin, "ada@example.org")
    assert session.scalars(select(Person.name)).one() == "Administrator"
    session.rollback()
    run(app, create_admin, "ada@example.org", "--name", "Ada")
    session.expire_all()
    assert session.scalars(select(Person.name)).one() == "Ada"
    session.rollback()
    run(app, create_admin, "ada@example.org")
    session.expire_all()
    assert session.scalars(select(Person.name)).one() == "Ada"


@pytest.mark.parametrize("words", [["check"], ["create-admin", "ada@example.org"]])
def test_before_the_first_migration_a_command_says_one_sentence(tmp_path, words):
    surroundings = os.environ | {
        "DATABASE_URL": f"sqlite:///{tmp_path}/new.db",
        "SECRET_KEY": "x" * 40,
    }
    command = [sys.executable, "-m", "neighbourhood", *words]
    told = subprocess.run(
        command, env=surroundings, capture_output=True, text=True, check=False, cwd=ROOT
    )
    assert told.returncode == 1
    sentence = "The database has no tables yet: run `neighbourhood db upgrade` first."
    assert sentence in told.stderr
    assert "Traceback" not in told.stderr
    assert len(told.stderr.strip().splitlines()) == 1


def mails(app):
    folder = Path(app.extensions["settings"].mail_url.removeprefix("file:"))
    return {file.name for file in folder.glob("*.eml")}


@pytest.mark.backend("sqlite")  # The tests' PostgreSQL forgets, so no worker runs on it.
def test_the_worker_sends_and_forgets(app, session):
    message = queue(
        session, "password_changed", b.a_person(session), now=datetime(2026, 1, 1, tzinfo=UTC)
    )
    session.add(Attempt(key="k", at=datetime.now(UTC) - timedelta(days=3)))
    session.commit()
    assert run(app, worker, "--once").exit_code == 0
    assert f"{message.message_id}.eml" in mails(app)
    session.rollback()
    assert session.scalars(select(Attempt)).all() == []
    assert session.scalars(select(Message.sent_at)).one() is not None


@pytest.mark.backend("sqlite")  # The tests' PostgreSQL forgets, so no worker runs on it.
def test_the_worker_of_a_demo_city_sends_nothing(app, session):
    b.a_city(session, is_demo=True)
    queue(session, "password_changed", b.a_person(session), now=datetime(2026, 1, 1, tzinfo=UTC))
    session.commit()
    before = mails(app)
    run(app, worker, "--once")
    session.rollback()
    assert mails(app) == before
    assert session.scalars(select(Message.kept_at)).one() is not None


def test_a_polite_signal_stops_the_worker_after_its_round():
    assert threading.current_thread() is threading.main_thread()
    before = signal.getsignal(signal.SIGTERM), signal.getsignal(signal.SIGINT)
    try:
        stop = stop_signal()
        os.kill(os.getpid(), signal.SIGTERM)
        assert stop.wait(5)
    finally:
        signal.signal(signal.SIGTERM, before[0])
        signal.signal(signal.SIGINT, before[1])
