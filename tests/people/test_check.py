"""The command that says what is wrong with an installation."""

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from neighbourhood import clock
from neighbourhood.commands.check import check
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
