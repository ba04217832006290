"""What reviews bring to the house."""

from neighbourhood.database.person_data import Erasure, about_person, done_by
from neighbourhood.languages import _dl
from neighbourhood.permissions import Action
from neighbourhood.projects.queries.checks import checks_of
from neighbourhood.projects.services.asked import (
    give_to_departments,
    keep_checks,
    require_checked,
)
from neighbourhood.refusals import Invalid, NotNow
from neighbourhood.reviews import desk, models, queries, services, timed, words
from neighbourhood.things import ThingKind
from neighbourhood.web.navigation import Link, Menu
from neighbourhood.web.room import Room

REVIEWS = Room(
    name="reviews",
    tables=(models,),
    blueprints=(desk.blueprint,),
    refusals=words.REFUSALS,
    constraints={
        "uq_departments_slug": (Invalid, "department_exists"),
        "uq_assignments_project_id_department_id": (NotNow, "assigned_already"),
    },
    acts={
        "add_department": _dl("Department added"),
        "add_sheet_question": _dl("Question added to the sheet"),
        "answer_sheet": _dl("Questions of the sheet answered"),
        "assign_project": _dl("Project given to a department"),
        "change_department": _dl("Department changed"),
        "change_sheet_question": _dl("Question of the sheet changed"),
        "end_sheet_question": _dl("Question of the sheet ended"),
        "take_from_department": _dl("Project taken from a department"),
    },
    things={
        ThingKind.DEPARTMENT: _dl("Department %(number)s"),
        ThingKind.SHEET_QUESTION: _dl("Question %(number)s of the sheet"),
    },
    message_kinds={"projects_assigned": _dl("Projects were given to a department")},
    timed=(timed.tell_departments,),
    waiting=(desk.lines.projects_to_review,),
    due=(desk.lines.reviews_due,),
    navigation=tuple(
        Link(Menu.DESK, order, label, f"reviews_desk.{page}", action)
        for order, label, page, action in (
            (70, _dl("Projects to review"), "waiting", Action.SEE_REVIEWS),
            (72, _dl("How far reviews are"), "progress", Action.SEE_REVIEWS),
            (102, _dl("Departments"), "departments", Action.SET_UP_REVIEWS),
            (104, _dl("The sheet"), "questions", Action.SET_UP_REVIEWS),
        )
    ),
    person_data=(
        about_person(models.DepartmentMember.person_id, Erasure.ROW),
        about_person(models.Assignment.reviewer_id, Erasure.EMPTY),
        done_by(models.SheetAnswer.answered_by_id),
        about_person(models.ReviewNote.written_by_id, Erasure.EMPTY),
    ),
    answers=(
        give_to_departments.answered_by(services.assign_by_category),
        require_checked.answered_by(services.require_checked),
        keep_checks.answered_by(services.keep_checks),
        checks_of.answered_by(queries.released_checks),
    ),
)
