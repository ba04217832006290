"""The engine on SQLite and PostgreSQL, with the durability a vote asks for."""

from pathlib import Path
from typing import Any

from flask import Flask
from flask_migrate import Migrate
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import Connection, event
from sqlalchemy.engine import Engine, make_url

from neighbourhood.database.base import Base
from neighbourhood.settings import ROOT

db = SQLAlchemy(model_class=Base, session_options={"autoflush": True, "expire_on_commit": False})
migrate = Migrate()

SQLITE_PRAGMAS = (
    # Readers do not wait for the one who writes.
    "PRAGMA journal_mode = WAL",
    # With a write-ahead log, only this keeps an acknowledged vote through a power cut.
    "PRAGMA synchronous = FULL",
    "PRAGMA foreign_keys = ON",
    # Milliseconds to wait for another writer before giving up.
    "PRAGMA busy_timeout = 15000",
    # Negative: kibibytes, not pages.
    "PRAGMA cache_size = -16000",
)


def init_database(app: Flask, database_url: str) -> None:
    """Bind the database to the application and set each new connection up."""
    url = make_url(database_url)
    if url.get_backend_name() == "sqlite" and url.database:
        Path(url.database).parent.mkdir(parents=True, exist_ok=True)
    app.config["SQLALCHEMY_DATABASE_URI"] = url
    app.config["SQLALCHEMY_ENGINE_OPTIONS"] = engine_options(url.get_backend_name())
    db.init_app(app)
    migrate.init_app(app, db, directory=str(ROOT / "migrations"))
    with app.app_context():
        prepare_engine(db.engine)


def engine_options(backend: str) -> dict[str, object]:
    """Return the engine's options; statements never show their parameters in errors or logs."""
    # Parameters hold ballots, tokens and addresses; an error in a log must show none of them.
    options: dict[str, object] = {"hide_parameters": True}
    if backend == "sqlite":
        return options | {"connect_args": {"timeout": 15, "check_same_thread": False}}
    # Asked before each use: after a restart of the database the pool holds dead connections.
    return options | {"pool_pre_ping": True, "pool_size": 8, "max_overflow": 8}


def prepare_engine(engine: Engine) -> None:
    """Let SQLite begin as the transaction asks, with its pragmas set; PostgreSQL needs nothing."""
    if engine.dialect.name != "sqlite":
        return
    event.listen(engine, "connect", _set_pragmas)
    event.listen(engine, "begin", _begin_sqlite)


def _set_pragmas(connection: Any, _record: object) -> None:
    # The driver must not begin transactions by itself: `_begin_sqlite` says which kind.
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in SQLITE_PRAGMAS:
        cursor.execute(pragma)
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    is_read_only = connection.get_execution_options().get("is_read_only", False)
    cursor = connection.connection.cursor()
    # A writer takes the lock at once: one who read first and wrote later could be refused it.
    cursor.execute(f"PRAGMA query_only = {'ON' if is_read_only else 'OFF'}")
    cursor.execute("BEGIN" if is_read_only else "BEGIN IMMEDIATE")
    cursor.close()
