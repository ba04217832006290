"""What is done to editions and rounds, one verb a file."""

from neighbourhood.rounds.services.add_round import add_round
from neighbourhood.rounds.services.change_edition import change_edition
from neighbourhood.rounds.services.change_phases import add_phase, remove_phase
from neighbourhood.rounds.services.change_round import change_round
from neighbourhood.rounds.services.delete_draft import delete_edition, delete_round
from neighbourhood.rounds.services.end_round import (
    ask_to_end_round,
    confirm_ended_round,
    withdraw_ending,
)
from neighbourhood.rounds.services.freeze import freeze
from neighbourhood.rounds.services.make_public import make_public
from neighbourhood.rounds.services.move_phase import (
    ask_to_move_phase,
    confirm_moved_phase,
    withdraw_move,
)
from neighbourhood.rounds.services.name_key_holders import name_key_holders
from neighbourhood.rounds.services.open_edition import open_edition
from neighbourhood.rounds.services.renew_preview import renew_preview
from neighbourhood.rounds.services.set_dates import set_dates
from neighbourhood.rounds.services.tell_those_concerned import tell_those_concerned
from neighbourhood.rounds.services.write_ledger import write_ledger

__all__ = [
    "add_phase",
    "add_round",
    "ask_to_end_round",
    "ask_to_move_phase",
    "change_edition",
    "change_round",
    "confirm_ended_round",
    "confirm_moved_phase",
    "delete_edition",
    "delete_round",
    "freeze",
    "make_public",
    "name_key_holders",
    "open_edition",
    "set_dates",
    "remove_phase",
    "renew_preview",
    "tell_those_concerned",
    "withdraw_ending",
    "withdraw_move",
    "write_ledger",
]
