"""The base model with one naming convention for constraints, so that both databases call them
alike.
"""

from sqlalchemy import MetaData
from sqlalchemy.orm import DeclarativeBase

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(DeclarativeBase):
    """What every table stands on."""

    metadata = MetaData(naming_convention=NAMING)


#: Tables that triggers of the database keep and no model describes, with those that SQLite adds.
KEPT_BY_TRIGGERS = "project_grams"


def is_described(name: str | None, kind: str, _around: object) -> bool:
    """Say whether a model describes a table of the database; whatever is no table, is."""
    return kind != "table" or name is None or not name.startswith(KEPT_BY_TRIGGERS)
