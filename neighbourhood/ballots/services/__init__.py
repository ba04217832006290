"""What is done with votes and ballots, one subject a file."""

from neighbourhood.ballots.services.alarms import end_alarm, raise_alarm, restore_key, watch_round
from neighbourhood.ballots.services.casting import cast_ballot
from neighbourhood.ballots.services.import_ballots import take_sealed_ballots
from neighbourhood.ballots.services.key_shares import show_key_half
from neighbourhood.ballots.services.opening import open_voting
from neighbourhood.ballots.services.reconcile_roll import ask_to_settle, confirm_settling
from neighbourhood.ballots.services.sealing import seal_round

__all__ = [
    "ask_to_settle",
    "cast_ballot",
    "confirm_settling",
    "end_alarm",
    "open_voting",
    "raise_alarm",
    "restore_key",
    "seal_round",
    "show_key_half",
    "take_sealed_ballots",
    "watch_round",
]
