"""Projects in the tables of the desk."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from flask import url_for

from neighbourhood.languages import ReadableText, Sentence, _dl
from neighbourhood.projects.models import Project, Review
from neighbourhood.projects.presenters.project_page import ReviewView, review_view
from neighbourhood.projects.presenters.texts import readable
from neighbourhood.projects.queries.queue import HandedIn
from neighbourhood.projects.rules import ProjectState, Verdict
from neighbourhood.projects.words import STATES
from neighbourhood.rounds.rules import PhaseKind, phase_of
from neighbourhood.web.filters import show_money


@dataclass(frozen=True)
class DeskRow:
    """A project in the reviewers' queue."""

    id: int
    number: int
    title: ReadableText
    place: str
    submitted_at: datetime | None
    ends_at: datetime | None
    cost: str
    badge: tuple[Sentence, str]


def desk_row(project: Project, now: datetime) -> DeskRow:
    """Return a project, whose round and verdicts are loaded, as a row of the desk."""
    review = phase_of(project.round.phases, PhaseKind.REVIEW)
    return DeskRow(
        id=project.id,
        number=project.number,
        title=readable(project, "title"),
        place=project.round.place.name,
        submitted_at=project.submitted_at,
        ends_at=review.ends_at if review else None,
        cost=show_money(project.cost),
        badge=_badge(project, now),
    )


def _badge(project: Project, now: datetime) -> tuple[Sentence, str]:
    """Return where the project stands for those who review."""
    if project.held_review is not None:
        # Translators: a verdict that waits to be released with the others
        return _dl("Held back"), "plum"
    if project.open_appeal is not None:
        # Translators: a project whose author has appealed the refusal
        return _dl("Appealed"), "clay"
    last = project.reviews[-1] if project.reviews else None
    if project.state == ProjectState.SUBMITTED and last and last.verdict == Verdict.ASKED_BACK:
        # Translators: a project whose author has answered the city's question
        return _dl("Answered"), "leaf"
    if project.answer_by is not None and project.answer_by <= now:
        # Translators: a project whose author has not answered the city's question
        return _dl("Not answered in time"), "clay"
    return STATES[project.state]


@dataclass(frozen=True)
class HeldRow:
    """A verdict that waits, with what everybody and the author will read."""

    number: int
    title: ReadableText
    url: str
    review: ReviewView
    new_cost: str


def held_row(review: Review) -> HeldRow:
    """Return a verdict that is held back, whose project is loaded, as it will be released."""
    project = review.project
    corrected = {int(n): amount for n, (amount, _why) in review.held_corrections.items()}
    cost = sum(corrected.get(line.position, line.amount) for line in project.cost_lines)
    return HeldRow(
        number=project.number,
        title=readable(project, "title"),
        url=url_for("reviews_desk.review", project_id=project.id),
        review=review_view(review),
        new_cost=show_money(cost) if corrected else "",
    )


@dataclass(frozen=True)
class RoundToCome:
    """A round whose review has not begun, with how many projects are handed in."""

    place: str
    number: int
    starts_at: datetime


def rounds_to_come(ahead: Sequence[HandedIn]) -> list[RoundToCome]:
    """Return the rounds whose review is still ahead, as the desk tells of them."""
    return [RoundToCome(one.round.place.name, one.number, one.starts_at) for one in ahead]
