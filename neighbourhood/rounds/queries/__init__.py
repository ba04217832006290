"""Questions about editions, rounds, their money and their moved phases."""

from neighbourhood.rounds.queries.concerned import concerned_people, people_concerned_by
from neighbourhood.rounds.queries.editions import (
    all_editions,
    currency,
    edition_by_slug,
    edition_with_rounds,
    has_frozen_round,
    is_slug_taken,
    places_with_constraints,
)
from neighbourhood.rounds.queries.ledger import (
    FundBook,
    LedgerLine,
    fund_books,
    ledger_of_fund,
    lock_fund,
    number_of_entries,
)
from neighbourhood.rounds.queries.moves import (
    move_by_id,
    moves_of_edition,
    moves_of_round,
    open_move,
    open_moves,
)
from neighbourhood.rounds.queries.rounds import (
    all_rounds,
    has_round,
    is_any_round,
    lock_round,
    lock_rounds_of_edition,
    possible_key_holders,
    round_at_hand,
    round_by_id,
    round_by_slug,
    rounds_of_edition,
    rounds_of_place,
)

__all__ = [
    "FundBook",
    "LedgerLine",
    "all_editions",
    "all_rounds",
    "concerned_people",
    "currency",
    "edition_by_slug",
    "edition_with_rounds",
    "fund_books",
    "has_frozen_round",
    "has_round",
    "is_any_round",
    "is_slug_taken",
    "ledger_of_fund",
    "lock_fund",
    "lock_round",
    "lock_rounds_of_edition",
    "move_by_id",
    "moves_of_edition",
    "moves_of_round",
    "number_of_entries",
    "open_move",
    "open_moves",
    "people_concerned_by",
    "places_with_constraints",
    "possible_key_holders",
    "round_at_hand",
    "round_by_id",
    "round_by_slug",
    "rounds_of_edition",
    "rounds_of_place",
]
