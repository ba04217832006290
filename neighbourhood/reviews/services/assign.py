"""Giving projects to departments: by category, by hand, many at once."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from neighbourhood.database import flush
from neighbourhood.permissions import SYSTEM, Action, Actor, Role, require
from neighbourhood.projects.models import Project
from neighbourhood.projects.rules import NAMED_STATES, require_not_frozen
from neighbourhood.refusals import Invalid, NotAllowed, NotNow
from neighbourhood.reviews import queries
from neighbourhood.reviews.models import Assignment, Department
from neighbourhood.rounds.rules import PhaseKind, phase_of
from neighbourhood.rounds.rules.endings import require_going_on
from neighbourhood.things import ThingKind, ThingRef
from neighbourhood.trail import record


@dataclass(frozen=True)
class NewAssignment:
    """Who shall look at projects: a department, perhaps one of its people, and until when; without
    a date the one that stands, or else the end of the review.
    """

    department: Department
    reviewer_id: int | None = None
    due_at: datetime | None = None


def assign_by_category(session: Session, project: Project, now: datetime) -> None:
    """Give a project that was handed in to the departments of its category. Those that have looked
    at it already look again, since its text is another one.
    """
    assignments = queries.assignments_of(session, [project.id])[project.id]
    for assignment in assignments:
        assignment.answered_at = assignment.told_at = None
    _add_by_category(session, project, assignments, actor=SYSTEM, now=now)
    flush(session)


def assign_waiting(session: Session, *, actor: Actor, now: datetime) -> int:
    """Give all projects that no department looks at to those of their category; return how many
    were given to somebody.
    """
    require(actor, Action.ASSIGN_REVIEWS)
    if not actor.has_role(Role.STAFF):
        raise NotAllowed("staff_assigns")
    numbers = queries.projects_without_department(session, now)
    projects = queries.lock_projects(session, numbers)
    known = queries.assignments_of(session, numbers)
    added = [
        _add_by_category(session, project, known[project.id], actor=actor, now=now)
        for project in projects
    ]
    flush(session)
    return sum(bool(one) for one in added)


def _add_by_category(
    session: Session,
    project: Project,
    known: Sequence[Assignment],
    *,
    actor: Actor,
    now: datetime,
) -> int:
    there = {assignment.department_id for assignment in known}
    missing = [
        department
        for department in queries.departments_for(session, project.category_id)
        if department.id not in there
    ]
    for department in missing:
        session.add(_new(project, NewAssignment(department), now))
        _record(session, project, NewAssignment(department), actor=actor, now=now)
    return len(missing)


def assign(
    session: Session,
    project_ids: Collection[int],
    new: NewAssignment,
    *,
    actor: Actor,
    now: datetime,
) -> int:
    """Give projects to a department, or change who of it looks at them and until when; return of
    how many something has changed. Raises a refusal, and changes nothing, where one of them cannot
    be given.
    """
    require(actor, Action.ASSIGN_REVIEWS)
    projects = queries.lock_projects(session, project_ids)
    known = queries.assignments_of(session, project_ids)
    members = queries.member_ids(session, new.department.id)
    _require_fit(new, members, now)
    changed = 0
    for project in projects:
        _require_open(project, now)
        _require_no_author(project, new.reviewer_id)
        there = [one for one in known[project.id] if one.department_id == new.department.id]
        _require_own_department(actor, new, members, there)
        changed += _assign(session, project, new, there, actor=actor, now=now)
    flush(session)
    return changed


def _assign(
    session: Session,
    project: Project,
    new: NewAssignment,
    there: Sequence[Assignment],
    *,
    actor: Actor,
    now: datetime,
) -> bool:
    if not there:
        session.add(_new(project, new, now))
        _record(session, project, new, actor=actor, now=now)
        return True
    standing = there[0]
    due_at = new.due_at or standing.due_at
    if (standing.reviewer_id, standing.due_at) == (new.reviewer_id, due_at):
        return False
    if standing.reviewer_id != new.reviewer_id:
        standing.told_at = None
    standing.reviewer_id, standing.due_at = new.reviewer_id, due_at
    _record(session, project, new, actor=actor, now=now)
    return True


def take_away(session: Session, assignment: Assignment, *, actor: Actor, now: datetime) -> None:
    """Let a department look at a project no longer; what it has answered stays."""
    require(actor, Action.ASSIGN_REVIEWS)
    if not actor.has_role(Role.STAFF):
        raise NotAllowed("staff_assigns")
    project = queries.lock_projects(session, [assignment.project_id])[0]
    _require_open(project, now)
    record(
        session,
        "take_from_department",
        ThingRef(ThingKind.PROJECT, project.id),
        actor=actor,
        now=now,
        department=assignment.department_id,
        reviewer=assignment.reviewer_id,
    )
    session.delete(assignment)
    flush(session)


def _new(project: Project, new: NewAssignment, now: datetime) -> Assignment:
    review = phase_of(project.round.phases, PhaseKind.REVIEW)
    return Assignment(
        project_id=project.id,
        department_id=new.department.id,
        reviewer_id=new.reviewer_id,
        due_at=new.due_at or (review.ends_at if review else None),
        assigned_at=now,
    )


def _record(
    session: Session, project: Project, new: NewAssignment, *, actor: Actor, now: datetime
) -> None:
    record(
        session,
        "assign_project",
        ThingRef(ThingKind.PROJECT, project.id),
        actor=actor,
        now=now,
        department=new.department.id,
        reviewer=new.reviewer_id,
        due=new.due_at.isoformat() if new.due_at else None,
    )


def _require_fit(new: NewAssignment, members: set[int], now: datetime) -> None:
    if not new.department.is_active:
        raise NotNow("department_rests", field="department_id")
    if new.reviewer_id is not None and new.reviewer_id not in members:
        raise Invalid("reviewer_elsewhere", field="reviewer_id")
    if new.due_at is not None and new.due_at <= now:
        raise Invalid("due_past", field="due_on")


def _require_open(project: Project, now: datetime) -> None:
    if project.state not in NAMED_STATES:
        raise NotNow(f"project_is_{project.state}")
    require_going_on(project.round, now)
    require_not_frozen(project.round)


def _require_no_author(project: Project, reviewer_id: int | None) -> None:
    if reviewer_id is not None and reviewer_id in project.author_ids:
        raise Invalid("reviewer_is_author", field="reviewer_id", number=project.number)


def _require_own_department(
    actor: Actor, new: NewAssignment, members: set[int], there: Sequence[Assignment]
) -> None:
    """Raise NotAllowed where somebody who is not of the staff does more than pass on what their own
    department has.
    """
    if actor.is_system or actor.has_role(Role.STAFF):
        return
    if actor.person_id not in members or not there or new.due_at is not None:
        raise NotAllowed("staff_assigns")
