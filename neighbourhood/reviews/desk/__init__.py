"""The reviewers' desk: what waits for a verdict, and judging one project after the other."""

from neighbourhood.reviews.desk import queue
from neighbourhood.reviews.desk.blueprint import blueprint

__all__ = ["blueprint", "queue"]
