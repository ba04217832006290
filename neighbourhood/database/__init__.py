"""The database: engine, session, base model, column types and the one commit."""

from neighbourhood.database.base import Base, is_described
from neighbourhood.database.columns import Instant, MinorUnits, RandomId, Texts
from neighbourhood.database.constraints import refuse_broken_constraint
from neighbourhood.database.engine import db
from neighbourhood.database.transactions import begin, commit, flush, server_now

__all__ = [
    "Base",
    "Instant",
    "MinorUnits",
    "RandomId",
    "Texts",
    "begin",
    "commit",
    "db",
    "flush",
    "is_described",
    "refuse_broken_constraint",
    "server_now",
]
