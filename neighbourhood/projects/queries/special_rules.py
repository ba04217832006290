"""Questions about the special rules of a round."""

from typing import NamedTuple

from sqlalchemy import Select, literal, select, union_all
from sqlalchemy.orm import Session

from neighbourhood.projects.models import Category, Project
from neighbourhood.rounds.models import CategoryLimit, ExclusiveProject, ProjectFunding
from neighbourhood.rounds.rules.constraints import Constraints


class RuleRow(NamedTuple):
    """A special rule as its question gives it; the order of the fields is the order of the rows."""

    kind: str
    group: int
    position: int
    name: str
    amount: int
    payer: str


def constraints_of(session: Session, round_id: int) -> Constraints:
    """Return the special rules of a round in one question, also for projects that are gone; each
    part in a fixed order.
    """
    # One question instead of three: each public page of a round asks it.
    question = union_all(_exclusive(round_id), _limits(round_id), _fundings(round_id))
    # A union has no order of its own, and the fingerprint needs the same one each time.
    rows = sorted(RuleRow(*row) for row in session.execute(question))
    groups: dict[int, tuple[str, ...]] = {}
    for row in rows:
        if row.kind == "exclusive":
            groups[row.group] = (*groups.get(row.group, ()), row.name)
    fundings = [row for row in rows if row.kind == "funding"]
    payers = [row.payer for row in fundings if row.payer]
    return Constraints(
        tuple(groups.values()),
        tuple((row.name, row.amount) for row in rows if row.kind == "limit"),
        tuple(row.name for row in fundings if not row.payer),
        tuple(row.name for row in fundings if row.payer),
        payers[0] if payers else "",
    )


def _exclusive(round_id: int) -> Select[str, int, int, str, int, str]:
    return (
        select(
            literal("exclusive"),
            ExclusiveProject.number,
            Project.number,
            Project.reference,
            literal(0),
            literal(""),
        )
        .join(Project, Project.id == ExclusiveProject.project_id)
        .where(ExclusiveProject.round_id == round_id)
    )


def _limits(round_id: int) -> Select[str, int, int, str, int, str]:
    return (
        select(
            literal("limit"),
            literal(0),
            Category.position,
            Category.slug,
            CategoryLimit.amount,
            literal(""),
        )
        .join(Category, Category.id == CategoryLimit.category_id)
        .where(CategoryLimit.round_id == round_id)
    )


def _fundings(round_id: int) -> Select[str, int, int, str, int, str]:
    return (
        select(
            literal("funding"),
            literal(0),
            Project.number,
            Project.reference,
            literal(0),
            ProjectFunding.payer,
        )
        .join(Project, Project.id == ProjectFunding.project_id)
        .where(ProjectFunding.round_id == round_id)
    )
