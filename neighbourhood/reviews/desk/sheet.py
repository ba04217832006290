"""A department answers its part of the sheet, one project after the other."""

from collections.abc import Sequence

from neighbourhood import clock
from neighbourhood.languages import _d
from neighbourhood.permissions import Action, Role
from neighbourhood.projects.desk.blueprint import load_project
from neighbourhood.projects.models import Project
from neighbourhood.projects.presenters.project_page import page_of, why_not
from neighbourhood.projects.rules import require_may_review
from neighbourhood.reviews import queries, services
from neighbourhood.reviews.desk.blueprint import blueprint
from neighbourhood.reviews.desk.one import changed_parts, parts_of
from neighbourhood.reviews.desk.shapes import beside_project, go_on, kept_choice, ways_beside
from neighbourhood.reviews.forms import sheet_form
from neighbourhood.reviews.models import SheetQuestion
from neighbourhood.reviews.presenters.parts import SheetLine, sheet_lines
from neighbourhood.reviews.queries import Work
from neighbourhood.reviews.rules import GivenAnswer
from neighbourhood.reviews.words import KINDS
from neighbourhood.web import actor, guard, page, say, session, writes
from neighbourhood.web.answers import Answer

SHEET = "reviews_desk.sheet"


@blueprint.route("/projects/<int(max=999999999):project_id>/sheet/", methods=["GET", "POST"])
@writes
@guard(Action.REVIEW_PROJECT, load_project)
def sheet(project: Project) -> Answer:
    work = queries.work_on(session(), project, actor().person_id)
    own = work.questions_of(is_staff=actor().has_role(Role.STAFF))
    form = sheet_form(own, work.answers)
    found, finishes = beside_project(project), bool(form.finish.data)
    if form.validate_on_submit() and form.carries_out(
        lambda: _answer(project, form.given(own), finishes=finishes)
    ):
        say(_d("Your part is done.") if finishes else _d("Your answers are kept."))
        return go_on(SHEET, found, to_next=True)
    return page(
        "reviews/desk/sheet.html",
        form=form,
        kinds=KINDS,
        questions=own,
        others=_others(project, work, own),
        project=page_of(project),
        parts=parts_of(work),
        round=project.round,
        beside=ways_beside(found, SHEET),
        back=kept_choice(),
        changed=changed_parts(project),
        has_part=work.has_part,
        why_not=why_not(lambda: require_may_review(project.round, project.state, clock.now())),
    )


def _answer(project: Project, given: dict[int, GivenAnswer], *, finishes: bool) -> int:
    return services.answer_sheet(
        session(), project, given, finishes=finishes, actor=actor(), now=clock.now()
    )


def _others(project: Project, work: Work, own: Sequence[SheetQuestion]) -> list[SheetLine]:
    """Return what the reader does not answer but may read."""
    mine = {one.id for one in own}
    return [line for line in sheet_lines(project, work) if line.id not in mine]
