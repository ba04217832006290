"""What a vote needs before it can open, as a list with ticks and the pages that help."""

from dataclasses import dataclass

from flask import url_for

from neighbourhood.ballots.rules import Check, CheckState
from neighbourhood.ballots.words import CHECKS
from neighbourhood.languages import Sentence
from neighbourhood.rounds.models import Round

#: Where each thing is mended that does not come by itself.
PAGES = {
    "review_not_over": "rounds_desk.round",
    "no_voting_age_known": "rounds_desk.edition",
    "no_key_holders": "rounds_desk.round",
    "key_holder_lost": "rounds_desk.round",
    "special_rules_unfit": "projects_desk.special_rules",
    "no_project_on_ballot": "reviews_desk.waiting",
    "reference_with_comma": "reviews_desk.waiting",
    "no_fund": "rounds_desk.round",
}


@dataclass(frozen=True)
class CheckView:
    """One thing a vote needs: what it is, whether it is there, comes by itself or is missing, and
    the page that helps.
    """

    label: Sentence
    state: CheckState
    url: str | None


def checklist(round_: Round, checks: list[Check]) -> list[CheckView]:
    """Return what the vote of a round needs, in the order in which the desk can mend it."""
    return [
        CheckView(
            CHECKS[check.code],
            check.state,
            _page_for(round_, check.code) if check.state is CheckState.MISSING else None,
        )
        for check in checks
        if check.code in CHECKS
    ]


def _page_for(round_: Round, code: str) -> str:
    endpoint = PAGES[code]
    if endpoint == "reviews_desk.waiting":
        return url_for(endpoint)
    slug = round_.edition.slug if endpoint == "rounds_desk.edition" else round_.slug
    return url_for(endpoint, slug=slug)
