"""A committee that decides while two people end its round: whoever comes second sees the first."""

from collections.abc import Callable
from threading import Thread

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from neighbourhood import clock
from neighbourhood.committees.models import Meeting
from neighbourhood.committees.rules import Motion
from neighbourhood.committees.services import record_decision
from neighbourhood.database import begin, db
from neighbourhood.projects.models import Project
from neighbourhood.refusals import Refusal
from neighbourhood.rounds.models import RoundEnding
from neighbourhood.rounds.services import ask_to_end_round, confirm_ended_round
from tests import builders as b
from tests.committees.conftest import NOW, Sitting

pytestmark = pytest.mark.backend("postgresql")
Act = Callable[[Session], object]


def beside(app: Flask, act: Act, outcomes: list[object]) -> Thread:
    """Let another session act; it waits for what this one holds."""

    def run() -> None:
        with app.app_context(), clock.at(NOW):
            own = db.session()
            begin(own, is_read_only=False)
            try:
                act(own)
                own.commit()
                outcomes.append("done")
            except Refusal as refusal:
                own.rollback()
                outcomes.append(refusal.code)
            db.session.remove()

    thread = Thread(target=run)
    thread.start()
    thread.join(1)
    return thread


@pytest.mark.parametrize("is_ended_first", [True, False])
def test_a_round_that_has_ended_gives_nothing_whoever_was_first(
    app: Flask, sitting: Sitting, is_ended_first: bool
) -> None:
    session = sitting.session
    with clock.at(NOW):
        project_id = b.a_project(session, sitting.round).id
        meeting_id, chair = sitting.open(1, 2, 3).id, sitting.actor(1)
        first, second = (b.actor_of(session, b.a_staff_member(session)) for _person in range(2))
        ending_id = ask_to_end_round(
            session, sitting.round, reason="Flood.", language="en", actor=first, now=NOW
        ).id
        session.commit()

        def end(own: Session) -> None:
            ending = own.get_one(RoundEnding, ending_id)
            confirm_ended_round(own, ending, actor=second, now=NOW)

        def decide(own: Session) -> None:
            record_decision(
                own,
                own.get_one(Meeting, meeting_id),
                own.get_one(Project, project_id),
                Motion(900_000, "Many voted for it.", 3, 0, 0, "en"),
                submission_key=None,
                actor=chair,
                now=NOW,
            )

        begin(session, is_read_only=False)
        outcomes: list[object] = []
        (end if is_ended_first else decide)(session)
        other = beside(app, decide if is_ended_first else end, outcomes)
        session.commit()
        other.join(20)
    session.expire_all()
    assert outcomes == ["round_cancelled" if is_ended_first else "done"]
    assert sitting.round.fund.allocated == 0
