"""The desk of projects: verdicts held back, categories, special rules."""

from neighbourhood.projects.desk import rounds, verdicts
from neighbourhood.projects.desk.blueprint import blueprint

__all__ = ["blueprint", "rounds", "verdicts"]
