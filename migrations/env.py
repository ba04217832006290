"""How Alembic runs here: on the application's own engine, all models known."""

from collections.abc import Iterable

from alembic import context
from alembic.operations.ops import MigrationScript
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import current_app
from sqlalchemy import Connection

from neighbourhood.database import Base, db, is_described


def number_next(
    _context: MigrationContext, _revision: object, scripts: Iterable[MigrationScript]
) -> None:
    """Give a new revision the next number, so that the folder reads in order."""
    head = ScriptDirectory.from_config(context.config).get_current_head()
    for script in scripts:
        script.rev_id = f"{int(head or 0) + 1:04}"


def _hold_to_foreign_keys(connection: Connection, *, is_on: bool) -> None:
    """Switch SQLite's foreign keys: it rewrites a table by dropping the one that others refer to.

    Within a transaction the switch would do nothing, so it goes past SQLAlchemy, which begins one.
    """
    if connection.dialect.name == "sqlite":
        raw = connection.connection.dbapi_connection
        raw.execute(f"PRAGMA foreign_keys = {'ON' if is_on else 'OFF'}")


def run() -> None:
    """Migrate the application's database inside one transaction."""
    with db.engine.connect() as connection:
        _hold_to_foreign_keys(connection, is_on=False)
        context.configure(
            connection=connection,
            target_metadata=Base.metadata,
            include_name=is_described,
            process_revision_directives=number_next,
            **current_app.extensions["migrate"].configure_args,
        )
        with context.begin_transaction():
            context.run_migrations()
        connection.commit()
        _hold_to_foreign_keys(connection, is_on=True)


run()
