"""The desk of projects: verdicts held back, lists to close, prices, categories, special rules."""

from neighbourhood.projects.desk import closing, dictated, merges, prices, rounds, verdicts
from neighbourhood.projects.desk.blueprint import blueprint

__all__ = ["blueprint", "closing", "dictated", "merges", "prices", "rounds", "verdicts"]
