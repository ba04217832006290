"""What the pages of other rooms say of published results."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from flask import url_for

from neighbourhood.languages import _, _n
from neighbourhood.results import queries
from neighbourhood.rounds.queries import round_at_hand
from neighbourhood.things import ThingKind, ThingRef
from neighbourhood.web.filters import show_money
from neighbourhood.web.panels import NoteView, PanelView, Reading, Way


def results_of_rounds(reader: Reading, rounds: Sequence[ThingRef]) -> Mapping[ThingRef, NoteView]:
    """Return the newest published result of each round in one sentence."""
    newest = queries.newest_publications(reader.session, [round_.id for round_ in rounds])
    return {
        ThingRef(ThingKind.ROUND, round_id): NoteView(
            _sentence(json.loads(text)), url_for("results.show", slug=slug)
        )
        for round_id, slug, text in newest
    }


def way_to_result(reader: Reading, thing: ThingRef) -> PanelView:
    """Lead from a round's page to its result, which says before its publication what comes."""
    slug = round_at_hand(reader.session, thing.id).slug
    return PanelView(ways=(Way(_("The result"), url_for("results.show", slug=slug)),))


def _sentence(result: dict[str, Any]) -> str:
    given = [each["amount"] for each in result["allocations"] if each["amount"]]
    amount, fund = show_money(sum(given)), show_money(result["fund"])
    voted = _n(
        "%(num)s neighbour voted.", "%(num)s neighbours voted.", result["turnout"]["ballots"]
    )
    if not given:
        return f"{voted} {_('No project gets money from the fund of %(fund)s.', fund=fund)}"
    money = _n(
        "%(num)s project gets %(amount)s of %(fund)s.",
        "%(num)s projects get %(amount)s of %(fund)s.",
        len(given),
        amount=amount,
        fund=fund,
    )
    return f"{voted} {money}"
