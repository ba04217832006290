"""Judging a project with a public reason, asking it back, and releasing what was held back."""

from datetime import datetime

from sqlalchemy.orm import Session

from neighbourhood.database import flush
from neighbourhood.permissions import Action, Actor, require
from neighbourhood.projects import queries, rules
from neighbourhood.projects.models import Project, Review
from neighbourhood.projects.rules import Judgement, ProjectState, Verdict
from neighbourhood.projects.services.asked import keep_checks, require_checked
from neighbourhood.projects.services.letters import tell_verdict
from neighbourhood.projects.services.write import count_cost
from neighbourhood.things import ThingKind, ThingRef
from neighbourhood.trail import record


def review_project(
    session: Session, project: Project, judgement: Judgement, *, actor: Actor, now: datetime
) -> Review:
    """Give a verdict with corrected cost lines, tell the author, leave a trail; the newest verdict
    counts, the same again changes nothing. While the round holds its verdicts, it is only kept.
    """
    require(actor, Action.REVIEW_PROJECT, project)
    # Under the lock everything is asked afresh: the vote may have opened, or a colleague may have
    # been faster.
    queries.lock_project(session, project)
    rules.require_may_review(project.round, project.state, now)
    amounts = {line.position: line.amount for line in project.cost_lines}
    rules.require_sound_judgement(judgement, amounts, fund=project.round.fund.amount)
    is_held = rules.is_held(project.round, judgement.verdict, now)
    if known := _known(project, judgement, actor, is_held=is_held):
        return known
    _require_fit(project, judgement, actor, now)
    if judgement.verdict == Verdict.FEASIBLE:
        require_checked(session, project)
    review = _keep(session, project, judgement, actor, now)
    if not is_held:
        release_review(session, project, review, actor=actor, now=now)
        return review
    # Without its words: more people read the trail than may know them now.
    record(session, "hold_verdict", ThingRef(ThingKind.PROJECT, project.id), actor=actor, now=now)
    session.refresh(project, ["held_review"])
    return review


def _keep(
    session: Session, project: Project, judgement: Judgement, actor: Actor, now: datetime
) -> Review:
    """Keep a verdict, unreleased, in the place of one that was held back."""
    drop_held(session, project)
    review = Review(
        project_id=project.id,
        verdict=judgement.verdict,
        reason=judgement.reason,
        standard_reason=judgement.standard_reason,
        language=judgement.language,
        department=judgement.department,
        reviewer_id=actor.person_id,
        reviewed_at=now,
        answer_by=judgement.answer_by,
        project_version=project.version,
        held_corrections={str(n): correction for n, correction in judgement.corrections.items()},
    )
    session.add(review)
    flush(session)
    return review


def _require_fit(project: Project, judgement: Judgement, actor: Actor, now: datetime) -> None:
    """Raise a refusal where the verdict does not fit what its author was promised."""
    if judgement.verdict == Verdict.ASKED_BACK:
        rules.require_answer_by(project.round, judgement.answer_by, now)
    rules.require_answered(
        project.state,
        judgement.verdict,
        now,
        promised=project.answer_by,
        asked=judgement.answer_by,
    )
    if project.open_appeal is not None:
        rules.require_other_reviewer(project.open_appeal.review.reviewer_id, actor.person_id)


def release_review(
    session: Session, project: Project, review: Review, *, actor: Actor, now: datetime
) -> None:
    """Let a verdict count: its corrections, the state of the project, the appeal that it decides,
    the trail and the letter. The caller holds the project.
    """
    review.released_at = now
    _correct(project, review)
    project.state = ProjectState(review.verdict)
    appeal = project.open_appeal
    if appeal is not None:
        appeal.decision_id = review.id
    flush(session)
    keep_checks(session, review)
    record(
        session,
        "review_project",
        ThingRef(ThingKind.PROJECT, project.id),
        actor=actor,
        now=now,
        verdict=review.verdict,
        cost=project.cost,
        corrections={
            position: amount for position, (amount, _reason) in review.held_corrections.items()
        },
        reviewer=review.reviewer_id,
        on_appeal=appeal is not None,
    )
    tell_verdict(session, project, review, on_appeal=appeal is not None, now=now)
    flush(session)
    session.refresh(project, ["reviews", "held_review"])


def drop_held(session: Session, project: Project) -> None:
    """Throw away a verdict that was held back: a newer one stands in its place, or what it judged
    is no longer so.
    """
    held = project.held_review
    if held is not None:
        session.delete(held)
        flush(session)
        session.refresh(project, ["held_review"])


def _known(project: Project, judgement: Judgement, actor: Actor, *, is_held: bool) -> Review | None:
    """Return the newest verdict where this is the same once more, as from a doubled click."""
    last = _newest(project, judgement, is_held=is_held)
    if last is None:
        return None
    known = (
        last.verdict,
        last.reason,
        last.standard_reason,
        last.department,
        last.reviewer_id,
        last.answer_by,
    )
    given = (
        judgement.verdict,
        judgement.reason,
        judgement.standard_reason,
        judgement.department,
        actor.person_id,
        judgement.answer_by,
    )
    return last if known == given and _corrections(project, last) == _plain(judgement) else None


def _newest(project: Project, judgement: Judgement, *, is_held: bool) -> Review | None:
    if is_held or project.held_review is not None:
        return project.held_review if is_held else None
    # Once the author has answered, the same verdict again is a new one.
    is_standing = project.reviews and project.state == judgement.verdict
    return project.reviews[-1] if is_standing else None


Corrections = dict[int, tuple[int | None, str]]


def _plain(judgement: Judgement) -> Corrections:
    return {n: (amount, reason) for n, (amount, reason) in judgement.corrections.items()}


def _corrections(project: Project, review: Review) -> Corrections:
    if review.released_at is None:
        held = review.held_corrections.items()
        return {int(n): (amount, reason) for n, (amount, reason) in held}
    return {
        line.position: (line.corrected_amount, line.correction_reason)
        for line in project.cost_lines
        if line.corrected_amount is not None
    }


def _correct(project: Project, review: Review) -> None:
    # A line without a correction loses the one it had: a verdict says all of them anew.
    for line in project.cost_lines:
        line.corrected_amount, line.correction_reason = review.held_corrections.get(
            str(line.position), (None, "")
        )
    project.cost = count_cost(project)
