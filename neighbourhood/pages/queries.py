"""Questions that no single room can answer."""

from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from neighbourhood.database import begin
from neighbourhood.database.queries import weak_durability
from neighbourhood.settings import ROOT


def what_is_not_ready(session: Session) -> str:
    """Return what keeps the site from serving, as one line for whoever watches it; "" where all is
    well.
    """
    try:
        begin(session, is_read_only=True)
        present = MigrationContext.configure(session.connection()).get_current_heads()
        weak = weak_durability(session)
    except SQLAlchemyError:
        return "the database does not answer"
    finally:
        session.rollback()
    wanted = ScriptDirectory(str(ROOT / "migrations")).get_heads()
    return (
        next(iter(weak), "")
        if set(present) == set(wanted)
        else "the database is not migrated to this version"
    )
