"""Tables come about by migrations alone, and equal the models, on both databases."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import Flask
from sqlalchemy import JSON, MetaData, Table, column, create_engine, insert, select, table, text
from sqlalchemy.exc import IntegrityError

from neighbourhood.database import Base, db, is_described
from tests.conftest import CLUSTER
from tests.contracts.sources import ROOT, remedy
from tests.databases import migrate


def test_migrated_tables_equal_the_models(app: Flask) -> None:
    with app.app_context(), db.engine.connect() as connection:
        differences = compare_metadata(
            MigrationContext.configure(
                connection, opts={"compare_type": True, "include_name": is_described}
            ),
            Base.metadata,
        )
    assert not differences, remedy(
        "Models and migrations differ. Run `neighbourhood db revision --autogenerate -m '…'` and "
        "read what it wrote:",
        differences,
    )


def test_there_is_one_head() -> None:
    heads = ScriptDirectory(str(ROOT / "migrations")).get_heads()
    assert len(heads) == 1, remedy(
        "Two revisions stand on the same one. Give the later one the next number and let its "
        "down_revision name the other:",
        heads,
    )


def test_nothing_goes_back() -> None:
    going_back = [
        path.name
        for path in (ROOT / "migrations" / "versions").glob("*.py")
        if "def downgrade" in path.read_text(encoding="utf-8")
    ]
    assert not going_back, remedy(
        "A backup is the way back; take `downgrade` out of these revisions:", going_back
    )


#: A round with two projects, as far as the tables of revision 0002 ask for more than emptiness.
EARLIER: dict[str, list[dict[str, object]]] = {
    "neighbourhoods": [{"id": 1}],
    "editions": [
        {
            "id": 1,
            "decided_by": "vote",
            "ballot_kind": "approval",
            "least_choices": 2,
            "most_choices": 4,
            "published_ballots": "ballots",
        }
    ],
    "rounds": [{"id": 1, "edition_id": 1, "neighbourhood_id": 1}],
    "categories": [{"id": 1, "name": {"polish": "Zieleń", "en": "Green"}}],
    "projects": [
        {
            "id": number,
            "round_id": 1,
            "number": number,
            "reference": str(number),
            "state": "feasible",
            "title": "Łódź",
            "language": "polish",
            "cost": 100,
            "carried_by": "resident",
        }
        for number in (1, 2)
    ],
}
EMPTY: dict[type, object] = {
    str: "",
    int: 0,
    bool: False,
    dict: {},
    object: {},
    float: 0.0,
    datetime: datetime(2026, 1, 1, tzinfo=UTC),
}


def test_special_rules_join_projects_that_were_there_before(
    backend: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    worker = getattr(request.config, "workerinput", {}).get("workerid", "main")
    url = (
        f"sqlite:///{tmp_path / 'old.db'}"
        if backend == "sqlite"
        else request.config.stash[CLUSTER].create(f"neighbourhood_{worker}_migrate_test")
    )
    migrate(url, "0002")
    engine, tables = create_engine(url), MetaData()
    tables.reflect(engine)
    with engine.begin() as connection:
        for name, rows in EARLIER.items():
            connection.execute(
                insert(tables.tables[name]), [filled(tables.tables[name], row) for row in rows]
            )
    migrate(url)
    with engine.begin() as connection:
        if backend == "sqlite":
            connection.exec_driver_sql("PRAGMA foreign_keys = ON")
        assert connection.execute(text("SELECT id, cost FROM projects ORDER BY id")).all() == [
            (1, 100),
            (2, 100),
        ]
        # Words by which files named their languages became codes, and titles can be searched.
        assert (
            connection.execute(text("SELECT language, search_text FROM projects")).all()
            == [("pl", "lodz\n\n\n")] * 2
        )
        names = connection.execute(select(column("name", JSON)).select_from(table("categories")))
        assert names.scalars().all() == [{"pl": "Zieleń", "en": "Green"}]
        ballots = connection.execute(select(column("ballot", JSON)).select_from(table("editions")))
        assert ballots.scalars().all() == [
            {
                "kind": "approval",
                "limits": {"least_choices": 2, "most_choices": 4},
                "blank": True,
            }
        ]
        connection.execute(
            text(
                "INSERT INTO conflicting_projects (round_id, number, project_id) VALUES (1, 1, "
                "1), (1, 1, 2)"
            )
        )
        connection.execute(
            text(
                "INSERT INTO category_limits (round_id, category_id, amount) VALUES (1, 1, "
                "10000000000)"
            )
        )
        connection.execute(
            text(
                "INSERT INTO projects_funded_beforehand (project_id, round_id, payer) VALUES (1, "
                "1, '')"
            )
        )
    with pytest.raises(IntegrityError), engine.begin() as connection:
        if backend == "sqlite":
            connection.exec_driver_sql("PRAGMA foreign_keys = ON")
        connection.execute(
            text(
                "INSERT INTO projects_funded_beforehand (project_id, round_id, payer) VALUES (2, "
                "7, '')"
            )
        )
    engine.dispose()


def filled(table: Table, row: dict[str, object]) -> dict[str, object]:
    """Return the row with something empty in each column that must hold a value."""
    return {
        column.name: EMPTY[column.type.python_type]
        for column in table.columns
        if not column.nullable
    } | row


#: By these the database keeps the index of what projects say.
TRIGGERS = {
    "sqlite": {"projects_grams_insert", "projects_grams_update", "projects_grams_delete"},
    "postgresql": {"projects_grams", "projects_grams_truncate"},
}


def test_projects_keep_the_triggers_of_their_search(app: Flask, backend: str) -> None:
    question = (
        "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'projects'"
        if backend == "sqlite"
        else "SELECT tgname FROM pg_trigger WHERE tgrelid = 'projects'::regclass"
    )
    with app.app_context(), db.engine.connect() as connection:
        lost = TRIGGERS[backend] - set(connection.execute(text(question)).scalars())
    assert not lost, remedy(
        "SQLite drops the triggers of a table that `batch_alter_table` builds again. A revision "
        "after 0023 that does so with `projects` has to make them again as 0023 does:",
        lost,
    )
