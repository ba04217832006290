"""The desk of editions and rounds: opening, changing, key holders, phases moved by two people."""

from neighbourhood.rounds.desk import dates, editions, moves, rounds
from neighbourhood.rounds.desk.blueprint import blueprint

__all__ = ["blueprint", "dates", "editions", "moves", "rounds"]
