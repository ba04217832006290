"""The demo city, built once, read by every test of this folder and copied for those that
change it.
"""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from neighbourhood.database import db
from tests.databases import make_app
from tests.visitor import Visitor


@pytest.fixture(scope="session")
def city_folder(demo_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a copy of the demo city's files."""
    folder = tmp_path_factory.mktemp("city")
    shutil.copytree(demo_template, folder, dirs_exist_ok=True)
    return folder


@pytest.fixture(scope="session")
def city_app(city_folder: Path) -> Flask:
    """Return the application on the demo city."""
    return make_app(f"sqlite:///{city_folder / 'city.db'}", city_folder)


@pytest.fixture
def town(city_app: Flask) -> Iterator[Session]:
    """Return a session on the demo city; what a test changes is undone."""
    with city_app.app_context():
        yield db.session()
        db.session.rollback()


@pytest.fixture
def player(city_app: Flask, town: Session) -> Visitor:
    """Return a reader of the demo city."""
    return Visitor(city_app, town)
