"""Judging one project after the other, with what the departments have answered beside it."""

from neighbourhood import clock
from neighbourhood.languages import _d
from neighbourhood.permissions import Action
from neighbourhood.projects import queries as projects
from neighbourhood.projects import rules, services
from neighbourhood.projects.desk.blueprint import load_project
from neighbourhood.projects.forms import ReviewForm, review_form
from neighbourhood.projects.models import Project
from neighbourhood.projects.presenters.history import ChangedPart, difference
from neighbourhood.projects.presenters.project_page import page_of, review_view, why_not
from neighbourhood.projects.queries import queue as project_queue
from neighbourhood.reviews import queries
from neighbourhood.reviews import services as reviews
from neighbourhood.reviews.desk.blueprint import blueprint
from neighbourhood.reviews.desk.shapes import beside_project, go_on, kept_choice, ways_beside
from neighbourhood.reviews.forms import NoteForm
from neighbourhood.reviews.presenters.parts import PartView, part_view, sheet_lines
from neighbourhood.reviews.queries import Work
from neighbourhood.rounds.rules import PhaseKind, phase_of
from neighbourhood.web import actor, go, guard, language, languages, page, say, session, writes
from neighbourhood.web.answers import Answer
from neighbourhood.web.filters import pick_text

ONE = "reviews_desk.review"


@blueprint.route("/projects/<int(max=999999999):project_id>/", methods=["GET", "POST"])
@writes
@guard(Action.REVIEW_PROJECT, load_project)
def review(project: Project) -> Answer:
    work = queries.work_on(session(), project, actor().person_id)
    form, found = _form_of(project, work), beside_project(project)
    if form.validate_on_submit() and form.carries_out(
        lambda: services.review_project(
            session(), project, form.judgement(), actor=actor(), now=clock.now()
        )
    ):
        say(_what_was_done(project))
        return go_on(ONE, found, to_next=bool(form.go_on.data))
    now, around = clock.now(), project.round
    return page(
        "reviews/desk/review.html",
        form=form,
        project=page_of(project),
        round=around,
        beside=ways_beside(found, ONE),
        back=kept_choice(),
        held=review_view(project.held_review) if project.held_review else None,
        changed=changed_parts(project),
        twins=project_queue.similar_projects(session(), project),
        review_phase=phase_of(around.phases, PhaseKind.REVIEW),
        holds=rules.is_held(around, rules.Verdict.FEASIBLE, now),
        why_not=why_not(lambda: _require_may_review(project)),
        work=work,
        sheet=sheet_lines(project, work),
        parts=parts_of(work),
        note_form=NoteForm(formdata=None),
    )


def parts_of(work: Work) -> list[PartView]:
    """Return the departments that look at a project, as pages show them."""
    return [part_view(one, clock.now()) for one in work.assignments]


def changed_parts(project: Project) -> tuple[ChangedPart, ...] | None:
    """Return what the author has changed since the city asked for it, None where it has not."""
    if not project.reviews or project.reviews[-1].answer_by is None:
        return None
    return difference(project, projects.history(session(), project))


def _form_of(project: Project, work: Work) -> ReviewForm:
    last = project_queue.last_department(session(), actor().person_id)
    return review_form(
        project,
        [(known.code, known.own_name) for known in languages()],
        language().code,
        department=last or (pick_text(work.own[0].name) if work.own else ""),
        now=clock.now(),
    )


def _require_may_review(project: Project) -> None:
    rules.require_may_review(project.round, project.state, clock.now())
    if project.open_appeal is not None:
        rules.require_other_reviewer(project.open_appeal.review.reviewer_id, actor().person_id)


def _what_was_done(project: Project) -> str:
    if project.held_review is not None:
        return _d("The verdict is kept. It goes out with the others of the round.")
    if project.answer_by is not None:
        return _d("The question is sent to the author.")
    return _d("The verdict is published and the author is told.")


@blueprint.route("/projects/<int(max=999999999):project_id>/notes/", methods=["POST"])
@writes
@guard(Action.REVIEW_PROJECT, load_project)
def note(project: Project) -> Answer:
    form = NoteForm()
    if form.validate_on_submit() and form.carries_out(
        lambda: reviews.add_note(session(), project, form.note.data, actor=actor(), now=clock.now())
    ):
        say(_d("The note is kept."))
        return go(ONE, anchor="notes", **(kept_choice() | {"project_id": project.id}))
    return page("reviews/desk/note.html", form=form, project=page_of(project), back=kept_choice())
