"""What the pages of other rooms say of published results."""

from collections.abc import Mapping, Sequence

from flask import url_for

from neighbourhood.languages import _, _n
from neighbourhood.places.rules.levels import Level
from neighbourhood.places.words import level_name, level_names_many
from neighbourhood.results import queries
from neighbourhood.results.documents import PublishedResult
from neighbourhood.results.explanation.page import who_voted
from neighbourhood.rounds.queries import round_at_hand
from neighbourhood.things import ThingKind, ThingRef
from neighbourhood.web.city import city
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


def results_by_level(reader: Reading, thing: ThingRef) -> PanelView | None:
    """Tell of an edition with lists on several levels what is published on each: who voted and
    where the money goes. Nothing is added up over the levels, for many people vote on two.
    """
    if not city().has_levels:
        return None
    levels = queries.levels_of_rounds(reader.session, thing.id)
    if len(set(levels.values())) < 2:
        return None
    of_level: dict[Level, list[PublishedResult]] = {}
    for newest in queries.newest_results(reader.session, list(levels)):
        of_level.setdefault(levels[newest.round_id], []).append(newest.result)
    sentences = [
        _(
            "%(level)s: %(result)s",
            level=level_name(level) if len(results) == 1 else level_names_many(level),
            result=_sentence(*results),
        )
        for level, results in sorted(of_level.items())
    ]
    if len(sentences) > 1:
        sentences.append(
            _("Whoever voted on two lists is counted on each, so these numbers are not added up.")
        )
    return PanelView(_("Results so far"), tuple(sentences)) if sentences else None


def _sentence(*results: PublishedResult) -> str:
    """Return who voted and where the money goes, over the results of one level."""
    amounts = [amount for result in results for amount in result.amounts.values() if amount]
    amount, fund = show_money(sum(amounts)), show_money(sum(result.fund for result in results))
    voted = str(who_voted(results[0].round, sum(result.turnout.ballots for result in results)))
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
