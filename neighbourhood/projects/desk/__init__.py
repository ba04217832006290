"""The desk of projects: verdicts held back, lists to close, categories, special rules."""

from neighbourhood.projects.desk import closing, rounds, verdicts
from neighbourhood.projects.desk.blueprint import blueprint

__all__ = ["blueprint", "closing", "rounds", "verdicts"]
