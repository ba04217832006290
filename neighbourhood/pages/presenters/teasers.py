"""A few projects of a round, chosen so that none is shown more than others."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from heapq import nsmallest

from sqlalchemy.orm import Session

from neighbourhood.languages import _n
from neighbourhood.pages.presenters.round_status import phase_kind
from neighbourhood.projects.models import Project
from neighbourhood.projects.presenters.cards import ProjectCard, card_of
from neighbourhood.projects.queries import (
    ProjectFilter,
    ballot_ids,
    projects_by_ids,
    projects_of_round,
)
from neighbourhood.projects.rules import HOPEFUL_STATES
from neighbourhood.rounds.models import Round
from neighbourhood.rounds.rules import PhaseKind

MOST = 3
NEWEST = ProjectFilter(sort="newest", states=HOPEFUL_STATES, size=MOST)


@dataclass(frozen=True)
class Teasers:
    """Some project cards, how many projects there are, and one sentence about them."""

    cards: list[ProjectCard]
    total: int
    sentence: str


NOTHING = Teasers([], 0, "")


def teasers_of(session: Session, round_: Round, now: datetime) -> Teasers:
    """Return the newest projects while they are proposed, then others every hour, and none once the
    result says more.
    """
    kind = phase_kind(round_, now)
    # While people write, the newest: whoever has just handed in finds their own.
    if kind in {PhaseKind.PROPOSE, PhaseKind.SHORTLIST, PhaseKind.REVIEW}:
        newest = projects_of_round(session, round_.id, NEWEST)
        return _of(newest.projects, newest.total, round_, _proposed(newest.total))
    if kind in {PhaseKind.VOTE, PhaseKind.ALLOCATE}:
        on_ballot = ballot_ids(session, round_.id)
        # The order changes with every hour, so that no project profits from standing first.
        drawn = nsmallest(MOST, on_ballot, key=lambda number: _lot(number, now))
        projects = sorted(projects_by_ids(session, drawn), key=lambda one: drawn.index(one.id))
        sentence = _to_be_voted_on(len(on_ballot)) if kind == PhaseKind.VOTE else ""
        return _of(projects, len(on_ballot), round_, sentence)
    return NOTHING


def _of(projects: Sequence[Project], total: int, round_: Round, sentence: str) -> Teasers:
    cards = [card_of(project, round_.slug, with_state=False) for project in projects]
    return Teasers(cards, total, sentence)


def _lot(project_id: int, now: datetime) -> str:
    # By the hour and not by chance, so that the page can be kept and all readers see the same.
    hour = int(now.timestamp()) // 3600
    return hashlib.sha256(f"{hour}:{project_id}".encode()).hexdigest()


def _proposed(number: int) -> str:
    if not number:
        return ""
    return _n(
        "%(num)s project has been proposed so far.",
        "%(num)s projects have been proposed so far.",
        number,
    )


def _to_be_voted_on(number: int) -> str:
    if not number:
        return ""
    return _n(
        "%(num)s project of your neighbours waits for your vote.",
        "%(num)s projects of your neighbours wait for your vote.",
        number,
    )
