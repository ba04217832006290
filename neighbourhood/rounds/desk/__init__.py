"""The desk of editions and rounds: drafts, changing, key holders, phases moved and rounds ended by
two people.
"""

from neighbourhood.rounds.desk import dates, drafts, due, editions, endings, moves, rounds
from neighbourhood.rounds.desk.blueprint import blueprint

__all__ = ["blueprint", "dates", "drafts", "due", "editions", "endings", "moves", "rounds"]
