"""Judging a project with a public reason."""

from datetime import datetime

from sqlalchemy.orm import Session

from neighbourhood.database import flush
from neighbourhood.outbox import queue
from neighbourhood.permissions import Action, Actor, require
from neighbourhood.projects import queries, rules
from neighbourhood.projects.models import Project, Review
from neighbourhood.projects.rules import Judgement, ProjectState
from neighbourhood.projects.services.write import count_cost
from neighbourhood.things import ThingKind, ThingRef
from neighbourhood.trail import record


def review_project(
    session: Session, project: Project, judgement: Judgement, *, actor: Actor, now: datetime
) -> Review:
    """Give a verdict with corrected cost lines, tell the author, leave a trail; the newest verdict
    counts, the same again changes nothing.
    """
    require(actor, Action.REVIEW_PROJECT, project)
    # Under the lock everything is asked afresh: the vote may have opened, or a colleague may have
    # been faster.
    queries.lock_project(session, project)
    rules.require_may_review(project.round, project.state, now)
    amounts = {line.position: line.amount for line in project.cost_lines}
    rules.require_sound_judgement(judgement, amounts, fund=project.round.fund.amount)
    if _is_known(project, judgement, actor):
        return project.reviews[-1]
    review = Review(
        project=project,
        verdict=judgement.verdict,
        reason=judgement.reason,
        language=judgement.language,
        department=judgement.department,
        reviewer_id=actor.person_id,
        reviewed_at=now,
    )
    _correct(project, judgement)
    project.state = ProjectState(judgement.verdict)
    session.add(review)
    record(
        session,
        "review_project",
        ThingRef(ThingKind.PROJECT, project.id),
        actor=actor,
        now=now,
        verdict=judgement.verdict,
        cost=project.cost,
        corrections={
            str(position): amount for position, (amount, _reason) in judgement.corrections.items()
        },
    )
    _tell_author(session, project, review, now=now)
    flush(session)
    return review


def _is_known(project: Project, judgement: Judgement, actor: Actor) -> bool:
    """Say whether this is the newest verdict once more, as from a doubled click."""
    if not project.reviews or project.state != judgement.verdict:
        return False
    last = project.reviews[-1]
    known = (last.verdict, last.reason, last.department, last.reviewer_id)
    corrections = {
        line.position: (line.corrected_amount, line.correction_reason)
        for line in project.cost_lines
        if line.corrected_amount is not None
    }
    return known == (
        judgement.verdict,
        judgement.reason,
        judgement.department,
        actor.person_id,
    ) and corrections == dict(judgement.corrections)


def _correct(project: Project, judgement: Judgement) -> None:
    # A line without a correction loses the one it had: a verdict says all of them anew.
    for line in project.cost_lines:
        line.corrected_amount, line.correction_reason = judgement.corrections.get(
            line.position, (None, "")
        )
    project.cost = count_cost(project)


def _tell_author(session: Session, project: Project, review: Review, *, now: datetime) -> None:
    # A project may have lost its author to an erasure, or come from a file.
    if project.author is None:
        return
    queue(
        session,
        "project_reviewed",
        project.author,
        now=now,
        slug=project.round.slug,
        number=project.number,
        title=project.title,
        verdict=review.verdict,
        reason=review.reason,
        department=review.department,
    )
