"""What places say."""

from neighbourhood.places.words.levels import level_name, level_names_many
from neighbourhood.places.words.refusals import REFUSALS

__all__ = ["REFUSALS", "level_name", "level_names_many"]
