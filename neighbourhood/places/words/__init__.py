"""What places say."""

from neighbourhood.places.words.levels import LIST_NAME, level_name, level_names_many, list_name
from neighbourhood.places.words.refusals import REFUSALS

__all__ = ["LIST_NAME", "REFUSALS", "level_name", "level_names_many", "list_name"]
