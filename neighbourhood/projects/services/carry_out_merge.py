"""Making projects one, in the transaction of the last yes."""

from datetime import datetime

from sqlalchemy.orm import Session

from neighbourhood.database import flush
from neighbourhood.permissions import Actor
from neighbourhood.projects import rules
from neighbourhood.projects.models import Merge, Project, ProjectAuthor, Review
from neighbourhood.projects.rules import MergeOutcome, ProjectState, Verdict
from neighbourhood.projects.services.asked import move_attached
from neighbourhood.projects.services.merge_letters import tell_merged
from neighbourhood.projects.services.review import drop_held
from neighbourhood.things import ThingKind, ThingRef
from neighbourhood.trail import record


def carry_out(session: Session, merge: Merge, *, actor: Actor, now: datetime) -> None:
    """Make the projects of a merge one, to which everybody has said yes; the caller holds the
    round.
    """
    whole, parts = merge.whole, merge.parts
    states = {project.id: project.state for project in merge.projects}
    merge.outcome, merge.ended_at = MergeOutcome.MERGED, now
    for member in merge.members:
        member.open_id = None
    for part in parts:
        drop_held(session, part)
        part.state = ProjectState.MERGED
        part.merged_into_id = whole.id
        _add_authors(whole, part, now)
    flush(session)
    _reopen(session, whole, merge, now)
    move_attached(session, whole, parts)
    flush(session)
    record(
        session,
        "merge_projects",
        ThingRef(ThingKind.PROJECT, whole.id),
        actor=actor,
        now=now,
        merge=merge.id,
        parts=[part.id for part in parts],
        before=states,
    )
    # New authors are told too, so they are read afresh.
    session.refresh(whole, ["co_authors"])
    tell_merged(session, merge, now)


def _add_authors(whole: Project, part: Project, now: datetime) -> None:
    for person_id in part.author_ids:
        if person_id not in whole.author_ids:
            whole.co_authors.append(ProjectAuthor(person_id=person_id, joined_at=now))


def _reopen(session: Session, whole: Project, merge: Merge, now: datetime) -> None:
    """Let the authors put the texts together, and somebody judge the whole afresh."""
    drop_held(session, whole)
    answer_by = rules.time_to_change(whole.round, whole.state, now)
    if answer_by is None:
        return
    # The question that asks a project back, here asked by those who make it one: so the time for
    # it, the reminder and the desk's queue are the same.
    session.add(
        Review(
            project_id=whole.id,
            verdict=Verdict.ASKED_BACK,
            reason=merge.reason,
            language=merge.language,
            reviewer_id=None,
            reviewed_at=now,
            released_at=now,
            answer_by=answer_by,
            project_version=whole.version,
        )
    )
    whole.state = ProjectState.ASKED_BACK
    flush(session)
    session.refresh(whole, ["reviews", "held_review"])
