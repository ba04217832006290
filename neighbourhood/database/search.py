"""Search in columns that keep a folded text, the same on both databases."""

from typing import Any

from sqlalchemy import ColumnElement, and_, func, or_, true
from sqlalchemy.orm import InstrumentedAttribute

from neighbourhood.folding import may_be_joined, words_of


def says_every_word(
    column: InstrumentedAttribute[str] | ColumnElement[Any], question: str
) -> ColumnElement[bool]:
    """Return the condition that a folded text holds every word of the question, in any order; the
    same as `folding.is_found`.
    """
    return and_(true(), *(_says(column, word) for word in words_of(question)))


def _says(
    column: InstrumentedAttribute[str] | ColumnElement[Any], word: str
) -> ColumnElement[bool]:
    as_written = column.contains(word, autoescape=True)
    if not may_be_joined(word):
        return as_written
    return or_(as_written, func.replace(column, " ", "").contains(word, autoescape=True))
