"""Reads and writes Pabulib `.pb` files: exact amounts, whole-file validation, refusals that name
the line.
"""

from neighbourhood.pabulib.election import Election, PabulibBallot, PabulibProject
from neighbourhood.pabulib.errors import PabulibError
from neighbourhood.pabulib.reader import parse, read
from neighbourhood.pabulib.recount import with_counts
from neighbourhood.pabulib.writer import write

__all__ = [
    "Election",
    "PabulibBallot",
    "PabulibError",
    "PabulibProject",
    "parse",
    "read",
    "with_counts",
    "write",
]
