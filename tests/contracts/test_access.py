"""Who may open what: every route with one exact answer for each kind of person, written by hand in
access.txt.
"""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from itsdangerous import URLSafeTimedSerializer
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from neighbourhood.database import db
from neighbourhood.people.models import Person
from tests import routes
from tests.contracts.sources import remedy
from tests.databases import TestDatabase, fast_folder, make_app

TABLE = Path(__file__).with_name("access.txt")
pytestmark = pytest.mark.xdist_group("demo")
Row = tuple[str, str]


def read_table() -> tuple[list[str], dict[Row, list[str]]]:
    """Return the kinds of people and {(method, endpoint): answers}."""
    lines = [
        line.split()
        for line in TABLE.read_text(encoding="utf-8").splitlines()
        if line.strip() and not line.startswith("#")
    ]
    return lines[0][2:], {(line[0], line[1]): line[2:] for line in lines[1:]}


KINDS, EXPECTED = read_table()


class Walker:
    """One person after another at the door of every route; each try has a fresh copy of the
    city.
    """

    def __init__(self, template: Path, folder: Path) -> None:
        self.template, self.file = template / "city.db", folder / "city.db"
        shutil.copy(self.template, self.file)
        for name in ("keys", "sealed"):
            shutil.copytree(template / name, folder / name, dirs_exist_ok=True)
        self.app: Flask = make_app(f"sqlite:///{self.file}", folder)
        with self.app.app_context():
            session: Session = db.session()
            self.people = {
                p.demo_part: f"{p.id}.{p.sign_in_epoch}"
                for p in session.scalars(select(Person).where(Person.demo_part.is_not(None)))
            }
            self.addresses = [
                (rule, routes.address(self.app, session, rule)) for rule in routes.rules(self.app)
            ]
            db.session.remove()

    def fresh(self) -> None:
        """Undo what was done."""
        with self.app.app_context():
            db.engine.dispose()
        TestDatabase.forget(self.app)
        for ending in ("", "-wal", "-shm"):
            Path(f"{self.file}{ending}").unlink(missing_ok=True)
        shutil.copy(self.template, self.file)

    def status(self, method: str, address: str, kind: str) -> str:
        """Return the answer's status; a way to the sign-in page is written as `in`."""
        answer = self.answer(method, address, kind)
        return (
            "in"
            if re.search(r"/sign-in/(\?|$)", answer.headers.get("Location", ""))
            else str(answer.status_code)
        )

    def answer(self, method: str, address: str, kind: str) -> TestResponse:
        """Return what a kind of person gets."""
        client = self.app.test_client()
        with client.session_transaction() as cookie:
            cookie["csrf_token"] = "a" * 40
            if kind != "visitor":
                cookie["_user_id"] = self.people[kind]
        token = URLSafeTimedSerializer(self.app.secret_key or "", salt="wtf-csrf-token").dumps(
            "a" * 40
        )
        return client.open(
            address, method=method, data={"csrf_token": token} if method == "POST" else None
        )


@pytest.fixture(scope="module")
def walker(demo_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Walker]:
    """Return the one who walks."""
    yield Walker(demo_template, fast_folder(tmp_path_factory, "walker"))


def test_every_route_answers_everybody_as_written(walker: Walker) -> None:
    found: dict[Row, list[str]] = {}
    for rule, address in walker.addresses:
        for method in sorted((rule.methods or set()) & {"GET", "POST"}):
            walker.fresh()
            found[method, rule.endpoint] = []
            for kind in KINDS:
                found[method, rule.endpoint].append(walker.status(method, address, kind))
                if method == "POST":
                    walker.fresh()
    wrong = {
        row: (answers, EXPECTED.get(row))
        for row, answers in found.items()
        if answers != EXPECTED.get(row)
    }
    assert not wrong, remedy(
        "These answers differ from the rows of access.txt, or have none. Change the permission, or "
        "write by hand what each kind of person shall get:",
        [
            f"{method:6} {endpoint:28} {' '.join(answers)}   (written: {expected or 'no row'})"
            for (method, endpoint), (answers, expected) in wrong.items()
        ],
    )
    idle = set(EXPECTED) - set(found)
    assert not idle, remedy("No route is called so; take these rows out of access.txt:", idle)
