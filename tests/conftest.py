"""What every test stands on: one PostgreSQL cluster a run, one database a worker and backend,
emptied before each test.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from neighbourhood.comparisons.process import run
from neighbourhood.database import db
from neighbourhood.languages.catalogues import offered_catalogues
from neighbourhood.languages.known import translated_share
from tests.databases import Cluster, TestDatabase, build_demo, fast_folder, make_app
from tests.visitor import Visitor

CLUSTER = pytest.StashKey[Cluster]()


def pytest_configure(config: pytest.Config) -> None:
    """Name the cluster; it starts when the first test asks for it."""
    shared = getattr(config, "workerinput", {}).get("cluster")
    config.stash[CLUSTER] = Cluster(shared_url=shared)


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: object) -> None:
    """Let the workers of a parallel run share one cluster."""
    node.workerinput["cluster"] = node.config.stash[CLUSTER].url()  # type: ignore[attr-defined]


def pytest_unconfigure(config: pytest.Config) -> None:
    """Stop the cluster this process has started."""
    config.stash[CLUSTER].stop()


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say where the languages on offer lack something; it fails a release, not a run of tests."""
    lacking = [
        f"{catalogue.language.code}/{catalogue.domain}"
        for catalogue in offered_catalogues()
        if translated_share(catalogue.language.code, domain=catalogue.domain) < 1
    ]
    if lacking:
        terminalreporter.write_line(
            f"untranslated messages in {', '.join(lacking)}: `neighbourhood languages check`"
        )


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run what touches the database on both, but pages on SQLite alone unless a test asks
    otherwise.
    """
    if "backend" not in metafunc.fixturenames:
        return
    only = metafunc.definition.get_closest_marker("backend")
    is_page = "visitor" in metafunc.fixturenames
    backends = list(only.args) if only else ["sqlite"] if is_page else ["sqlite", "postgresql"]
    metafunc.parametrize("backend", backends, scope="session")


@pytest.fixture(scope="session", autouse=True)
def own_lock(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Let this worker's comparisons of rules wait for none of another worker's, as those of another
    server do not.
    """
    run.LOCK_FILE = tmp_path_factory.mktemp("comparing") / "comparison.lock"


@pytest.fixture(scope="session")
def backend(request: pytest.FixtureRequest) -> str:
    """Return which database a test runs on."""
    return str(request.param)


@pytest.fixture(scope="session")
def database(
    request: pytest.FixtureRequest, backend: str, tmp_path_factory: pytest.TempPathFactory
) -> TestDatabase:
    """Return this worker's migrated database of the backend."""
    worker = getattr(request.config, "workerinput", {}).get("workerid", "main")
    return TestDatabase.of(backend, request.config.stash[CLUSTER], worker, tmp_path_factory)


@pytest.fixture(scope="session")
def built_app(database: TestDatabase, tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """Return the application on that database."""
    return make_app(database.url, tmp_path_factory.mktemp("instance"))


@pytest.fixture
def app(built_app: Flask, database: TestDatabase) -> Iterator[Flask]:
    """Return the application with an empty database and nothing kept in memory."""
    with built_app.app_context():
        database.empty(db.engine)
    database.forget(built_app)
    yield built_app


@pytest.fixture
def session(app: Flask) -> Iterator[Session]:
    """Return a database session for services."""
    with app.app_context():
        yield db.session()
        db.session.rollback()


@pytest.fixture
def visitor(app: Flask, session: Session) -> Visitor:
    """Return a reader who checks every page they fetch."""
    return Visitor(app, session)


@pytest.fixture(scope="session")
def demo_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the demo city's database, keys and sealed files, built once."""
    folder = fast_folder(tmp_path_factory, "demo")
    build_demo(folder)
    return folder
