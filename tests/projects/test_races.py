"""Several people at once: numbers stay apart, a doubled form makes one draft, of two changes one is
told.
"""

from collections.abc import Callable
from threading import Barrier, Thread

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from neighbourhood import clock
from neighbourhood.database import db
from neighbourhood.projects import queries, services
from neighbourhood.projects.models import Project
from neighbourhood.refusals import Refusal
from neighbourhood.rounds.models import Round
from tests import builders as b
from tests.projects.writing import a_text


@pytest.fixture
def round_(session):
    return b.a_round(session, "propose")


def at_once(session, act: Callable[[Session, int], object], number: int = 6) -> list[object]:
    """Run the act in so many threads with sessions of their own, released together; return what
    each did or was refused.
    """
    session.commit()
    barrier, answers, engine = Barrier(number), [None] * number, db.engine

    def run(n: int) -> None:
        with Session(engine, expire_on_commit=False) as own:
            barrier.wait(10)
            try:
                answers[n] = act(own, n)
                own.commit()
            except Refusal as refusal:
                answers[n] = refusal.code

    threads = [Thread(target=run, args=(n,)) for n in range(number)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    session.expire_all()
    return answers


def test_numbers_stay_apart(session, round_):
    authors = [b.actor_of(session, b.a_resident(session, round_.place)) for _ in range(6)]
    at_once(
        session,
        lambda own, n: services.write_draft(
            own, own.get(Round, round_.id), a_text(), actor=authors[n], now=clock.now()
        ),
    )
    assert sorted(session.scalars(select(Project.number))) == [1, 2, 3, 4, 5, 6]


def test_a_form_sent_six_times_at_once_makes_one_draft(session, round_):
    author = b.actor_of(session, b.a_resident(session, round_.place))
    answers = at_once(
        session,
        lambda own, _n: (
            services.write_draft(
                own,
                own.get(Round, round_.id),
                a_text(),
                submission_key="k" * 32,
                actor=author,
                now=clock.now(),
            ).number
        ),
    )
    assert answers == [1] * 6
    assert len(session.scalars(select(Project)).all()) == 1


def test_of_six_changes_at_once_one_is_kept_and_five_are_told(session, round_):
    author = b.actor_of(session, b.a_resident(session, round_.place))
    project = services.write_draft(session, round_, a_text(), actor=author, now=clock.now())
    answers = at_once(
        session,
        lambda own, n: (
            services.edit_project(
                own,
                queries.project_by_id(own, project.id),
                a_text(title=f"The title of window {n}"),
                version=1,
                actor=author,
                now=clock.now(),
            ).version
        ),
    )
    assert sorted(map(str, answers)) == ["2"] + ["changed_meanwhile"] * 5
    assert len(queries.history(session, project)) == 2
