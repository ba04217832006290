"""A city that an earlier version filled comes to today's tables with all that is in it."""

import base64
import json
import lzma
from collections import Counter
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from flask import Flask
from sqlalchemy import Connection, MetaData, Table, create_engine, func, inspect, select, text
from sqlalchemy.exc import DatabaseError
from sqlalchemy.orm import Session, undefer

from neighbourhood.commands.recount import recount
from neighbourhood.database import Base, db
from neighbourhood.folding import folded
from neighbourhood.projects.models import Project
from neighbourhood.rounds.models import Fund, Round
from neighbourhood.trail.queries import broken_links
from tests.conftest import CLUSTER
from tests.contracts.sources import ROOT, remedy
from tests.databases import fast_folder, make_app, migrate

#: One worker fills and migrates it for all of these tests.
pytestmark = pytest.mark.xdist_group("filled")
REVISION = "0003"
CITY = ROOT / "tests" / "data" / "city_at_0003.jsonl.xz"
#: Statements that a trigger or a constraint of the database has to refuse.
FORBIDDEN = (
    "UPDATE trail_entries SET act = 'nothing'",
    "DELETE FROM trail_entries",
    "UPDATE trail_payloads SET salt = ''",
    "UPDATE fund_entries SET amount = 1",
    "DELETE FROM fund_entries",
    "DELETE FROM project_versions",
    "UPDATE publications SET result_json = ''",
    "DELETE FROM publications",
    "UPDATE frozen_rules SET digest = ''",
    "DELETE FROM sealed_ballots",
    "DELETE FROM receipt_hashes",
    "UPDATE rounds SET sealed_at = NULL WHERE sealed_at IS NOT NULL",
    "UPDATE funds SET allocated = amount + 1",
)
#: Tables that have another name today.
RENAMED = {"neighbourhoods": "places"}
READERS = {
    "bytes": base64.b64decode,
    "instant": datetime.fromisoformat,
    "day": date.fromisoformat,
    "json": lambda value: value,
}


def kept_rows() -> dict[str, list[dict[str, Any]]]:
    """Return the rows of the earlier city by table, parents before children."""
    rows: dict[str, list[dict[str, Any]]] = {}
    for line in lzma.decompress(CITY.read_bytes()).decode().splitlines():
        entry = json.loads(line)
        row = {name: value_of(value) for name, value in entry["row"].items()}
        rows.setdefault(entry["table"], []).append(row)
    rows["neighbourhoods"] += left_out_neighbourhoods(rows)
    return rows


def left_out_neighbourhoods(rows: dict[str, list[dict[str, Any]]]) -> list[dict[str, Any]]:
    """Return the neighbourhoods in which people of the kept part live, and which it left out: at
    that revision no constraint missed them.
    """
    one = rows["neighbourhoods"][0]
    known = {row["id"] for row in rows["neighbourhoods"]}
    pointed_at = {
        row["neighbourhood_id"] for table in ("residencies", "given_roles") for row in rows[table]
    }
    return [
        one | {"id": number, "slug": f"left-out-{number}"}
        for number in sorted(pointed_at - known - {None})
    ]


def value_of(written: object) -> object:
    """Return a value of a row as Python knows it."""
    if not isinstance(written, dict):
        return written
    kind, content = next(iter(written.items()))
    return READERS[kind](content)


def put_in(connection: Connection, tables: dict[str, Table]) -> None:
    """Put the rows in; a round is sealed only after its ballots, as in life."""
    connection.execute(text("DELETE FROM data_versions"))
    rows = kept_rows()
    sealed = {row["id"]: row["sealed_at"] for row in rows["rounds"] if row["sealed_at"]}
    for name, listed in rows.items():
        table = tables[name]
        open_first = [row | {"sealed_at": None} if name == "rounds" else row for row in listed]
        connection.execute(table.insert(), open_first)
    rounds = tables["rounds"]
    for number, instant in sealed.items():
        connection.execute(rounds.update().where(rounds.c.id == number).values(sealed_at=instant))


@pytest.fixture(scope="module")
def migrated(
    backend: str, tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest
) -> Flask:
    """Return an application on a database that was filled at the earlier revision."""
    folder = fast_folder(tmp_path_factory, "filled")
    worker = getattr(request.config, "workerinput", {}).get("workerid", "main")
    url = (
        f"sqlite:///{folder / 'city.db'}"
        if backend == "sqlite"
        else request.config.stash[CLUSTER].create(f"neighbourhood_{worker}_filled_test")
    )
    migrate(url, REVISION)
    engine, earlier = create_engine(url), MetaData()
    earlier.reflect(engine)
    with engine.begin() as connection:
        put_in(connection, dict(earlier.tables))
        filled = {name: count(connection, table) for name, table in earlier.tables.items()}
    engine.dispose()
    empty = [name for name, number in filled.items() if not number]
    assert not empty, remedy("Let tests/data/city_at_0003.py fill these tables:", empty)
    try:
        migrate(url)
    except DatabaseError as error:
        pytest.fail(
            "A revision fails on a database that is full of rows; a column that must hold a value "
            f"needs a server_default. {error.orig}",
            pytrace=False,
        )
    return make_app(url, folder)


def count(connection: Connection, table: Table) -> int:
    """Return how many rows a table has."""
    return connection.execute(select(func.count()).select_from(table)).scalar_one()


def test_no_row_is_lost(migrated: Flask) -> None:
    earlier = Counter({RENAMED.get(name, name): len(rows) for name, rows in kept_rows().items()})
    with migrated.app_context(), db.engine.connect() as connection:
        names = set(inspect(connection).get_table_names())
        now = {
            name: connection.execute(text(f'SELECT count(*) FROM "{name}"')).scalar_one()
            for name in earlier
            if name in names
        }
    lost = {name: f"{number} rows, now {now.get(name)}" for name, number in earlier.items()}
    lost = {name: change for name, change in lost.items() if now.get(name) != earlier[name]}
    assert not lost, remedy("A revision lost rows; let it carry them over, in:", lost)


def test_every_model_reads_what_was_kept(migrated: Flask) -> None:
    unread = {}
    with migrated.app_context():
        for mapper in Base.registry.mappers:
            try:
                db.session.scalars(select(mapper.class_)).all()
            except (DatabaseError, LookupError, TypeError, ValueError) as error:
                unread[mapper.class_.__name__] = str(error).splitlines()[0]
                db.session.rollback()
        db.session.remove()
    assert not unread, remedy("Give new columns a value that these models can read:", unread)


def test_the_city_starts_with_a_licence_of_its_data(migrated: Flask) -> None:
    with migrated.app_context(), db.engine.connect() as connection:
        assert connection.execute(text("SELECT data_licence FROM cities")).scalar() == "CC-BY-4.0"


def test_search_finds_earlier_projects_by_todays_folding(migrated: Flask) -> None:
    with migrated.app_context():
        projects = db.session.scalars(select(Project).options(undefer(Project.search_text))).all()
        unlike = [one.id for one in projects if one.search_text.split("\n")[0] != folded(one.title)]
        db.session.remove()
    assert len(projects) == len(kept_rows()["projects"])
    assert not unlike, remedy("A revision has to fold these projects again:", unlike)


def test_publications_recount(migrated: Flask, tmp_path: Path) -> None:
    with migrated.app_context():
        slugs = db.session.scalars(
            text("SELECT slug FROM rounds WHERE id IN (SELECT round_id FROM publications)")
        ).all()
        db.session.remove()
    assert len(slugs) == 2
    for slug in slugs:
        answer = migrated.test_client().get(f"/en/rounds/{slug}/results/publication.zip")
        assert answer.status_code == 200
        file = tmp_path / f"{slug}.zip"
        file.write_bytes(answer.data)
        outcome = CliRunner().invoke(recount, [str(file)])
        assert outcome.exit_code == 0, f"{slug}: {outcome.output}"


def test_the_ledger_sums_to_the_totals(migrated: Flask) -> None:
    with migrated.app_context():
        session: Session = db.session()
        funds = session.scalars(select(Fund)).all()
        assert len(funds) == len(kept_rows()["funds"])
        wrong = {}
        for fund in funds:
            sums: Counter[str] = Counter()
            for entry in fund.entries:
                sums[entry.kind] += entry.amount
            totals = (
                sums["granted"],
                sums["allocated"] - sums["released"],
                sums["paid"] - sums["returned"],
            )
            if totals != (fund.amount, fund.allocated, fund.paid):
                wrong[fund.id] = f"entries {totals}, fund {fund.amount, fund.allocated, fund.paid}"
        db.session.remove()
    assert not wrong, remedy("A revision changed money; take it back, in the funds:", wrong)


def test_the_trail_still_holds(migrated: Flask) -> None:
    with migrated.app_context():
        broken = broken_links(db.session())
        db.session.remove()
    assert not broken, remedy("A revision touched the trail; leave alone its entries:", broken)


@pytest.mark.parametrize("statement", FORBIDDEN)
def test_records_stay_final(migrated: Flask, statement: str) -> None:
    with migrated.app_context(), db.engine.connect() as connection:
        with pytest.raises(DatabaseError, match=r"append-only|final|constraint"):
            connection.execute(text(statement))
        connection.rollback()


def test_a_round_and_its_pages_open(migrated: Flask) -> None:
    with migrated.app_context():
        slugs = db.session.scalars(select(Round.slug)).all()
        db.session.remove()
    client = migrated.test_client()
    shut = {
        slug: status
        for slug in slugs
        if (status := client.get(f"/en/rounds/{slug}/").status_code) != 200
    }
    assert not shut, remedy("These rounds of the earlier city cannot be shown:", shut)
