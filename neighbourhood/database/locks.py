"""Locks: the strengths in which a question may hold the rows it reads, and one without rows.

A lock is held until the transaction ends. SQLite knows none and needs none: its writing
transactions begin one after the other.
"""

from typing import Any, TypeVar

from sqlalchemy import Select, text
from sqlalchemy.orm import Session

Question = TypeVar("Question", bound=Select[*tuple[Any, ...]])


def share(question: Question) -> Question:
    """Return the question asked so that nobody changes its rows meanwhile; others may share them.

    Rows that the session already knows are read afresh.
    """
    return question.with_for_update(read=True).execution_options(populate_existing=True)


def exclusive(question: Question) -> Question:
    """Return the question asked so that nobody changes or shares its rows meanwhile.

    Rows that the session already knows are read afresh.
    """
    return question.with_for_update().execution_options(populate_existing=True)


def exclusive_of_free(question: Question) -> Question:
    """Return the question asked like `exclusive`, but passing over rows that somebody else holds.

    This is for work that several take from one list: none waits for what another does already.
    """
    return question.with_for_update(skip_locked=True).execution_options(populate_existing=True)


def one_at_a_time(session: Session, number: int) -> None:
    """Let one transaction at a time go on under this number; the others wait until it has ended.

    For what has no row to lock, such as the end of a chain. `number` has at most 63 bits.
    """
    # Until the transaction ends, so that nobody can forget to give it back.
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("SELECT pg_advisory_xact_lock(:number)"), {"number": number})
