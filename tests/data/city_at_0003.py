"""Writes `city_at_0003.jsonl.xz`: a small part of the invented demo city, as the program kept it at
revision 0003, with a row in every table.

It runs with the program of that time, not with today's, whose names its imports must not follow:

    git worktree add /tmp/then 6e469cc
    cd /tmp/then
    PYTHONPATH=. python "$HERE/city_at_0003.py" "$HERE/city_at_0003.jsonl.xz"
"""

import lzma
import sqlite3
import sys
import tempfile
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from neighbourhood import clock
from neighbourhood.database import Base, begin, commit
from neighbourhood.database.copy import lines
from neighbourhood.people.models import Person
from neighbourhood.people.queries import actor_by_id
from neighbourhood.people.rules import TryKeys
from neighbourhood.people.services.links import Ask, ask_for_link
from neighbourhood.people.services.sign_ups import Wish, ask_to_sign_up
from neighbourhood.people.services.tries import count_try
from neighbourhood.permissions import ANONYMOUS
from neighbourhood.projects import queries as projects
from neighbourhood.projects.services.special_rules import set_special_rules
from neighbourhood.rounds.models import Round
from neighbourhood.rounds.special import Special
from tests.databases import build_demo, make_app

#: A count of a real vote, a committee's publication, an open vote, a round before its vote, and
#: one with a moved date.
ROUNDS = (
    "toulouse-2022-cartoucherie",
    "agir-2026-jolimont",
    "district-2026-borderouge",
    "agir-2026-bagatelle",
    "district-2026-minimes",
)
#: The trail is a chain, so only its beginning can be taken.
TRAIL_ENTRIES = 40
MESSAGES_OF_A_KIND = 2


def fill_what_the_demo_leaves_empty(session: Session) -> None:
    """Let somebody sign up, ask for a link and mistype a password, and set special rules."""
    now = clock.now()
    ask_to_sign_up(
        session,
        Wish("Nour"),
        Ask("nour@example.org", "fr", "0" * 64),
        actor=ANONYMOUS,
        now=now,
    )
    resident = session.scalars(select(Person).where(Person.demo_part == "resident")).one()
    ask_for_link(session, Ask(resident.email or "", "fr", "1" * 64), actor=ANONYMOUS, now=now)
    keys = TryKeys(pair="2" * 64, address="3" * 64)
    count_try(session, keys, actor=ANONYMOUS, now=now)
    staff = session.scalars(select(Person).where(Person.demo_part == "staff")).one()
    round_ = session.scalars(select(Round).where(Round.slug == "agir-2026-bagatelle")).one()
    first, second, third, fourth = projects.projects_in_state(session, round_.id, ("feasible",))[:4]
    rules = Special(
        conflicts=((first.reference, second.reference),),
        limits=((first.category.slug, round_.fund.amount // 2),),
        beforehand=(third.reference,),
        elsewhere=(fourth.reference,),
        payer="Arrondissement",
    )
    set_special_rules(
        session,
        round_,
        rules,
        known=projects.special_rules(session, round_.id).fingerprint,
        actor=actor_by_id(session, staff.id, now=now)[0],
        now=now,
    )


def take_away_the_rest(connection: sqlite3.Connection) -> None:
    """Delete what is not needed; the triggers that would refuse it go first."""
    triggers = connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
    for (name,) in triggers.fetchall():
        connection.execute(f'DROP TRIGGER "{name}"')
    slugs = ", ".join(f"'{slug}'" for slug in ROUNDS)
    connection.execute(f"DELETE FROM rounds WHERE slug NOT IN ({slugs})")
    connection.execute(f"DELETE FROM trail_entries WHERE id > {TRAIL_ENTRIES}")
    connection.execute(
        "DELETE FROM messages WHERE id NOT IN (SELECT id FROM (SELECT id, row_number() OVER "
        f"(PARTITION BY kind ORDER BY id) AS n FROM messages) WHERE n <= {MESSAGES_OF_A_KIND})"
    )
    connection.execute(
        "DELETE FROM neighbourhoods WHERE id NOT IN (SELECT neighbourhood_id FROM rounds)"
    )
    delete_orphans(connection)
    connection.execute(
        "DELETE FROM residencies WHERE id NOT IN (SELECT r.id FROM residencies r JOIN people p ON "
        "p.id = r.person_id WHERE p.demo_part IS NOT NULL OR p.id IN (SELECT author_id FROM "
        "projects))"
    )
    connection.execute(f"DELETE FROM people WHERE {nobody_names_them()}")
    delete_orphans(connection)


def delete_orphans(connection: sqlite3.Connection) -> None:
    """Delete rows whose parents are gone, parents first."""
    for table in Base.metadata.sorted_tables:
        for key in table.foreign_key_constraints:
            here = [f'"{table.name}"."{column.name}"' for column in key.columns]
            there = [f'parent."{element.column.name}"' for element in key.elements]
            is_given = " AND ".join(f"{column} IS NOT NULL" for column in here)
            is_same = " AND ".join(
                f"{one} = {other}" for one, other in zip(here, there, strict=True)
            )
            connection.execute(
                f'DELETE FROM "{table.name}" WHERE {is_given} AND NOT EXISTS '
                f'(SELECT 1 FROM "{key.referred_table.name}" parent WHERE {is_same})'
            )


def nobody_names_them() -> str:
    """Return the condition for people who play no part and whom no row names."""
    columns = [
        (table.name, column.name)
        for table in Base.metadata.sorted_tables
        for column in table.columns
        if column.name in {"person_id", "author_id", "actor_id"}
        or column.name.endswith(("_by_id", "_holder_id"))
    ]
    named = " UNION ".join(
        f'SELECT "{column}" FROM "{table}" WHERE "{column}" IS NOT NULL'
        for table, column in columns
    )
    return f"demo_part IS NULL AND id NOT IN ({named})"


def write(target: Path) -> None:
    """Build the demo city, make it small, and write its rows."""
    folder = Path(tempfile.mkdtemp(prefix="city-"))
    build_demo(folder)
    app = make_app(f"sqlite:///{folder / 'city.db'}", folder)
    with app.app_context():
        session: Session = app.extensions["sqlalchemy"].session()
        begin(session, is_read_only=False)
        fill_what_the_demo_leaves_empty(session)
        commit(session)
        session.close()
        app.extensions["sqlalchemy"].engine.dispose()
        with sqlite3.connect(folder / "city.db") as connection:
            take_away_the_rest(connection)
        rows = list(lines(session))
    target.write_bytes(lzma.compress("\n".join(rows).encode(), preset=9 | lzma.PRESET_EXTREME))


if __name__ == "__main__":
    write(Path(sys.argv[1]))
