"""Questions to the database itself: how often have public data changed, does it keep what it has
acknowledged, is it migrated to this version.
"""

from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import select, text, update
from sqlalchemy.orm import Session

from neighbourhood.database.models import DataVersion
from neighbourhood.settings import ROOT


def data_version(session: Session) -> int:
    """Return the number that has grown with every public change."""
    return session.execute(select(DataVersion.number)).scalar() or 0


def note_public_change(session: Session) -> None:
    """Let pages that are kept in memory be told apart from those after this transaction."""
    session.execute(
        update(DataVersion)
        .values(number=DataVersion.number + 1)
        .execution_options(synchronize_session=False)
    )


def revision_of_database(session: Session) -> str | None:
    """Return the migration the database is at, None where it has had none."""
    return MigrationContext.configure(session.connection()).get_current_revision()


def revision_of_program() -> str | None:
    """Return the migration this program needs."""
    return ScriptDirectory(str(ROOT / "migrations")).get_current_head()


def why_not_ready(session: Session) -> str:
    """Return what keeps the program from working with this database, as a sentence for whoever
    runs it; "" where all is well.
    """
    current, head = revision_of_database(session), revision_of_program()
    if current is None:
        return "The database has no tables yet: run `neighbourhood db upgrade` first."
    if current != head:
        return (
            f"The database is at migration {current} and the program at {head}: run "
            "`neighbourhood db upgrade` first."
        )
    return ""


def weak_durability(session: Session) -> list[str]:
    """Return each setting under which a vote that was acknowledged could be lost in a power cut, as
    a line.
    """
    if session.get_bind().dialect.name == "sqlite":
        level = session.execute(text("PRAGMA synchronous")).scalar()
        return [] if level == 2 else [f"SQLite synchronous is {level}, not FULL."]
    shown = {
        name: session.execute(text(f"SHOW {name}")).scalar()
        for name in ("fsync", "synchronous_commit", "full_page_writes")
    }
    return [
        f"PostgreSQL's {name} is off: a vote that was acknowledged could be lost."
        for name, value in shown.items()
        if value == "off"
    ]
