"""`neighbourhood check`: configuration, database, migrations, mail, languages, keys, the trail, the
money and the uploads.
"""

import sys
from collections.abc import Callable
from pathlib import Path

import click
from flask.cli import with_appcontext
from sqlalchemy.orm import Session

from neighbourhood import clock
from neighbourhood.ballots.queries import over_with_key, rounds_with_key
from neighbourhood.ballots.vault.installed import key_ring
from neighbourhood.commands.money import money_problems
from neighbourhood.database import begin, db
from neighbourhood.database.queries import weak_durability, why_not_ready
from neighbourhood.languages import catalogues, offered_languages
from neighbourhood.outbox.queries import count_failed
from neighbourhood.places.queries import the_city
from neighbourhood.projects.queries import needed_keys
from neighbourhood.trail.queries import broken_links, first_link
from neighbourhood.web.installation import the_settings, the_uploads


@click.command()
@with_appcontext
def check() -> None:
    """Say what is wrong, line by line; exit 1 if anything is."""
    session = db.session()
    begin(session, is_read_only=True)
    # The other questions ask for tables as they are today.
    checks = {"migrations": _migrations} if _migrations(session) else CHECKS
    problems = [f"{name}: {problem}" for name, ask in checks.items() for problem in ask(session)]
    for problem in problems:
        click.echo(problem, err=True)
    click.echo(f"{len(checks)} checks, {len(problems)} problems.")
    sys.exit(1 if problems else 0)


def _migrations(session: Session) -> list[str]:
    why = why_not_ready(session)
    return [why] if why else []


def _demo(session: Session) -> list[str]:
    city = the_city(session)
    if city is None or not city.is_demo or the_settings().is_on_loopback:
        return []
    return [
        "this is a demo city, where everybody may be anybody, but PUBLIC_URL is not on this "
        "machine."
    ]


def _keys(session: Session) -> list[str]:
    ring = key_ring()
    problems = []
    if ring.directory.exists() and ring.directory.stat().st_mode & 0o077:
        problems.append("KEY_DIRECTORY can be read by others on this machine.")
    # A key may outlive its round in two ways: as a file, or as a destruction that nobody noted.
    not_destroyed = {round_.id for round_ in over_with_key(session)}
    for round_ in rounds_with_key(session):
        has_file = ring.holds(round_.key_id)
        is_over = round_.sealed_at is not None or round_.ended_as is not None
        if is_over and (has_file or round_.id in not_destroyed):
            problems.append(f"{round_.slug} is over but its key still exists.")
        if not is_over and not has_file:
            problems.append(f"{round_.slug} is open but its key is missing.")
        if not is_over and has_file and not ring.is_sound(round_.key_id, round_.key_fingerprint):
            problems.append(f"{round_.slug} is open but the file of its key holds another key.")
        if round_.alarm:
            problems.append(f"{round_.slug} raised the alarm {round_.alarm}.")
    return problems


def _mail(session: Session) -> list[str]:
    url = the_settings().mail_url
    if url.startswith("file:") and not Path(url.removeprefix("file:")).parent.exists():
        return [f"the folder of MAIL_URL {url} cannot be made."]
    stuck = count_failed(session)
    return [f"{stuck} messages could not be delivered."] if stuck else []


def _languages(session: Session) -> list[str]:
    city = the_city(session)
    offered = {language.code for language in offered_languages()}
    not_offered = [code for code in city.languages if code not in offered] if city else []
    problems = [f"the city has chosen {code}, which is not offered here." for code in not_offered]
    # A language in preparation may be as far as it likes: nobody sees it.
    return problems + [
        f"{row.language}/{row.domain} lacks {row.messages - row.translated} of {row.messages} "
        "messages."
        for row in catalogues.report()
        if row.state == "offered" and row.translated < row.messages
    ]


def _trail(session: Session) -> list[str]:
    return [f"entry {number} does not match the chain." for number in broken_links(session)]


def _money(session: Session) -> list[str]:
    return list(money_problems(session))


def _uploads(session: Session) -> list[str]:
    store, needed = the_uploads(), needed_keys(session)
    problems = store.problems()
    if needed and not store.is_ours(first_link(session)):
        problems.append(f"{store.folder} belongs to another database.")
    lost = len(needed - store.keys())
    if lost:
        problems.append(f"{lost} pictures or documents have lost their file in {store.folder}.")
    left = store.left_over(needed, now=clock.now())
    if left:
        problems.append(f"{left} files in {store.folder} belong to nothing: is the worker running?")
    return problems


CHECKS: dict[str, Callable[[Session], list[str]]] = {
    "durability": weak_durability,
    "migrations": _migrations,
    "demo": _demo,
    "keys": _keys,
    "mail": _mail,
    "languages": _languages,
    "trail": _trail,
    "uploads": _uploads,
    "money": _money,
}
