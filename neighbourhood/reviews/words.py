"""What the room of reviews says: refusals, kinds of questions, answers, a first sheet."""

from neighbourhood.languages import Sentence, _dl, _l
from neighbourhood.projects.words import CHECK_ANSWERS as ANSWERS
from neighbourhood.projects.words import CHECK_KINDS as KINDS
from neighbourhood.reviews.rules import SheetKind

__all__ = [
    "ANSWERS",
    "FIRST_QUESTIONS",
    "KINDS",
    "QUEUE_PARTS",
    "QUEUE_WHOSE",
    "REFUSALS",
    "TABLE_PROBLEMS",
]

REFUSALS: dict[str, Sentence] = {
    "department_slug": _dl("Please use small letters, figures and hyphens, such as green-spaces."),
    "department_name_missing": _dl("Please name the department in at least one language."),
    "department_mailbox": _dl("This is not an e-mail address."),
    "department_exists": _dl("There is already a department with this short name."),
    "department_rests": _dl("This department gets no more projects. Please choose another one."),
    "member_no_reviewer": _dl(
        "One of these people is neither a reviewer nor a member of the staff. Please give them the "
        "role of a reviewer first."
    ),
    "staff_assigns": _dl(
        "You can pass on what your own department has. Which department looks at a project, and "
        "until when, the staff decide."
    ),
    "reviewer_elsewhere": _dl("This person does not review for this department."),
    "reviewer_is_author": _dl(
        "This person is an author of project %(number)s, so somebody else has to look at it."
    ),
    "due_past": _dl("This day lies in the past."),
    "assigned_already": _dl(
        "Somebody gave this project to the same department at the same moment. Please look again."
    ),
    "review_note_missing": _dl("Please write what you want to note."),
    "sheet_kind_unknown": _dl("Please choose the part of the sheet."),
    "sheet_text_missing": _dl("Please write the question in at least one language."),
    "sheet_answer_unknown": _dl("Please choose one of the answers."),
    "sheet_note_alone": _dl("Please choose an answer for this note."),
    "sheet_question_ended": _dl(
        "This question was changed or ended meanwhile. Please open the page again."
    ),
    "other_department_answers": _dl("Another department answers this question."),
    "answered_meanwhile": _dl(
        "Somebody else has answered this question since you opened the page. What you chose is "
        "still here: look at their answer, then send yours again."
    ),
    "part_incomplete": _dl(
        "This question needs an answer before your department has done its part."
    ),
    "table_missing": _dl("Please choose a file."),
    "table_unreadable": _dl("This file cannot be read. Please save it as CSV, in UTF-8."),
    "table_too_long": _dl("A file has at most %(most)s lines. Please divide it."),
    "table_without_project": _dl(
        "The first line has to name the columns, with “round” and “number” among them."
    ),
    "table_wrong": _dl("Something in this file is wrong, so nothing was changed."),
    "table_other_plan": _dl(
        "Somebody changed something since you read this. Please read the list again."
    ),
    "sheet_incomplete": _dl(
        "%(number)s required questions of the sheet have no answer yet. They are listed on this "
        "page."
    ),
}

#: A sheet to start from, (kind, question) by a short name: "no" always says that something is
#: wrong.
FIRST_QUESTIONS: dict[str, tuple[str, Sentence]] = {
    "entitled": (SheetKind.FORMAL, _l("May its authors propose here?")),
    "inside": (SheetKind.FORMAL, _l("Does it lie inside the area of this round?")),
    "common": (SheetKind.FORMAL, _l("Does it serve the common interest, not one person or firm?")),
    "competent": (SheetKind.FORMAL, _l("May the city pay for something like this?")),
    "new": (SheetKind.FORMAL, _l("Is it more than what the city plans to do anyway?")),
    "lawful": (SheetKind.FORMAL, _l("Is it free of hatred, advertising and private data?")),
    "land": (
        SheetKind.SUBSTANCE,
        _l("Does it stand on public land, or has the owner of the land agreed?"),
    ),
    "legal": (SheetKind.SUBSTANCE, _l("Is it legal, with the permits that it needs?")),
    "buildable": (SheetKind.SUBSTANCE, _l("Can it be built or carried out as described?")),
    "costs": (SheetKind.SUBSTANCE, _l("Are the costs plausible?")),
    "upkeep": (SheetKind.SUBSTANCE, _l("Is it clear who pays for its upkeep?")),
    "access": (SheetKind.SUBSTANCE, _l("Can people with disabilities use it?")),
    "time": (SheetKind.SUBSTANCE, _l("Can it be done in the time that the programme allows?")),
}

#: Whose answers the reviewers' queue waits for.
QUEUE_WHOSE: dict[str, Sentence] = {
    # Translators: a filter of projects: those that wait for the reader
    "me": _dl("Me"),
    # Translators: a filter of projects: those that wait for the reader's department
    "departments": _dl("My departments"),
}

#: How the departments' part of a project stands.
QUEUE_PARTS: dict[str, Sentence] = {
    # Translators: a filter of projects: no department looks at them
    "unassigned": _dl("No department looks at it"),
    # Translators: a filter of projects: a department has not answered yet
    "open": _dl("An answer is missing"),
    # Translators: a filter of projects: a department has not answered in time
    "late": _dl("An answer is late"),
    # Translators: a filter of projects: only the verdict is missing
    "ready": _dl("All departments have answered"),
}

#: What is wrong with a cell of a table.
TABLE_PROBLEMS: dict[str, Sentence] = {
    "table_number": _dl("“%(value)s” is no number of a project."),
    "table_twice": _dl("Project %(value)s stands in the file twice."),
    "table_answer": _dl("“%(value)s” is no answer. Please write yes, no or n/a."),
    "table_day": _dl("“%(value)s” is no day. Please write it like 2026-10-31."),
    "table_cell_long": _dl("This is too long: at most %(value)s characters."),
    "table_no_project": _dl("This round has no project %(value)s."),
    "table_no_department": _dl("No department that gets projects is called “%(value)s”."),
    "table_no_question": _dl("The sheet has no such question any more."),
}
