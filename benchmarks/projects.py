"""What pages of projects cost in a round of 200, 1,000 and 10,000, on both databases.

Run: `python -m benchmarks.projects [NUMBER …]`. It makes rounds of its own, asks for each page
again and again within one process, and prints the processor's milliseconds of a request, the
milliseconds that PostgreSQL's processes worked for it, and its statements.
"""

import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from flask import Flask
from sqlalchemy import event, text

from neighbourhood.database import begin, commit, db
from neighbourhood.projects.queries.similar import similar_projects
from neighbourhood.web.kept_pages import Shelf
from tests import builders
from tests.databases import Cluster, make_app, migrate
from tests.projects.large import fill_round

NUMBERS = (200, 1_000, 10_000)
TURNS, LETTERS = 15, 1_200
WISH = "A lighthouse with trees, badice and foguba for neighbours of every age"
#: Name of a page -> its path behind the round's; {last} and {middle} follow the number of projects.
PAGES = {
    "list, first page": "projects/",
    "list, page in the middle": "projects/?page={middle}",
    "list, last page": "projects/?page={last}",
    "list, page beyond the last": "projects/?page=9999",
    "search, all match": "projects/?q=trees",
    "search, all match, page 10": "projects/?q=trees&page=10",
    "search, one matches": "projects/?q=lighthouse",
    "search, none": "projects/?q=zzzyx",
    "search, two letters": "projects/?q=zz",
    "by category": "projects/?category=culture",
    "by language": "projects/?written=uk",
    "by state": "projects/?state=withdrawn",
    "by cost": "projects/?cost_from=10000&cost_to=12000",
    "newest": "projects/?sort=newest",
    "newest, last page": "projects/?sort=newest&page={last}",
    "cheapest": "projects/?sort=cheapest",
    "dearest, last page": "projects/?sort=dearest&page={last}",
    "title": "projects/?sort=title",
    "title, last page": "projects/?sort=title&page={last}",
    "one project": "projects/7/",
    "round": "",
}


@dataclass(frozen=True)
class Cost:
    """What a request costs: milliseconds of the processor here and in PostgreSQL, and how many
    statements.
    """

    cpu: float
    database: float
    statements: int

    @property
    def total(self) -> float:
        """Return the milliseconds of both."""
        return self.cpu + self.database


class Measure:
    """An application on a database, whose requests are measured."""

    def __init__(self, app: Flask) -> None:
        self.app, self.statements, self.servers = app, 0, list[int]()
        with app.app_context():
            event.listen(db.engine, "before_cursor_execute", self._count)

    def _count(self, *_ignored: Any) -> None:
        self.statements += 1

    def _find_servers(self) -> None:
        """Note the processes of PostgreSQL that answer this application."""
        with self.app.app_context():
            if db.engine.dialect.name == "postgresql":
                asked = text(
                    "SELECT pid FROM pg_stat_activity WHERE datname = current_database() "
                    "AND backend_type = 'client backend'"
                )
                with db.engine.connect() as connection:
                    self.servers = list(connection.execute(asked).scalars())

    def _database(self) -> float:
        """Return the milliseconds that PostgreSQL's processes have worked."""
        return sum(
            int(Path(f"/proc/{pid}/schedstat").read_text(encoding="ascii").split()[0]) / 1e6
            for pid in self.servers
        )

    def of(self, do: Callable[[], object]) -> Cost:
        """Return the median cost of doing this."""
        # A few times before: the server plans and remembers, and pages are read from the disk.
        for _turn in range(3):
            do()
        self._find_servers()
        costs = []
        for _turn in range(TURNS):
            # As for a reader whose page is not in memory.
            self.app.extensions["kept_pages"] = Shelf()
            self.statements, before, there = 0, time.process_time(), self._database()
            do()
            spent = time.process_time() - before
            costs.append(Cost(spent * 1000, self._database() - there, self.statements))
        return sorted(costs, key=lambda cost: cost.total)[len(costs) // 2]

    def page(self, path: str) -> Cost:
        """Return what a page costs."""
        client = self.app.test_client()

        def get() -> None:
            answer = client.get(path)
            if answer.status_code != 200:
                raise SystemExit(f"{path}: {answer.status}")

        return self.of(get)


def build(url: str, folder: Path, number: int) -> Flask:
    """Fill a database with a round of so many projects."""
    migrate(url)
    app = make_app(url, folder)
    with app.app_context():
        session = db.session()
        begin(session, is_read_only=False)
        builders.a_city(session)
        place = builders.a_neighbourhood(session, "large")
        round_ = builders.a_round(session, "review", place=place, slug="large")
        categories = [
            builders.a_category(session, slug) for slug in ("nature", "culture", "sport", "care")
        ]
        fill_round(session, round_, number, categories, letters=LETTERS, state="submitted")
        commit(session)
        db.session.remove()
        if db.engine.dialect.name == "postgresql":
            with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
                connection.execute(text("VACUUM ANALYZE"))
    return app


@dataclass(frozen=True)
class City:
    """A city with one round of so many projects."""

    number: int
    measure: Measure

    def cost_of(self, path: str) -> Cost:
        """Return what a page of the round costs."""
        last = self.number // 20
        whole = path.format(last=last, middle=max(1, last // 2))
        return self.measure.page(f"/en/rounds/large-large/{whole}")

    def cost_of_similar(self) -> Cost:
        """Return what the question for similar projects costs."""
        with self.measure.app.app_context():
            session = db.session()
            begin(session, is_read_only=True)
            cost = self.measure.of(lambda: similar_projects(session, 1, WISH))
            db.session.remove()
        return cost


def measure(backend: str, cities: list[City]) -> None:
    """Print a table of one database: each page in all cities before the next page."""
    heads = "".join(f" {city.number:>14,}" for city in cities)
    print(f"\n{backend:28}{heads}  last / first, statements")
    for name, path in [*PAGES.items(), ("similar projects", "")]:
        is_page = name in PAGES
        costs = [city.cost_of(path) if is_page else city.cost_of_similar() for city in cities]
        cells = "".join(f" {cost.cpu:7.2f}+{cost.database:6.2f}" for cost in costs)
        statements = "/".join(str(cost.statements) for cost in costs)
        ratio = costs[-1].total / costs[0].total
        print(f"{name:28}{cells}  {ratio:.2f}  {statements}", flush=True)


def main() -> None:
    """Build, measure on both databases and print."""
    numbers = [int(word) for word in sys.argv[1:]] or list(NUMBERS)
    cluster = Cluster()
    try:
        for backend in ("sqlite", "postgresql"):
            with tempfile.TemporaryDirectory(prefix="nb-projects-") as name:
                cities = []
                for number in numbers:
                    folder = Path(name) / str(number)
                    folder.mkdir()
                    url = (
                        f"sqlite:///{folder / 'city.db'}"
                        if backend == "sqlite"
                        else cluster.create(f"projects_{number}_test")
                    )
                    cities.append(City(number, Measure(build(url, folder, number))))
                measure(backend, cities)
    finally:
        cluster.stop()


if __name__ == "__main__":
    main()
