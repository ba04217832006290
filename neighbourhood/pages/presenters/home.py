"""Which rounds the first page shows, to whom, in which order."""

from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy.orm import Session

from neighbourhood.ballots.presenters.sitting import voted_in
from neighbourhood.pages.presenters import cards
from neighbourhood.pages.presenters.place_page import CardGroup
from neighbourhood.pages.presenters.round_header import RoundHeader, header_of
from neighbourhood.pages.presenters.round_status import (
    Sittings,
    ballot_cast,
    is_over,
    phase_kind,
)
from neighbourhood.places.presenters import by_level
from neighbourhood.results.presenters.winners import Winners, winners_of
from neighbourhood.results.queries import published_among
from neighbourhood.rounds.models import Edition, Round
from neighbourhood.rounds.presenters.endings import AFTER_RESULT, end_of
from neighbourhood.rounds.rules import PhaseKind
from neighbourhood.rounds.rules.endings import awaits_opening
from neighbourhood.web import actor

#: Phases in which people can still take part or wait for the result, the most urgent first.
OPEN = (
    PhaseKind.VOTE,
    PhaseKind.PROPOSE,
    PhaseKind.SHORTLIST,
    PhaseKind.ALLOCATE,
    PhaseKind.REVIEW,
    *AFTER_RESULT,
)
MOST_RESULTS = 6


def published_now(session: Session, rounds: Sequence[Round], now: datetime) -> frozenset[int]:
    """Return which of the rounds whose time for a result has come have one that is published."""
    return published_among(
        session,
        [
            round_
            for round_ in rounds
            if phase_kind(round_, now) in AFTER_RESULT or is_over(round_, now)
        ],
    )


@dataclass(frozen=True)
class Decided:
    """The newest rounds whose results are published, as cards, and who got money in the reader's
    own round.
    """

    cards: list[cards.ResultCard]
    own: Winners | None


def what_was_decided(
    session: Session,
    rounds: Sequence[Round],
    mine: Round | None,
    now: datetime,
    published: Container[int],
) -> Decided:
    """Return what came out of the newest rounds that are not over, and of the reader's own one."""
    decided = [
        round_
        for round_ in rounds
        if round_.id in published and phase_kind(round_, now) in AFTER_RESULT
    ][:MOST_RESULTS]
    numbers = {round_.id for round_ in (*decided, mine) if round_ and round_.id in published}
    winners = winners_of(session, sorted(numbers))
    return Decided(
        [cards.result_card(round_, now, winners.get(round_.id)) for round_ in decided],
        winners.get(mine.id) if mine else None,
    )


def own_header(
    session: Session,
    mine: Round | None,
    now: datetime,
    sittings: Sittings,
    published: Container[int],
    winners: Winners | None,
) -> RoundHeader | None:
    """Return the header of the round that is featured, None where none is."""
    if mine is None:
        return None
    is_out = mine.id in published
    return header_of(session, mine, now, is_published=is_out, sittings=sittings, winners=winners)


def ended_cards(rounds: Sequence[Round], now: datetime) -> list[cards.PlaceCard]:
    """Return the rounds that have ended badly, as cards: those of the newest edition, and others as
    long as one would wait for their result.
    """
    return [
        cards.round_card(round_, now, is_published=False)
        for round_ in rounds
        if end_of(round_, now) is not None
        and (round_.edition_id == rounds[0].edition_id or _is_awaited(round_, now))
    ]


def _is_awaited(round_: Round, now: datetime) -> bool:
    """Say whether the day on which the result was to be out is still to come."""
    return any(
        phase.kind != PhaseKind.DELIVER and phase.ends_at is not None and phase.ends_at > now
        for phase in round_.phases
    )


def past_editions(rounds: Sequence[Round], now: datetime) -> list[Edition]:
    """Return the editions whose rounds are all over, in the order of their rounds; one of which no
    round took place decided nothing.
    """
    running = {round_.edition_id for round_ in rounds if not is_over(round_, now)}
    past = {
        round_.edition_id: round_.edition
        for round_ in rounds
        if round_.edition_id not in running and end_of(round_, now) is None
    }
    return list(past.values())[:MOST_RESULTS]


def open_now(rounds: Sequence[Round], now: datetime, published: Container[int]) -> list[Round]:
    """Return the rounds in which something can be done or is waited for, the most urgent phase
    first; `published` are those whose result is out.
    """
    by_phase: dict[PhaseKind, list[Round]] = {kind: [] for kind in OPEN}
    for round_ in rounds:
        kind = phase_kind(round_, now)
        if kind in by_phase and round_.id not in published:
            by_phase[kind].append(round_)
    return [round_ for of_phase in by_phase.values() for round_ in of_phase]


def featured(rounds: Sequence[Round], open_rounds: Sequence[Round], now: datetime) -> Round | None:
    """Return the reader's own round, open ones before others and the nearest to home before those
    of the places above; for strangers the only open round, if there is but one.
    """
    own_open = [round_ for round_ in open_rounds if cards.is_mine(round_.place_id)]
    if own_open:
        # Open ones stand in order, so the first says which phase is the most urgent.
        urgent = phase_kind(own_open[0], now)
        return _lowest(round_ for round_ in own_open if phase_kind(round_, now) == urgent)
    own = [round_ for round_ in rounds if cards.is_mine(round_.place_id)]
    if own:
        return _lowest(round_ for round_ in own if round_.edition_id == own[0].edition_id)
    is_at_home = actor().place_id is not None
    return open_rounds[0] if len(open_rounds) == 1 and not is_at_home else None


def _lowest(rounds: Iterable[Round]) -> Round:
    return max(rounds, key=lambda round_: round_.level)


@dataclass(frozen=True)
class OpenCards:
    """The open rounds as cards: the reader's own, and the others level by level."""

    own: list[cards.PlaceCard]
    others: list[CardGroup]


def open_cards(open_rounds: Sequence[Round], now: datetime, sittings: Sittings) -> OpenCards:
    """Return the rounds in which something can be done, but for the one that is featured; those on
    whose list the reader has voted say so.
    """
    own = [round_ for round_ in open_rounds if cards.is_mine(round_.place_id)]
    others = by_level(round_ for round_ in open_rounds if round_ not in own)
    return OpenCards(
        [_own_card(round_, now, sittings) for round_ in own],
        [
            CardGroup(
                group.name,
                [cards.round_card(round_, now, is_published=False) for round_ in group.things],
            )
            for group in others
        ],
    )


def _own_card(round_: Round, now: datetime, sittings: Sittings) -> cards.PlaceCard:
    card = cards.round_card(round_, now, is_published=False)
    cast = ballot_cast(sittings, round_, now)
    return card if cast is None else replace(card, text=voted_in(cast))


def count_in(open_rounds: Sequence[Round], kind: PhaseKind, now: datetime) -> int:
    """Return how many rounds are in the phase; a vote that could not be opened yet is none."""
    return sum(
        phase_kind(round_, now) == kind and not awaits_opening(round_, now)
        for round_ in open_rounds
    )
