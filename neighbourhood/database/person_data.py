"""Which columns say who somebody is or who did something, and what is to become of them.

Each room declares its own (`Room.person_data`); a contract holds that none is forgotten. The
declarations are what a person's download and the erasure of an account will go by.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy.orm import InstrumentedAttribute


class Erasure(StrEnum):
    """What becomes of a column when the person it names is erased."""

    #: The whole row goes.
    ROW = "row"
    #: The row stays without the person: the column becomes null, or an empty text.
    EMPTY = "empty"
    #: As EMPTY, but not before the round is sealed: until then the row holds the one right to vote.
    EMPTY_ONCE_SEALED = "empty_once_sealed"
    #: The number stays, since the act must stay somebody's; it names an account emptied by then.
    KEEP_NUMBER = "keep_number"


@dataclass(frozen=True)
class PersonColumn:
    """A column that names a person: whether its rows are in the person's own download, and what
    becomes of it when they are erased.
    """

    column: InstrumentedAttribute[Any]
    is_exported: bool
    erasure: Erasure


def about_person(column: InstrumentedAttribute[Any], erasure: Erasure) -> PersonColumn:
    """Declare a column whose rows are about the person; they are in the person's download."""
    return PersonColumn(column, is_exported=True, erasure=erasure)


def hidden(column: InstrumentedAttribute[Any], erasure: Erasure) -> PersonColumn:
    """Declare a column about the person that nobody downloads, such as a secret's hash."""
    return PersonColumn(column, is_exported=False, erasure=erasure)


def done_by(column: InstrumentedAttribute[Any]) -> PersonColumn:
    """Declare a column that says who did something; the download tells it by the trail, and the
    number stays.
    """
    return PersonColumn(column, is_exported=False, erasure=Erasure.KEEP_NUMBER)
