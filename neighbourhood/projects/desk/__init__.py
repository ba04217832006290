"""The desk of projects: what waits for review, verdicts held back, categories, special rules."""

from neighbourhood.projects.desk import queue, rounds, verdicts
from neighbourhood.projects.desk.blueprint import blueprint

__all__ = ["blueprint", "queue", "rounds", "verdicts"]
