"""A few projects of a round, chosen so that none is shown more than others."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from neighbourhood.languages import _n
from neighbourhood.pages.standing import phase_kind
from neighbourhood.projects.cards import ProjectCard, card_of
from neighbourhood.projects.models import Project
from neighbourhood.projects.queries import Wanted, ballot_projects, projects_of_round
from neighbourhood.projects.rules import HOPEFUL_STATES
from neighbourhood.rounds.models import Round
from neighbourhood.rounds.rules import PhaseKind

MOST = 3
NEWEST = Wanted(sort="newest", states=HOPEFUL_STATES, size=MOST)


@dataclass(frozen=True)
class Sample:
    """Some project cards, how many projects there are, and one sentence about them."""

    cards: list[ProjectCard]
    total: int
    sentence: str


NOTHING = Sample([], 0, "")


def sample_of(session: Session, round_: Round, now: datetime) -> Sample:
    """Return the newest projects while they are proposed, then others every hour, and none once the
    result says more.
    """
    kind = phase_kind(round_, now)
    if kind in {PhaseKind.PROPOSE, PhaseKind.REVIEW}:
        found = projects_of_round(session, round_.id, NEWEST)
        return _sample(found.projects, found.total, round_, _proposed(found.total))
    if kind in {PhaseKind.VOTE, PhaseKind.ALLOCATE}:
        every = list(ballot_projects(session, round_.id))
        chosen = sorted(every, key=lambda project: _lot(project, now))[:MOST]
        return _sample(
            chosen, len(every), round_, _waiting(len(every)) if kind == PhaseKind.VOTE else ""
        )
    return NOTHING


def _sample(projects: Sequence[Project], total: int, round_: Round, sentence: str) -> Sample:
    return Sample(
        [card_of(project, round_.slug, with_state=False) for project in projects], total, sentence
    )


def _lot(project: Project, now: datetime) -> str:
    return hashlib.sha256(f"{int(now.timestamp()) // 3600}:{project.id}".encode()).hexdigest()


def _proposed(number: int) -> str:
    return (
        _n(
            "%(num)s project has been proposed so far.",
            "%(num)s projects have been proposed so far.",
            number,
        )
        if number
        else ""
    )


def _waiting(number: int) -> str:
    return (
        _n(
            "%(num)s project of your neighbours waits for your vote.",
            "%(num)s projects of your neighbours wait for your vote.",
            number,
        )
        if number
        else ""
    )
