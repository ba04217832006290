"""Broken constraints of the database as the same typed refusals that the rules give."""

import re
from collections.abc import Mapping

from sqlalchemy.exc import IntegrityError

from neighbourhood.refusals import NotNow, Refusal

#: The refusal that a broken constraint becomes: its kind and its reason code.
Constraint = tuple[type[Refusal], str]
_refusals: dict[str, Constraint] = {}


def take_constraints(refusals: Mapping[str, Constraint]) -> None:
    """Take the names of all constraints (for SQLite's UNIQUE: as the convention would name them)
    with their refusals; asked once, while the application is put together.
    """
    # Tests build several applications in one process; none may keep the words of another.
    _refusals.clear()
    _refusals.update(refusals)


def constraint_name(error: IntegrityError) -> str:
    """Return the constraint's name, built from table and columns where SQLite tells only those."""
    # PostgreSQL names every constraint; SQLite names a CHECK, and of a UNIQUE only the columns.
    diagnosis = getattr(error.orig, "diag", None)
    if diagnosis is not None:
        return str(diagnosis.constraint_name or "")
    text = str(error.orig)
    if unique := re.search(r"UNIQUE constraint failed: (.+)", text):
        columns = [column.strip().split(".") for column in unique[1].split(",")]
        return "_".join(["uq", columns[0][0], *(column[-1] for column in columns)])
    if named := re.search(
        r"(?:CHECK constraint failed: |UNIQUE constraint failed: index ')(\w+)", text
    ):
        return named[1]
    return ""


def refuse_broken_constraint(error: IntegrityError) -> None:
    """Raise the refusal of the broken constraint; return where there is none."""
    # Two at once pass the same rule; what the database then refuses is said in the same words.
    known = _refusals.get(constraint_name(error))
    if known is not None:
        kind, code = known
        raise kind(code) from error
    # Words of the triggers that keep records final.
    if "append-only" in str(error.orig) or "final" in str(error.orig):
        raise NotNow("record_is_final") from error
