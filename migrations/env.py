"""How Alembic runs here: on the application's own engine, all models known."""

from alembic import context
from flask import current_app

from neighbourhood.database import Base, db


def run() -> None:
    """Migrate the application's database inside one transaction."""
    with db.engine.connect() as connection:
        if connection.dialect.name == "sqlite":
            connection.exec_driver_sql("PRAGMA foreign_keys = OFF")
        context.configure(
            connection=connection,
            target_metadata=Base.metadata,
            **current_app.extensions["migrate"].configure_args,
        )
        with context.begin_transaction():
            context.run_migrations()
        connection.commit()


run()
