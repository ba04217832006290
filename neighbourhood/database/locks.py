"""Row locks: the two strengths in which a question may hold the rows it reads.

A lock is held until the transaction ends. SQLite knows none and needs none: its writing
transactions begin one after the other.
"""

from typing import Any, TypeVar

from sqlalchemy import Select

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
