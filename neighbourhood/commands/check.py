"""`neighbourhood check`: configuration, database, migrations, mail, languages, keys and the
trail.
"""

import sys
from collections.abc import Callable
from pathlib import Path

import click
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import current_app
from flask.cli import with_appcontext
from sqlalchemy import select
from sqlalchemy.orm import Session

from neighbourhood.database import begin, db
from neighbourhood.database.queries import weak_durability
from neighbourhood.languages import catalogues
from neighbourhood.outbox.queries import count_failed
from neighbourhood.places.queries import the_city
from neighbourhood.rounds.models import Round
from neighbourhood.settings import ROOT, Settings
from neighbourhood.trail.queries import broken_links


@click.command()
@with_appcontext
def check() -> None:
    """Say what is wrong, line by line; exit 1 if anything is."""
    session = db.session()
    begin(session, is_read_only=True)
    problems = [f"{name}: {problem}" for name, ask in CHECKS.items() for problem in ask(session)]
    for problem in problems:
        click.echo(problem, err=True)
    click.echo(f"{len(CHECKS)} checks, {len(problems)} problems.")
    sys.exit(1 if problems else 0)


def _settings() -> Settings:
    settings: Settings = current_app.extensions["settings"]
    return settings


def _migrations(session: Session) -> list[str]:
    head = ScriptDirectory(str(ROOT / "migrations")).get_current_head()
    current = MigrationContext.configure(session.connection()).get_current_revision()
    return (
        []
        if head == current
        else [f"the database is at {current}, the program at {head}; run db upgrade."]
    )


def _demo(session: Session) -> list[str]:
    city = the_city(session)
    if city is None or not city.is_demo or _settings().is_on_loopback:
        return []
    return [
        (
            "this is a demo city, where everybody may be anybody, but PUBLIC_URL is not on this "
            "machine."
        )
    ]


def _keys(session: Session) -> list[str]:
    settings, found = _settings(), []
    mode = settings.key_directory.stat().st_mode & 0o077 if settings.key_directory.exists() else 0
    if mode:
        found.append("KEY_DIRECTORY can be read by others on this machine.")
    for round_ in session.scalars(
        select(Round).where(Round.key_id.is_not(None)).order_by(Round.id)
    ):
        has_file = any(settings.key_directory.glob(f"*{round_.key_id}*"))
        if round_.sealed_at and has_file:
            found.append(f"{round_.slug} is sealed but its key still exists.")
        if not round_.sealed_at and not has_file:
            found.append(f"{round_.slug} is open but its key is missing.")
        if round_.alarm:
            found.append(f"{round_.slug} raised the alarm {round_.alarm}.")
    return found


def _mail(session: Session) -> list[str]:
    url = _settings().mail_url
    if url.startswith("file:") and not Path(url.removeprefix("file:")).parent.exists():
        return [f"the folder of MAIL_URL {url} cannot be made."]
    stuck = count_failed(session)
    return [f"{stuck} messages could not be delivered."] if stuck else []


def _languages(_session: Session) -> list[str]:
    # A language in preparation may be as far as it likes: nobody sees it.
    return [
        f"{row.language}/{row.domain} lacks {row.messages - row.translated} of {row.messages} "
        "messages."
        for row in catalogues.report()
        if row.state == "offered" and row.translated < row.messages
    ]


def _trail(session: Session) -> list[str]:
    return [f"entry {number} does not match the chain." for number in broken_links(session)]


CHECKS: dict[str, Callable[[Session], list[str]]] = {
    "durability": weak_durability,
    "migrations": _migrations,
    "demo": _demo,
    "keys": _keys,
    "mail": _mail,
    "languages": _languages,
    "trail": _trail,
}
