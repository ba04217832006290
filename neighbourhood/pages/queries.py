"""Questions that no single room can answer."""

from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from neighbourhood.database import begin
from neighbourhood.database.queries import (
    revision_of_database,
    revision_of_program,
    weak_durability,
)


def what_is_not_ready(session: Session) -> str:
    """Return what keeps the site from serving, as one line for whoever watches it; "" where all is
    well.
    """
    try:
        begin(session, is_read_only=True)
        revision = revision_of_database(session)
        weak = weak_durability(session)
    except SQLAlchemyError:
        # Without the error's own words, which may name hosts and users.
        return "the database does not answer"
    finally:
        session.rollback()
    # A new program on an old database would fail at any page; better to get no readers yet.
    if revision != revision_of_program():
        return "the database is not migrated to this version"
    return next(iter(weak), "")
