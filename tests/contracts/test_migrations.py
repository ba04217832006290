"""Tables come about by migrations alone, and equal the models, on both databases."""

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import Flask

from neighbourhood.database import Base, db
from tests.contracts.sources import ROOT


def test_migrated_tables_equal_the_models(app: Flask) -> None:
    with app.app_context(), db.engine.connect() as connection:
        differences = compare_metadata(MigrationContext.configure(connection, opts={"compare_type": True}), Base.metadata)
    assert not differences


def test_there_is_one_head() -> None:
    assert len(ScriptDirectory(str(ROOT / "migrations")).get_heads()) == 1


def test_nothing_goes_back() -> None:
    for path in (ROOT / "migrations" / "versions").glob("*.py"):
        assert "def downgrade" not in path.read_text(encoding="utf-8")
