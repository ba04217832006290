"""The published results of an edition, one sentence each, for the page that lays its neighbourhoods
side by side.
"""

import json
from typing import Any

from flask import Flask

from neighbourhood.languages import _, _n
from neighbourhood.results import queries
from neighbourhood.rounds.published import PublishedResult, register
from neighbourhood.web.filters import show_money


def results_of_edition(database: Any, edition_id: int) -> dict[int, PublishedResult]:
    """Return {round id: its newest published result in one sentence, and where it is told}."""
    found = queries.newest_publications(database, edition_id)
    return {
        round_id: PublishedResult(_sentence(json.loads(text)), "results.show", {"slug": slug})
        for round_id, slug, text in found
    }


def init_results(_app: Flask) -> None:
    """Let the pages of editions show results."""
    register(results_of_edition)


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
