"""Setting up the departments that look at projects."""

from datetime import datetime

from sqlalchemy.orm import Session

from neighbourhood.database import flush
from neighbourhood.permissions import Action, Actor, require
from neighbourhood.refusals import Invalid
from neighbourhood.reviews import queries, rules
from neighbourhood.reviews.models import Department, DepartmentCategory, DepartmentMember
from neighbourhood.reviews.rules import DepartmentTerms
from neighbourhood.things import ThingKind, ThingRef
from neighbourhood.trail import record


def add_department(
    session: Session, slug: str, terms: DepartmentTerms, *, actor: Actor, now: datetime
) -> Department:
    """Add a department; raises Invalid where its short name is taken."""
    require(actor, Action.SET_UP_REVIEWS)
    rules.require_slug(slug)
    rules.require_sound_department(terms)
    if any(one.slug == slug for one in queries.all_departments(session)):
        raise Invalid("department_exists", field="slug")
    _require_reviewers(session, terms.member_ids)
    department = Department(slug=slug)
    _write(department, terms)
    session.add(department)
    flush(session)
    _record(session, "add_department", department, actor=actor, now=now)
    return department


def change_department(
    session: Session,
    department: Department,
    terms: DepartmentTerms,
    *,
    actor: Actor,
    now: datetime,
) -> Department:
    """Change a department; the same again changes nothing. Who left it keeps what they answered,
    and what was given to them alone goes back to the department.
    """
    require(actor, Action.SET_UP_REVIEWS)
    rules.require_sound_department(terms)
    queries.lock_department(session, department)
    if _terms_of(department) == terms:
        return department
    before = {one.person_id for one in department.members}
    _require_reviewers(session, terms.member_ids - before)
    _write(department, terms)
    _give_back(session, department, before - terms.member_ids)
    flush(session)
    _record(session, "change_department", department, actor=actor, now=now)
    return department


def _write(department: Department, terms: DepartmentTerms) -> None:
    department.name = {code: name for code, name in terms.name.items() if name}
    department.mailbox = terms.mailbox
    department.is_active = terms.is_active
    categories = {one.category_id: one for one in department.categories}
    department.categories = [
        categories.get(number) or DepartmentCategory(category_id=number)
        for number in sorted(terms.category_ids)
    ]
    members = {one.person_id: one for one in department.members}
    department.members = [
        members.get(number) or DepartmentMember(person_id=number)
        for number in sorted(terms.member_ids)
    ]


def _terms_of(department: Department) -> DepartmentTerms:
    return DepartmentTerms(
        department.name,
        department.mailbox,
        department.is_active,
        frozenset(one.category_id for one in department.categories),
        frozenset(one.person_id for one in department.members),
    )


def _give_back(session: Session, department: Department, gone: set[int]) -> None:
    for assignment in queries.open_assignments_of(session, department.id, gone):
        assignment.reviewer_id = None
        # So that the department hears that somebody else has to look.
        assignment.told_at = None


def _require_reviewers(session: Session, numbers: frozenset[int]) -> None:
    known = {person.id for person in queries.people_who_review(session)}
    if not numbers <= known:
        raise Invalid("member_no_reviewer", field="member_ids")


def _record(
    session: Session, act: str, department: Department, *, actor: Actor, now: datetime
) -> None:
    record(
        session,
        act,
        ThingRef(ThingKind.DEPARTMENT, department.id),
        actor=actor,
        now=now,
        name=department.name,
        is_active=department.is_active,
        categories=[one.category_id for one in department.categories],
        members=[one.person_id for one in department.members],
    )
