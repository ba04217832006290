"""Departments with reviewers and a sheet, for the tests."""

from sqlalchemy.orm import Session

from neighbourhood import clock
from neighbourhood.permissions import SYSTEM, Actor
from neighbourhood.projects.models import Category
from neighbourhood.reviews import services
from neighbourhood.reviews.models import Department, SheetQuestion
from neighbourhood.reviews.rules import DepartmentTerms, GivenAnswer, QuestionTerms
from tests import builders as b


def a_department(
    session: Session,
    slug: str = "parks",
    *,
    categories: tuple[Category, ...] = (),
    members: tuple[Actor, ...] = (),
    mailbox: str = "",
) -> Department:
    """Add a department."""
    b.a_city(session)
    terms = DepartmentTerms(
        {"en": slug.title()},
        mailbox,
        category_ids=frozenset(one.id for one in categories),
        member_ids=frozenset(one.person_id or 0 for one in members),
    )
    return services.add_department(session, slug, terms, actor=SYSTEM, now=clock.now())


def a_question(
    session: Session,
    text: str,
    department: Department | None = None,
    *,
    kind: str = "substance",
    is_required: bool = True,
) -> SheetQuestion:
    """Add a question to the sheet."""
    number = department.id if department else None
    terms = QuestionTerms(kind, {"en": text}, {}, is_required, number)
    return services.add_question(session, terms, actor=SYSTEM, now=clock.now())


def yes(*questions: SheetQuestion) -> dict[int, GivenAnswer]:
    """Return a sheet on which all is well."""
    return {question.id: GivenAnswer("yes") for question in questions}
