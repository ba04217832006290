"""Appealing a refusal, and taking a project back."""

from neighbourhood import clock
from neighbourhood.languages import _
from neighbourhood.permissions import Action
from neighbourhood.projects import rules, services
from neighbourhood.projects.forms import (
    AppealForm,
    WithdrawForm,
)
from neighbourhood.projects.models import Project
from neighbourhood.projects.presenters.project_page import (
    author_actions,
    page_of,
)
from neighbourhood.projects.views.blueprint import ONE, blueprint, load_project
from neighbourhood.web import (
    actor,
    go,
    guard,
    language,
    page,
    say,
    session,
    writes,
)
from neighbourhood.web.answers import Answer


@blueprint.route(ONE + "appeal/", methods=["GET", "POST"])
@writes
@guard(Action.APPEAL_REFUSAL, load_project)
def appeal(project: Project) -> Answer:
    form = AppealForm()
    why = author_actions(project, clock.now()).appeal
    if not form.is_submitted():
        rules.require_may_appeal(
            project.round, project.state, clock.now(), is_appealed=project.appeal is not None
        )
    if form.validate_on_submit() and form.carries_out(
        lambda: services.appeal_refusal(
            session(),
            project,
            reason=form.reason.data,
            language=language().code,
            actor=actor(),
            now=clock.now(),
        )
    ):
        say(_("Your appeal is sent. Somebody else looks at your project, and we write to you."))
        return go("projects.show", slug=project.round.slug, number=project.number)
    return page(
        "projects/appeal.html",
        form=form,
        project=page_of(project),
        round=project.round,
        why_not=why,
    )


@blueprint.route(ONE + "withdraw/", methods=["GET", "POST"])
@writes
@guard(Action.WITHDRAW_PROJECT, load_project)
def withdraw(project: Project) -> Answer:
    form = WithdrawForm()
    if not form.is_submitted():
        rules.require_may_withdraw(project.round, project.state)
    if form.validate_on_submit() and form.carries_out(
        lambda: services.withdraw_project(
            session(), project, reason=form.reason.data, actor=actor(), now=clock.now()
        )
    ):
        say(_("Your project is withdrawn."))
        return go("projects.mine")
    return page("projects/withdraw.html", form=form, project=page_of(project), round=project.round)
