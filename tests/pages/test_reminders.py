"""Reminders by mail: on Mondays what is due in two weeks, on the day before what is due then; each
once.
"""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from threading import Barrier, Thread
from zoneinfo import ZoneInfo

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from neighbourhood import clock
from neighbourhood.database import db
from neighbourhood.outbox.mail.rendering import Sender, render
from neighbourhood.outbox.models import Message, Reminder
from neighbourhood.outbox.timed import do_timed_work
from neighbourhood.pages.rules import due_day, reminders_to_send
from neighbourhood.pages.timed import remind_of_what_is_due
from neighbourhood.permissions import Role
from tests import builders as a
from tests.pages.test_due import DAY, a_dated_round, made_ready

PARIS = ZoneInfo("Europe/Paris")
#: A Monday at nine in Paris.
MONDAY = datetime(2026, 11, 30, 8, tzinfo=UTC)


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        ("2026-11-30T06:59", []),
        ("2026-11-30T07:00", [("week", "2026-11-30"), ("day_before", "2026-12-01")]),
        ("2026-12-01T12:00", [("week", "2026-11-30"), ("day_before", "2026-12-02")]),
        ("2026-12-02T12:00", [("day_before", "2026-12-03")]),
        ("2026-12-06T23:59", [("day_before", "2026-12-07")]),
    ],
)
def test_letters_go_out_in_the_morning(at: str, expected: list[tuple[str, str]]) -> None:
    now = datetime.fromisoformat(at).replace(tzinfo=PARIS)
    found = reminders_to_send(now, PARIS)
    assert [(kind, day.isoformat()) for kind, day in found] == expected


def test_an_end_at_midnight_belongs_to_the_day_that_ends() -> None:
    midnight = datetime(2026, 12, 1, tzinfo=PARIS)
    assert due_day(midnight, PARIS, is_start=False) == date(2026, 11, 30)
    assert due_day(midnight, PARIS, is_start=True) == date(2026, 12, 1)


def letters(session: Session) -> Sequence[Message]:
    session.expire_all()
    return session.scalars(select(Message).order_by(Message.id)).all()


def test_on_monday_those_with_something_due_get_one_letter_in_their_language(
    session: Session,
) -> None:
    with clock.at(MONDAY - 5 * DAY):
        round_ = made_ready(session, a_dated_round(session, vote=(10, 30)))
    staff = a.a_holder(session, Role.STAFF)
    staff.language = "fr"
    reviewer = a.a_reviewer(session)
    a.a_person(session)
    session.commit()
    with clock.at(MONDAY):
        for _turn in range(3):
            do_timed_work(session, [remind_of_what_is_due], now=MONDAY)
        mine = [message for message in letters(session) if message.person_id == staff.id]
        assert [message.kind for message in mine] == ["due_soon"]
        letter = render(mine[0], Sender("Toulouse", "", "https://vote.example.org"))
    assert letter.language == "fr"
    assert f"https://vote.example.org/fr/desk/rounds/{round_.slug}/vote/" in letter.text
    # Nobody without anything due gets one, and nobody is looked at twice.
    assert reviewer.id not in {message.person_id for message in letters(session)}


def test_on_the_day_before_only_that_day_is_told(session: Session) -> None:
    with clock.at(MONDAY):
        made_ready(session, a_dated_round(session, vote=(8, 30)))
        later = made_ready(session, a_dated_round(session, vote=(9, 30)))
    a.a_holder(session, Role.STAFF)
    session.commit()
    now = MONDAY + 2 * DAY
    with clock.at(now):
        do_timed_work(session, [remind_of_what_is_due], now=now)
    told = letters(session)
    assert {message.kind for message in told} == {"due_tomorrow"}
    assert later.slug not in str([message.content for message in told])


def test_no_reminder_can_be_noted_twice(session: Session) -> None:
    person = a.a_person(session)
    values = {"person_id": person.id, "kind": "week", "day": date(2026, 11, 30)}
    session.add(Reminder(**values))
    session.flush()
    session.expunge_all()
    session.add(Reminder(**values))
    with pytest.raises(IntegrityError):
        session.flush()


def test_a_turn_that_is_cut_off_leaves_neither_letter_nor_note(
    session: Session,
) -> None:
    with clock.at(MONDAY):
        made_ready(session, a_dated_round(session, vote=(5, 30)))
        session.commit()

        def dies(inside: Session, now: datetime) -> int:
            remind_of_what_is_due(inside, now)
            raise RuntimeError("killed")

        do_timed_work(session, [dies], now=MONDAY)
        assert letters(session) == [] and session.scalars(select(Reminder)).all() == []
        do_timed_work(session, [remind_of_what_is_due], now=MONDAY)
    assert len(letters(session)) == 2


def test_many_people_are_written_to_in_several_turns_and_old_notes_are_forgotten(
    session: Session,
) -> None:
    with clock.at(MONDAY):
        a_dated_round(session, vote=(5, 30))
        people = [a.a_holder(session, Role.STAFF) for _number in range(23)]
        session.add(Reminder(person_id=people[0].id, kind="week", day=date(2026, 1, 5)))
        session.commit()
        for _turn in range(6):
            do_timed_work(session, [remind_of_what_is_due], now=MONDAY)
    assert sorted(str(message.person_id) for message in letters(session)) == sorted(
        str(person.id) for person in people
    )
    days = set(session.scalars(select(Reminder.day)))
    assert days == {date(2026, 11, 30), date(2026, 12, 1)}


def test_several_workers_at_once_write_to_each_person_once(app: Flask, session: Session) -> None:
    with clock.at(MONDAY - 5 * DAY):
        made_ready(session, a_dated_round(session, vote=(10, 30)))
    people = {a.a_holder(session, Role.STAFF).id for _one in range(15)}
    session.commit()
    barrier, done = Barrier(3), []

    def work() -> None:
        with app.app_context(), clock.at(MONDAY):
            barrier.wait(10)
            for _turn in range(3):
                done.append(do_timed_work(db.session(), [remind_of_what_is_due], now=MONDAY))

    workers = [Thread(target=work) for _worker in range(3)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(60)
    assert len(done) == 9
    written = [message.person_id for message in letters(session) if message.kind == "due_soon"]
    assert len(written) == len(set(written)) and people <= set(written)
