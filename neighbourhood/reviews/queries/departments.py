"""Questions about departments and those who review for them."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from neighbourhood.database import flush
from neighbourhood.database.locks import exclusive
from neighbourhood.people.models import GivenRole, Person
from neighbourhood.permissions import Role
from neighbourhood.refusals import NotFound
from neighbourhood.reviews.models import Department, DepartmentCategory, DepartmentMember


def all_departments(session: Session) -> Sequence[Department]:
    """Return all departments with what they answer for, the active ones first."""
    question = (
        select(Department)
        .options(selectinload(Department.categories), selectinload(Department.members))
        .order_by(Department.is_active.desc(), Department.slug)
    )
    return session.scalars(question).all()


def active_departments(session: Session) -> Sequence[Department]:
    """Return the departments that projects may be given to."""
    question = select(Department).where(Department.is_active).order_by(Department.slug)
    return session.scalars(question).all()


def department_by_slug(session: Session, slug: str) -> Department:
    """Return a department; raises NotFound."""
    found = session.scalar(select(Department).where(Department.slug == slug))
    if found is None:
        raise NotFound
    return found


def lock_department(session: Session, department: Department) -> None:
    """Hold a department and read it afresh, so that two who change it follow on each other."""
    flush(session)
    question = select(Department).where(Department.id == department.id)
    session.scalars(
        exclusive(question).options(
            selectinload(Department.categories), selectinload(Department.members)
        )
    ).one()


def departments_for(session: Session, category_id: int | None) -> Sequence[Department]:
    """Return the active departments that answer for a category."""
    question = (
        select(Department)
        .join(DepartmentCategory, DepartmentCategory.department_id == Department.id)
        .where(DepartmentCategory.category_id == category_id, Department.is_active)
        .order_by(Department.id)
    )
    return session.scalars(question).all()


def departments_of(session: Session, person_id: int | None) -> Sequence[Department]:
    """Return the active departments that a person reviews for."""
    question = (
        select(Department)
        .join(DepartmentMember, DepartmentMember.department_id == Department.id)
        .where(DepartmentMember.person_id == person_id, Department.is_active)
        .order_by(Department.slug)
    )
    return session.scalars(question).all()


def member_ids(session: Session, department_id: int) -> set[int]:
    """Return the numbers of those who review for a department."""
    question = select(DepartmentMember.person_id).where(
        DepartmentMember.department_id == department_id
    )
    return set(session.scalars(question))


def members_of(session: Session, department_id: int) -> Sequence[Person]:
    """Return those who review for a department, by their numbers."""
    question = (
        select(Person)
        .join(DepartmentMember, DepartmentMember.person_id == Person.id)
        .where(DepartmentMember.department_id == department_id)
        .order_by(Person.id)
    )
    return session.scalars(question).all()


def people_who_review(session: Session) -> Sequence[Person]:
    """Return everybody who may review, by name."""
    may = select(GivenRole.person_id).where(
        GivenRole.role.in_((Role.REVIEWER, Role.STAFF)), GivenRole.ended_at.is_(None)
    )
    question = select(Person).where(Person.id.in_(may)).order_by(Person.name, Person.id)
    return session.scalars(question).all()
