"""What a command needs of the database before it begins."""

from sqlalchemy.exc import OperationalError

from neighbourhood.database import begin, db
from neighbourhood.database.queries import weak_durability, why_not_ready
from neighbourhood.refusals import OperatorError


class NotReady(OperatorError):
    """The database is not as the command needs it; the message says what to do."""


def require_migrated() -> None:
    """Raise NotReady unless the database has the tables of this program."""
    session = db.session()
    begin(session, is_read_only=True)
    why = why_not_ready(session)
    session.rollback()
    if why:
        raise NotReady(why)


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
