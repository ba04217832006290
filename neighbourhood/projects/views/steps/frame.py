"""What happens at every step of writing: it is shown, kept by itself, and leads on or away."""

from collections.abc import Callable
from typing import Any, TypeVar

from flask import redirect, request
from wtforms import HiddenField, SubmitField

from neighbourhood import clock
from neighbourhood.languages import _
from neighbourhood.projects import rules, services
from neighbourhood.projects.forms import StepForm
from neighbourhood.projects.models import Project
from neighbourhood.projects.presenters.steps import address_of, steps_of
from neighbourhood.projects.rules import step_after
from neighbourhood.web import actor, go, page, say, session
from neighbourhood.web.answers import Answer

Form = TypeVar("Form", bound=StepForm)


def take_step(project: Project, make: Callable[[bool], Form], **values: Any) -> Answer:
    """Show a step or keep what was sent; `make` returns its form, fresh from the project where it
    is told so.
    """
    form = make(False)
    if not form.is_submitted():
        require_may_edit(project)
        show_missing(form, project)
    if not form.wants_more() and form.validate_on_submit() and keeps(form, project):
        return go_on(project, form)
    return step_page(project, form, make, **values)


def keeps(form: StepForm, project: Project) -> bool:
    """Keep what was sent of this step; a refusal stands at its field."""
    return form.carries_out(
        lambda: services.change_part(
            session(),
            project,
            form.step,
            form.part(),
            version=form.known_version(),
            actor=actor(),
            now=clock.now(),
        )
    )


def go_on(project: Project, form: StepForm) -> Answer:
    """Send the author to the next step, or away where they asked to leave."""
    is_draft = project.state == rules.ProjectState.DRAFT
    if form.leave.data and is_draft and not project.is_dictated:
        say(_("Your draft is kept. You find it here at any time."))
        return go("projects.mine")
    if not is_draft:
        say(_("Your changes are kept."))
    if form.leave.data:
        return go("projects.show", slug=project.round.slug, number=project.number)
    return redirect(address_of(project, step_after(form.step)), code=303)


def step_page(
    project: Project, form: Form, make: Callable[[bool], Form], **values: Any
) -> tuple[str, int]:
    """Show a step; where somebody else kept it meanwhile, with both texts."""
    others = _others(form, make, project)
    return page(
        f"projects/steps/{form.step}.html",
        form=form,
        round=project.round,
        steps=steps_of(project, form.step),
        others=others,
        **values,
    )


def _others(form: Form, make: Callable[[bool], Form], project: Project) -> list[Any]:
    """Return the fields as they stand now, where somebody else kept the step meanwhile and they
    differ from what was sent.
    """
    if not form.errors or form.known_version() == project.version:
        return []
    # Whoever has read both may replace the other one.
    form.version.data = str(project.version)
    return [
        field
        for field in make(True)
        if not isinstance(field, (HiddenField, SubmitField))
        and not field.name.startswith(form.helpers)
        and field.data != form[field.name].data
    ]


def require_may_edit(project: Project) -> None:
    """Raise NotNow unless the text may change now."""
    rules.require_may_edit(project.round, project.state, clock.now(), answer_by=project.answer_by)


def show_missing(form: StepForm, project: Project) -> None:
    """Show what is missing beside each field, where the reader comes from handing it in."""
    if not request.args.get("check"):
        return
    for part in services.missing_of(session(), project):
        if rules.step_of(part.field or "") == form.step:
            form.refuse(part)
