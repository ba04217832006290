"""The demo city's departments with their sheet, and how they answer it."""

from neighbourhood import clock
from neighbourhood.demo.sources import source
from neighbourhood.demo.town import Town
from neighbourhood.languages import ready_languages
from neighbourhood.permissions import SYSTEM
from neighbourhood.projects.models import Project
from neighbourhood.projects.rules import Judgement, Verdict
from neighbourhood.reviews.queries import questions_asked
from neighbourhood.reviews.rules import DepartmentTerms, GivenAnswer, QuestionTerms, SheetKind
from neighbourhood.reviews.services import add_department, add_question, answer_sheet
from neighbourhood.reviews.words import FIRST_QUESTIONS
from neighbourhood.web.texts import sentence_in


def found_departments(town: Town) -> None:
    """Set up the departments that answer for the categories, and the sheet they answer."""
    for entry in source("departments")["departments"]:
        terms = DepartmentTerms(
            name=entry["name"],
            mailbox=entry["email"],
            category_ids=frozenset(town.categories[slug].id for slug in entry["categories"]),
            member_ids=frozenset(town.playing(part).id for part in entry["members"]),
        )
        add_department(town.session, entry["slug"], terms, actor=SYSTEM, now=clock.now())
    for kind, sentence in FIRST_QUESTIONS.values():
        words = QuestionTerms(kind, sentence_in(ready_languages().values(), sentence))
        add_question(town.session, words, actor=SYSTEM, now=clock.now())


def answer_before(town: Town, project: Project, judgement: Judgement) -> None:
    """Answer the sheet: all of it before "feasible", the formal check before a refusal."""
    if judgement.verdict == Verdict.ASKED_BACK:
        return
    asked = questions_asked(town.session)
    is_fine = judgement.verdict == Verdict.FEASIBLE
    answered = [one for one in asked if is_fine or one.kind == SheetKind.FORMAL]
    answer_sheet(
        town.session,
        project,
        {one.id: GivenAnswer("yes") for one in answered},
        finishes=is_fine,
        actor=town.acting("reviewer"),
        now=clock.now(),
    )
