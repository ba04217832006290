"""Many supports at once, and support against the making of the list."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from neighbourhood import clock
from neighbourhood.permissions import SYSTEM, Actor
from neighbourhood.projects.models import Project
from neighbourhood.rounds.models import Round
from neighbourhood.shortlists import queries, services
from neighbourhood.shortlists.documents import from_json
from neighbourhood.shortlists.models import Support
from tests.resilience.crowd import Act, all_at_once
from tests.shortlists.conftest import choosing

pytestmark = pytest.mark.resilience


def a_press(project_id: int, actor: Actor) -> Act:
    return lambda session: services.give_support(
        session, session.get_one(Project, project_id), actor=actor
    )


def test_200_presses_of_one_person_at_once_leave_as_many_as_they_have(
    app: Flask, session: Session
) -> None:
    here = choosing(session, supports_each=3)
    actor = here.resident()
    numbers = [here.project(number).id for number in range(1, 11)]
    round_id = here.round.id
    session.commit()
    ends = all_at_once(app, [a_press(numbers[i % 10], actor) for i in range(200)])
    assert set(ends) <= {"done", "no_supports_left"}
    assert len(queries.supported_by(session, round_id, actor.person_id or 0)) == 3
    slots = session.scalars(select(Support.slot).order_by(Support.slot)).all()
    assert slots == [1, 2, 3]


def test_one_project_pressed_200_times_at_once_is_supported_once(
    app: Flask, session: Session
) -> None:
    here = choosing(session)
    actor, number = here.resident(), here.project(1).id
    session.commit()
    assert all_at_once(app, [a_press(number, actor) for _ in range(200)]) == {"done": 200}
    assert session.scalar(select(func.count()).select_from(Support)) == 1


def test_a_press_counts_or_is_refused_whatever_makes_the_list_meanwhile(
    app: Flask, session: Session
) -> None:
    here = choosing(session)
    actors = [here.resident() for _one in range(20)]
    project, round_id = here.project(1), here.round.id
    number, later = project.id, clock.now() + timedelta(seconds=2)
    here.phase.ends_at = later
    session.commit()

    def make(own: Session) -> None:
        with clock.at(later):
            services.make_shortlist(own, own.get_one(Round, round_id), actor=SYSTEM, now=later)

    presses = [a_press(number, actor) for actor in actors]
    ends = all_at_once(app, [*presses[:10], make, *presses[10:]])
    terms = queries.terms_of(session, round_id)
    assert terms is not None and terms.outcome is not None
    counted = from_json(terms.outcome).choices[0].candidate.voices
    assert set(ends) <= {"done", "shortlist_is_made"}
    assert ends["done"] == counted + 1
