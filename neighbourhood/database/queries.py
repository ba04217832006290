"""The one question of the database shelf: how often have public data changed."""

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from neighbourhood.database.models import DataVersion


def data_version(session: Session) -> int:
    """Return the number that has grown with every public change."""
    return session.execute(select(DataVersion.number)).scalar() or 0


def note_public_change(session: Session) -> None:
    """Let pages that are kept in memory be told apart from those after this transaction."""
    session.execute(update(DataVersion).values(number=DataVersion.number + 1).execution_options(synchronize_session=False))
