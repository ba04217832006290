"""Which rounds the first page shows, to whom, in which order."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from neighbourhood.pages.presenters import cards
from neighbourhood.pages.presenters.round_status import is_over, phase_kind
from neighbourhood.results.queries import newest_versions
from neighbourhood.rounds.models import Edition, Round
from neighbourhood.rounds.rules import PhaseKind
from neighbourhood.web import actor

#: Phases in which people can still take part or wait for the result, the most urgent first.
OPEN = (PhaseKind.VOTE, PhaseKind.PROPOSE, PhaseKind.ALLOCATE, PhaseKind.REVIEW)
DECIDED = (PhaseKind.PUBLISH, PhaseKind.DELIVER)
MOST_RESULTS = 6


def result_cards(session: Session, rounds: Sequence[Round], now: datetime) -> list[cards.PlaceCard]:
    """Return the newest decided rounds as cards that lead to their results where those are
    published.
    """
    decided = [round_ for round_ in rounds if phase_kind(round_, now) in DECIDED][:MOST_RESULTS]
    if not decided:
        return []
    published = newest_versions(session, [round_.id for round_ in decided])
    return [
        cards.result_card(round_, now, is_published=round_.id in published) for round_ in decided
    ]


def past_editions(rounds: Sequence[Round], now: datetime) -> list[Edition]:
    """Return the editions whose rounds are all over, in the order of their rounds."""
    running = {round_.edition_id for round_ in rounds if not is_over(round_, now)}
    past = {
        round_.edition_id: round_.edition for round_ in rounds if round_.edition_id not in running
    }
    return list(past.values())[:MOST_RESULTS]


def open_now(rounds: Sequence[Round], now: datetime) -> list[Round]:
    """Return the rounds in which something can be done, the most urgent phase first."""
    by_phase: dict[PhaseKind, list[Round]] = {kind: [] for kind in OPEN}
    for round_ in rounds:
        kind = phase_kind(round_, now)
        if kind in by_phase:
            by_phase[kind].append(round_)
    return [round_ for of_phase in by_phase.values() for round_ in of_phase]


def featured(rounds: Sequence[Round], open_rounds: Sequence[Round]) -> Round | None:
    """Return the reader's own round, open ones before others; for strangers the only open round, if
    there is but one.
    """
    # Open ones stand first in the list, so the first that is one's own is the one to show.
    own = [round_ for round_ in (*open_rounds, *rounds) if cards.is_mine(round_.place_id)]
    if own:
        return own[0]
    is_at_home = actor().place_id is not None
    return open_rounds[0] if len(open_rounds) == 1 and not is_at_home else None


def count_in(open_rounds: Sequence[Round], kind: PhaseKind, now: datetime) -> int:
    """Return how many rounds are in the phase."""
    return sum(phase_kind(round_, now) == kind for round_ in open_rounds)
