"""What places say."""

from neighbourhood.places.words.refusals import REFUSALS

__all__ = ["REFUSALS"]
