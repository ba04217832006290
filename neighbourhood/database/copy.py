"""The whole database as lines of JSON, table by table, the same on both databases."""

import base64
import json
from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, Column, Table, TypeDecorator, func, insert, select, text, update
from sqlalchemy.orm import Session

from neighbourhood.database.base import Base

#: What would be refused while rows are put back is set at the end, by table: a sealed round takes
#: no ballot, and a place may come before the one above it.
SET_LAST = {"rounds": ("sealed_at",), "places": ("parent_id", "parent_level")}


class NotEmpty(Exception):
    """A copy is put back into an empty database only."""


def lines(session: Session) -> Iterator[str]:
    """Yield a line for each row: {"table", "row"}; tables come in the order in which they stand on
    each other.
    """
    for table in Base.metadata.sorted_tables:
        for row in session.execute(select(table).order_by(*table.primary_key.columns)).mappings():
            yield json.dumps(
                {
                    "table": table.name,
                    "row": {
                        name: _plain(_as_kept(table.columns[name], value, session))
                        for name, value in row.items()
                    },
                },
                ensure_ascii=False,
            )


def put_back(session: Session, copied: Iterable[str]) -> int:
    """Insert the rows of a copy into an empty, migrated database and return their number; raises
    NotEmpty.
    """
    # Never into a filled database: numbers would collide, and two cities could not be told apart.
    if has_rows(session):
        raise NotEmpty
    # The migrations have put its one row there; the copy brings its own.
    session.execute(text("DELETE FROM data_versions"))
    late: list[tuple[Table, dict[str, object]]] = []
    number = 0
    for line in copied:
        entry = json.loads(line)
        table = Base.metadata.tables[entry["table"]]
        row = {
            name: _as_read(table.columns[name], _rich(value), session)
            for name, value in entry["row"].items()
        }
        columns = SET_LAST.get(table.name, ())
        if any(row[column] is not None for column in columns):
            late.append((table, dict(row)))
            row.update(dict.fromkeys(columns))
        session.execute(insert(table).values(row))
        number += 1
    for table, row in late:
        session.execute(update(table).where(table.c.id == row["id"]).values(row))
    _continue_numbers(session)
    return number


def has_rows(session: Session) -> bool:
    """Say whether the database holds anything but its own version."""
    tables = [table for table in Base.metadata.sorted_tables if table.name != "data_versions"]
    return any(
        session.execute(select(func.count()).select_from(table)).scalar_one() for table in tables
    )


def _continue_numbers(session: Session) -> None:
    # PostgreSQL counts numbers apart from the rows, and would give out those just put back.
    if session.get_bind().dialect.name != "postgresql":
        return
    for table in Base.metadata.sorted_tables:
        key = table.autoincrement_column
        if key is not None:
            highest = session.execute(select(func.max(key))).scalar() or 0
            session.execute(
                text("SELECT setval(pg_get_serial_sequence(:name, :key), :next, false)"),
                {"name": table.name, "key": key.name, "next": highest + 1},
            )


def _as_kept(column: Column[Any], value: Any, session: Session) -> Any:
    """Return a value that a column turns into plain data as that data; others as they are."""
    own = _own_json(column)
    return value if own is None else own.process_bind_param(value, session.get_bind().dialect)


def _as_read(column: Column[Any], value: Any, session: Session) -> Any:
    own = _own_json(column)
    return value if own is None else own.process_result_value(value, session.get_bind().dialect)


def _own_json(column: Column[Any]) -> TypeDecorator[Any] | None:
    """Return the type of a column that keeps a value of our own as JSON, None for any other."""
    kind = column.type
    if not isinstance(kind, TypeDecorator) or not isinstance(kind.impl_instance, JSON):
        return None
    # Texts are plain data already.
    has_own = type(kind).process_bind_param is not TypeDecorator.process_bind_param
    return kind if has_own else None


def _plain(value: object) -> object:
    if isinstance(value, bytes):
        return {"bytes": base64.b64encode(value).decode()}
    # A datetime is a date as well, so it is asked about first.
    if isinstance(value, datetime):
        return {"instant": value.isoformat()}
    if isinstance(value, date):
        return {"day": value.isoformat()}
    return {"json": value} if isinstance(value, (dict, list)) else value


def _rich(value: Any) -> Any:
    if not isinstance(value, dict):
        return value
    kind, content = next(iter(value.items()))
    readers: dict[str, Callable[[Any], Any]] = {
        "bytes": base64.b64decode,
        "instant": datetime.fromisoformat,
        "day": date.fromisoformat,
        "json": lambda v: v,
    }
    return readers[kind](content)
