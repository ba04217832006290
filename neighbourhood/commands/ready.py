"""What a command needs of the database before it begins."""

from sqlalchemy.exc import OperationalError

from neighbourhood.database import begin, db
from neighbourhood.database.queries import (
    revision_of_database,
    revision_of_program,
    weak_durability,
)
from neighbourhood.refusals import OperatorError


class NotReady(OperatorError):
    """The database is not as the command needs it; the message says what to do."""


def require_migrated() -> None:
    """Raise NotReady unless the database has the tables of this program."""
    session = db.session()
    begin(session, is_read_only=True)
    current, head = revision_of_database(session), revision_of_program()
    session.rollback()
    if current is None:
        raise NotReady("The database has no tables yet. Run `neighbourhood db upgrade` first.")
    if current != head:
        raise NotReady(
            f"The database is at {current}, this program needs {head}. Run `neighbourhood db "
            "upgrade` first."
        )


def require_durable() -> None:
    """Raise NotReady where the database may lose a vote that it acknowledged; one that cannot be
    reached yet is waited for as always.
    """
    session = db.session()
    try:
        begin(session, is_read_only=True)
        weak = weak_durability(session)
        session.rollback()
    except OperationalError:
        session.rollback()
        return
    if weak:
        raise NotReady(" ".join([*weak, "Switch it on, then start again."]))
