"""What the pages of other rooms say of published results."""

from collections.abc import Mapping, Sequence

from flask import url_for

from neighbourhood.languages import _, _n
from neighbourhood.results import queries
from neighbourhood.results.documents import PublishedResult
from neighbourhood.rounds.queries import round_at_hand
from neighbourhood.things import ThingKind, ThingRef
from neighbourhood.web.filters import show_money
from neighbourhood.web.panels import NoteView, PanelView, Reading, Way


def results_of_rounds(reader: Reading, rounds: Sequence[ThingRef]) -> Mapping[ThingRef, NoteView]:
    """Return the newest published result of each round in one sentence."""
    return {
        ThingRef(ThingKind.ROUND, newest.round_id): NoteView(
            _sentence(newest.result), url_for("results.show", slug=newest.slug)
        )
        for newest in queries.newest_results(reader.session, [round_.id for round_ in rounds])
    }


def way_to_result(reader: Reading, thing: ThingRef) -> PanelView:
    """Lead from a round's page to its result, which says before its publication what comes."""
    slug = round_at_hand(reader.session, thing.id).slug
    return PanelView(ways=(Way(_("The result"), url_for("results.show", slug=slug)),))


def _sentence(result: PublishedResult) -> str:
    amounts = [amount for amount in result.amounts.values() if amount]
    amount, fund = show_money(sum(amounts)), show_money(result.fund)
    voted = _n("%(num)s neighbour voted.", "%(num)s neighbours voted.", result.turnout.ballots)
    if not amounts:
        return f"{voted} {_('No project gets money from the fund of %(fund)s.', fund=fund)}"
    money = _n(
        "%(num)s project gets %(amount)s of %(fund)s.",
        "%(num)s projects get %(amount)s of %(fund)s.",
        len(amounts),
        amount=amount,
        fund=fund,
    )
    return f"{voted} {money}"
