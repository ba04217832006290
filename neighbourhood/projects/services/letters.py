"""What the authors of a project are told by mail."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from neighbourhood.outbox import queue
from neighbourhood.outbox.services import Recipient
from neighbourhood.projects.models import Project, Review
from neighbourhood.projects.rules import ProjectState, Verdict
from neighbourhood.rounds.rules import PhaseKind, phase_of


@dataclass(frozen=True)
class _Unreachable:
    """Somebody who has neither an account nor an address."""

    language: str
    person_id: None = None
    email: None = None


def addressees_of(project: Project) -> Sequence[Recipient]:
    """Return whom a message about a project goes to: its authors, or somebody without an address
    who dictated it and is told in person; nobody where it came from a file or its authors are gone.
    """
    return (_Unreachable(project.language),) if project.is_dictated else project.authors


def tell_handed_in(session: Session, project: Project, *, is_again: bool, now: datetime) -> None:
    """Tell the authors that the project is handed in, what comes next, and where it stands."""
    review = phase_of(project.round.phases, PhaseKind.REVIEW)
    _tell_authors(
        session,
        project,
        "project_submitted",
        now,
        is_again=is_again,
        review_at=review.starts_at.isoformat() if review and review.starts_at > now else None,
    )


def tell_verdict(
    session: Session, project: Project, review: Review, *, on_appeal: bool, now: datetime
) -> None:
    """Tell the authors what a review found; what it asks, and until when, where it asks back."""
    if review.verdict == Verdict.ASKED_BACK:
        _tell_authors(session, project, "project_asked_back", now, **_question_of(review))
        return
    vote = phase_of(project.round.phases, PhaseKind.VOTE)
    may_appeal = project.state == ProjectState.NOT_FEASIBLE and project.appeal is None
    _tell_authors(
        session,
        project,
        "project_reviewed",
        now,
        verdict=review.verdict,
        reason=review.reason,
        standard_reason=review.standard_reason,
        department=review.department,
        on_appeal=on_appeal,
        appeal_until_at=vote.starts_at.isoformat() if vote and may_appeal else None,
    )


def tell_list_closed(session: Session, project: Project, now: datetime) -> None:
    """Tell the author of a project on a closed list its number, and when the vote is."""
    vote = phase_of(project.round.phases, PhaseKind.VOTE)
    is_ahead = vote is not None and vote.starts_at > now
    _tell_authors(
        session,
        project,
        "list_closed",
        now,
        list_number=project.list_number,
        vote_at=vote.starts_at.isoformat() if vote and is_ahead else None,
        vote_ends_at=vote.ends_at.isoformat() if vote and vote.ends_at else None,
    )


def remind_of_question(session: Session, project: Project, review: Review, now: datetime) -> None:
    """Remind the authors that the time for an answer ends, and of what becomes of the project."""
    _tell_authors(session, project, "answer_reminder", now, **_question_of(review))


def _question_of(review: Review) -> dict[str, object]:
    """Return what the authors are asked, as the content of a message."""
    assert review.answer_by is not None
    return {
        "question": review.reason,
        "department": review.department,
        "answer_by_at": review.answer_by.isoformat(),
    }


def _tell_authors(
    session: Session, project: Project, kind: str, now: datetime, **content: object
) -> None:
    for author in addressees_of(project):
        queue(
            session,
            kind,
            author,
            now=now,
            slug=project.round.slug,
            number=project.number,
            title=project.title,
            **content,
        )
