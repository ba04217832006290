"""A round of ten thousand projects costs its pages no more than one of two hundred: no question
reads all of its projects, on either database.
"""

import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from sqlalchemy import Engine, event, text
from sqlalchemy.orm import Session

from neighbourhood.database import db
from neighbourhood.projects.queries import ProjectFilter, projects_of_round
from neighbourhood.projects.queries.similar import similar_projects
from neighbourhood.rounds.models import Round
from tests import builders as b
from tests.projects.large import fill_round
from tests.visitor import Visitor

MANY, FEW = 10_000, 200
PAGES = (
    "projects/",
    "projects/?page=250",
    "projects/?page=9999",
    "projects/?sort=newest&page=3",
    "projects/?sort=cheapest",
    "projects/?sort=title&page=300",
    "projects/?category=culture",
    "projects/?written=uk&state=feasible",
    "projects/?cost_from=10000&cost_to=12000",
    "projects/?q=lighthouse",
    "projects/?q=trees&page=5",
    "projects/7/",
    "",
)
#: What either database says where it reads the rows of all projects.
SCANS = {
    "sqlite": r"^SCAN projects(?!.*COVERING INDEX)",
    "postgresql": r"Seq Scan on projects",
}


@pytest.fixture
def rounds(session: Session) -> tuple[Round, Round]:
    """Return a round with ten thousand projects, and one with two hundred."""
    b.a_city(session)
    categories = [b.a_category(session, slug) for slug in ("nature", "culture", "sport")]
    many, few = b.a_round(session, "propose"), b.a_round(session, "propose")
    # As long as real ones, for a database may well read all rows where they are short.
    fill_round(session, many, MANY, categories, padding=1_500)
    fill_round(session, few, FEW, categories, padding=1_500)
    is_postgresql = session.get_bind().dialect.name == "postgresql"
    if is_postgresql:
        # Rows whose commit is not on the disk yet cannot be marked as visible to all.
        session.execute(text("SET LOCAL synchronous_commit = on"))
    session.commit()
    if is_postgresql:
        # As its own service does soon after so much was written.
        with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text("VACUUM ANALYZE projects"))
            connection.execute(text("VACUUM ANALYZE project_grams"))
    return many, few


@contextmanager
def heard(engine: Engine) -> Iterator[list[tuple[str, Any]]]:
    """Yield a list that fills with the questions asked meanwhile and their values."""
    asked: list[tuple[str, Any]] = []

    def hear(_connection: Any, _cursor: Any, statement: str, values: Any, *_rest: Any) -> None:
        asked.append((statement, values))

    event.listen(engine, "before_cursor_execute", hear)
    yield asked
    event.remove(engine, "before_cursor_execute", hear)


def plan(statement: str, values: Any, backend: str) -> list[str]:
    """Return the lines by which a database says how it answers a question."""
    explain = "EXPLAIN QUERY PLAN " if backend == "sqlite" else "EXPLAIN "
    with db.engine.connect() as connection:
        rows = connection.exec_driver_sql(explain + statement, values).all()
    return [str(row[-1]) for row in rows]


@pytest.mark.backend("sqlite", "postgresql")
def test_no_page_of_a_large_round_reads_all_its_projects(
    visitor: Visitor, rounds: tuple[Round, Round], backend: str
) -> None:
    scans, numbers = [], {}
    for page in PAGES:
        for round_ in rounds:
            with heard(db.engine) as asked:
                visitor.get(f"/en/rounds/{round_.slug}/{page}", most_queries=20)
            numbers[page, round_] = len(asked)
            if round_ is rounds[0]:
                scans += [
                    f"{page}: {line.strip()}"
                    for statement, values in asked
                    if statement.startswith(("SELECT", "WITH"))
                    for line in plan(statement, values, backend)
                    if re.search(SCANS[backend], line)
                ]
    assert not scans, "\n".join(scans)
    # Looking through many in strides takes a question more, never one for each project.
    more = [page for page in PAGES if numbers[page, rounds[0]] > numbers[page, rounds[1]] + 2]
    assert not more, more


def test_a_large_round_costs_about_what_a_small_one_costs(
    session: Session, rounds: tuple[Round, Round]
) -> None:
    def spent(round_: Round, chosen: ProjectFilter) -> float:
        took = []
        for _turn in range(7):
            session.expunge_all()
            before = time.perf_counter()
            projects_of_round(session, round_.id, chosen)
            took.append(time.perf_counter() - before)
        return min(took)

    many, few = rounds
    for chosen in (
        ProjectFilter(),
        ProjectFilter(page=300),
        ProjectFilter(sort="title", page=300),
        ProjectFilter(q="lighthouse"),
        ProjectFilter(q="trees"),
    ):
        # Generous, for a busy machine: reading all would take twenty times as long and more.
        assert spent(many, chosen) < 5 * spent(few, chosen) + 0.02, chosen
    found = similar_projects(session, many.id, "Lighthouses for our trees")
    assert [one.title for one in found] == ["A lighthouse for trees"]
