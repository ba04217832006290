"""Handing a project in, and answering what was asked back."""

from neighbourhood import clock
from neighbourhood.languages import _
from neighbourhood.permissions import Action
from neighbourhood.projects import rules, services
from neighbourhood.projects.forms import (
    SubmitForm,
)
from neighbourhood.projects.models import Project
from neighbourhood.projects.presenters.project_page import (
    author_actions,
    page_of,
    why_not,
)
from neighbourhood.projects.presenters.similar import similar_to
from neighbourhood.projects.presenters.steps import steps_of
from neighbourhood.projects.rules import Step
from neighbourhood.projects.views.blueprint import ONE, blueprint, load_own_project
from neighbourhood.web import (
    actor,
    go,
    guard,
    page,
    say,
    session,
    writes,
)
from neighbourhood.web.answers import Answer


@blueprint.route(ONE + "submit/", methods=["GET", "POST"])
@writes
@guard(Action.SUBMIT_PROJECT, load_own_project)
def submit(project: Project) -> Answer:
    form = SubmitForm()
    if form.validate_on_submit() and form.carries_out(
        lambda: services.submit_project(session(), project, actor=actor(), now=clock.now())
    ):
        say(_("Your project is submitted. Everybody can read it now."))
        return go("projects.show", slug=project.round.slug, number=project.number)
    why = author_actions(project, clock.now()).submit
    return _page_before_handing_in(project, form, why, is_answer=False)


@blueprint.route(ONE + "answer/", methods=["GET", "POST"])
@writes
@guard(Action.EDIT_PROJECT, load_own_project)
def answer(project: Project) -> Answer:
    form = SubmitForm()
    if not form.is_submitted():
        _require_may_answer(project)
    if form.validate_on_submit() and form.carries_out(
        lambda: services.answer_question(session(), project, actor=actor(), now=clock.now())
    ):
        say(_("Your project is handed in again. The city looks at what you changed."))
        return go("projects.show", slug=project.round.slug, number=project.number)
    why = why_not(lambda: _require_may_answer(project))
    return _page_before_handing_in(project, form, why, is_answer=True)


def _require_may_answer(project: Project) -> None:
    rules.require_may_answer(project.round, project.state, clock.now(), answer_by=project.answer_by)


def _page_before_handing_in(
    project: Project, form: SubmitForm, why: str, *, is_answer: bool
) -> Answer:
    return page(
        "projects/submit.html",
        form=form,
        project=page_of(project),
        round=project.round,
        why_not=why,
        is_answer=is_answer,
        steps=steps_of(project, Step.CHECK),
        similar=similar_to(session(), project),
    )
