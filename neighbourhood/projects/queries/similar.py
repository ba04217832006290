"""Which projects of a round are about the same as a text that somebody writes."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from neighbourhood.projects.models import Project
from neighbourhood.projects.queries.grams import holders_of_stems
from neighbourhood.projects.rules import ProjectState
from neighbourhood.projects.rules.similar import MOST_HOLDERS, likeness, stems_of, wish_of

#: Projects that somebody may still find and join, or learn from.
COMPARED = (
    ProjectState.SUBMITTED,
    ProjectState.ASKED_BACK,
    ProjectState.FEASIBLE,
    ProjectState.NOT_FEASIBLE,
    ProjectState.NOT_SHORTLISTED,
)
#: So many projects are read and compared.
MOST_READ = 60


@dataclass(frozen=True)
class SimilarProject:
    """A public project that is about the same, and how much alike it is, in hundredths."""

    id: int
    number: int
    title: str
    summary: str
    language: str
    state: str
    likeness: int


def similar_projects(
    session: Session, round_id: int, text: str, limit: int = 5, *, besides: int | None = None
) -> Sequence[SimilarProject]:
    """Return the public projects of a round that are about the same as a text (a title, a first
    sentence, a summary), the nearest first; without the project `besides`, which is the writer's
    own. The same on both databases.
    """
    asked = stems_of(text)
    holders = holders_of_stems(session, round_id, asked, most=MOST_HOLDERS)
    total = session.scalar(select(func.count()).where(Project.round_id == round_id)) or 0
    wish = wish_of(asked, holders, total)
    score: Counter[int] = Counter()
    for stem, weight in wish.weights.items():
        # Whole numbers, so that both databases and every machine order alike.
        score.update(dict.fromkeys(holders[stem], round(weight * 1000)))
    nearest = sorted(score, key=lambda one: (-score[one], one))[:MOST_READ]
    found = [
        SimilarProject(*row, likeness(wish, row.title, row.summary))
        for row in session.execute(_read(nearest))
        if row.id != besides
    ]
    alike = [one for one in found if one.likeness]
    return sorted(alike, key=lambda one: (-one.likeness, one.number))[:limit]


def _read(ids: Sequence[int]) -> Select[int, int, str, str, str, str]:
    return select(
        Project.id,
        Project.number,
        Project.title,
        Project.summary,
        Project.language,
        Project.state,
    ).where(Project.id.in_(ids), Project.state.in_(COMPARED))
