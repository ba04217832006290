"""Taking reviews in from a table: planned as a whole, and done as a whole."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from neighbourhood.permissions import Action, Actor, require
from neighbourhood.projects.models import Project
from neighbourhood.refusals import NotNow
from neighbourhood.reviews.models import Assignment, Department, SheetAnswer
from neighbourhood.reviews.queries import active_departments, assignments_of, questions_asked
from neighbourhood.reviews.queries.tables import answers_by_project, projects_named
from neighbourhood.reviews.rules import GivenAnswer
from neighbourhood.reviews.rules.tables import DEPARTMENTS, NUMBER, Problem, Table, TableLine
from neighbourhood.reviews.services.assign import NewAssignment, assign
from neighbourhood.reviews.services.notes import add_note
from neighbourhood.reviews.services.sheet import answer_sheet
from neighbourhood.rounds.rules import start_of_day


@dataclass(frozen=True)
class Change:
    """What a line of the table changes: new departments, answers and a note."""

    line: int
    project: Project
    departments: tuple[NewAssignment, ...]
    answers: Mapping[int, GivenAnswer]
    proposal: str


@dataclass(frozen=True)
class Plan:
    """Everything that a table changes, and what is wrong with it; nothing is done while anything
    is.
    """

    changes: tuple[Change, ...]
    problems: tuple[Problem, ...]

    @property
    def fingerprint(self) -> str:
        """Return what tells one plan from another, so that what was read is what is done."""
        said = [
            (
                one.project.id,
                [(new.department.id, str(new.due_at)) for new in one.departments],
                sorted((n, answer.answer, answer.known) for n, answer in one.answers.items()),
                one.proposal,
            )
            for one in self.changes
        ]
        return hashlib.sha256(repr(said).encode()).hexdigest()


def plan_of_table(session: Session, table: Table, *, zone: ZoneInfo) -> Plan:
    """Return what a table would change, without changing anything."""
    lines = table.lines
    projects = projects_named(session, {(one.round, one.number) for one in lines})
    numbers = [project.id for project in projects.values()]
    departments = {one.slug: one for one in active_departments(session)}
    asked = {question.id for question in questions_asked(session)}
    assignments, answers = assignments_of(session, numbers), answers_by_project(session, numbers)
    changes: list[Change] = []
    problems = list(table.problems)
    for line in lines:
        project = projects.get((line.round, line.number))
        if project is None:
            problems.append(Problem(line.line, NUMBER, "table_no_project", str(line.number)))
            continue
        problems += _problems_of(line, set(departments), asked)
        change = _change(
            line, project, departments, assignments[project.id], answers[project.id], zone
        )
        if change.departments or change.answers or change.proposal:
            changes.append(change)
    return Plan(tuple(changes), tuple(sorted(problems, key=lambda one: (one.line, one.column))))


def _problems_of(line: TableLine, departments: set[str], asked: set[int]) -> list[Problem]:
    unknown = [slug for slug in line.departments if slug not in departments]
    ended = [number for number in line.answers if number not in asked]
    return [
        *(Problem(line.line, DEPARTMENTS, "table_no_department", slug) for slug in unknown),
        *(Problem(line.line, f"q{number}", "table_no_question", "") for number in ended),
    ]


def _change(
    line: TableLine,
    project: Project,
    departments: Mapping[str, Department],
    assignments: Sequence[Assignment],
    answers: Mapping[int, SheetAnswer],
    zone: ZoneInfo,
) -> Change:
    due = start_of_day(line.due + timedelta(days=1), zone) if line.due else None
    standing = {one.department_id: one for one in assignments}
    new = [
        NewAssignment(departments[slug], _reviewer(standing, departments[slug]), due)
        for slug in dict.fromkeys(line.departments)
        if slug in departments and _is_new(standing.get(departments[slug].id), due)
    ]
    given = {
        number: GivenAnswer(answer, known.note if known else "", _stamp(known))
        for number, answer in line.answers.items()
        for known in [answers.get(number)]
        if known is None or known.answer != answer
    }
    return Change(line.line, project, tuple(new), given, line.proposal)


def _reviewer(standing: Mapping[int, Assignment], department: Department) -> int | None:
    known = standing.get(department.id)
    return known.reviewer_id if known else None


def _is_new(known: Assignment | None, due: datetime | None) -> bool:
    return known is None or (due is not None and known.due_at != due)


def _stamp(known: SheetAnswer | None) -> str:
    return known.answered_at.isoformat() if known else ""


def take_in(session: Session, plan: Plan, *, fingerprint: str, actor: Actor, now: datetime) -> int:
    """Do all that a plan says, or nothing: raises NotNow where it is not the plan that was read.
    Return how many projects it changes.
    """
    require(actor, Action.EXCHANGE_REVIEWS)
    if plan.problems:
        raise NotNow("table_wrong")
    if plan.fingerprint != fingerprint:
        raise NotNow("table_other_plan")
    for change in plan.changes:
        project = change.project
        for new in change.departments:
            assign(session, [project.id], new, actor=actor, now=now)
        if change.answers:
            answer_sheet(session, project, change.answers, actor=actor, now=now)
        if change.proposal:
            add_note(session, project, change.proposal, actor=actor, now=now)
    return len(plan.changes)
