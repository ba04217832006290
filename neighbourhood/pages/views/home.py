"""The first page: my neighbourhood, what is open now, what came out."""

from collections.abc import Sequence
from datetime import datetime

from neighbourhood import clock
from neighbourhood.pages.presenters import cards, round_status
from neighbourhood.pages.presenters.round_header import header_of
from neighbourhood.pages.views.blueprint import blueprint
from neighbourhood.permissions import Action
from neighbourhood.places import queries as places
from neighbourhood.results.queries import newest_versions
from neighbourhood.rounds import queries as rounds
from neighbourhood.rounds.models import Edition, Round
from neighbourhood.rounds.rules import PhaseKind
from neighbourhood.things import ThingKind, ThingRef
from neighbourhood.web import actor, city, guard, page, session
from neighbourhood.web.answers import Answer
from neighbourhood.web.filters import pick_text
from neighbourhood.web.house import panels_on
from neighbourhood.web.panels import Slot

#: Phases in which people can still take part or wait for the result, the most urgent first.
OPEN = (PhaseKind.VOTE, PhaseKind.PROPOSE, PhaseKind.ALLOCATE, PhaseKind.REVIEW)
CLOSED = (PhaseKind.PUBLISH, PhaseKind.DELIVER)
MOST_RESULTS = 6


@blueprint.route("/<language>/")
@guard(Action.SEE_PUBLIC_PAGES)
def home() -> Answer:
    now, everywhere = clock.now(), places.all_neighbourhoods(session())
    every = rounds.all_rounds(session())
    open_rounds, decided = (
        open_now(every, now),
        [r for r in every if round_status.phase_kind(r, now) in CLOSED][:MOST_RESULTS],
    )
    mine = featured(every, open_rounds)
    return page(
        "pages/home.html",
        programme=pick_text(dict(city().programme)),
        header=header_of(session(), mine, now) if mine else None,
        total=sum(r.fund.amount for r in open_rounds),
        votes=count_in(open_rounds, PhaseKind.VOTE, now),
        proposals=count_in(open_rounds, PhaseKind.PROPOSE, now),
        map_=cards.map_of(everywhere, own_id=mine.neighbourhood_id if mine else None),
        open_cards=[cards.round_card(r, now) for r in open_rounds if r is not mine],
        has_places=bool(everywhere),
        result_cards=result_cards(decided, now),
        past=past_editions(every, now),
        panels=panels_on(Slot.HOME, ThingRef(ThingKind.CITY, 1)),
    )


def result_cards(decided: Sequence[Round], now: datetime) -> list[cards.PlaceCard]:
    """Return decided rounds as cards that lead to their results where those are published."""
    published = newest_versions(session(), [round_.id for round_ in decided]) if decided else {}
    return [
        cards.result_card(round_, now, is_published=round_.id in published) for round_ in decided
    ]


def past_editions(every: Sequence[Round], now: datetime) -> list[Edition]:
    """Return the editions whose rounds are all over, the newest first."""
    running = {round_.edition_id for round_ in every if not round_status.is_over(round_, now)}
    past = {
        round_.edition_id: round_.edition for round_ in every if round_.edition_id not in running
    }
    return list(past.values())[:MOST_RESULTS]


def open_now(every: Sequence[Round], now: datetime) -> list[Round]:
    """Return the rounds in which something can be done, the most urgent phase first."""
    running = [round_ for round_ in every if round_status.phase_kind(round_, now) in OPEN]
    return sorted(
        running, key=lambda round_: OPEN.index(PhaseKind(round_status.phase_kind(round_, now)))
    )


def featured(every: Sequence[Round], open_rounds: Sequence[Round]) -> Round | None:
    """Return the reader's own round, open ones before others; for strangers the only open round, if
    there is but one.
    """
    own = [round_ for round_ in (*open_rounds, *every) if cards.is_mine(round_.neighbourhood_id)]
    if own:
        return own[0]
    is_at_home = actor().neighbourhood_id is not None
    return open_rounds[0] if len(open_rounds) == 1 and not is_at_home else None


def count_in(open_rounds: Sequence[Round], kind: str, now: datetime) -> int:
    """Return how many rounds are in the phase."""
    return sum(round_status.phase_kind(round_, now) == kind for round_ in open_rounds)
