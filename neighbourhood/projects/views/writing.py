"""Writing a project and changing what was written."""

from flask import request

from neighbourhood import clock
from neighbourhood.languages import _, known_languages
from neighbourhood.permissions import Action
from neighbourhood.projects import rules, services
from neighbourhood.projects.forms import (
    ProjectForm,
    new_project_form,
    project_form,
)
from neighbourhood.projects.models import Project
from neighbourhood.projects.presenters.project_page import (
    ReviewView,
    review_view,
)
from neighbourhood.projects.views.blueprint import (
    ONE,
    blueprint,
    categories,
    load_project,
    load_round,
)
from neighbourhood.rounds.models import Round
from neighbourhood.web import (
    BaseForm,
    actor,
    go,
    guard,
    language,
    languages,
    page,
    say,
    session,
    writes,
)
from neighbourhood.web.answers import Answer


@blueprint.route("/rounds/<slug>/propose/", methods=["GET", "POST"])
@writes
@guard(Action.PROPOSE_PROJECT, load_round)
def propose(round_: Round) -> Answer:
    form = offered(new_project_form(), round_)
    # Only before writing: what somebody has written stays on the page with the reason, where the
    # phase ends meanwhile.
    if not form.is_submitted():
        rules.require_may_write(round_, clock.now())
    if (
        not form.wants_more_rows()
        and form.validate_on_submit()
        and form.carries_out(
            lambda: services.write_draft(
                session(),
                round_,
                form.content(),
                submission_key=form.submission_key.data,
                actor=actor(),
                now=clock.now(),
            )
        )
    ):
        say(_("Your draft is kept. Only you can see it until you submit it."))
        return go("projects.submit", slug=round_.slug, number=form.result.number)
    return page(
        "projects/write.html", form=form, round=round_, project=None, is_draft=True, question=None
    )


@blueprint.route(ONE + "edit/", methods=["GET", "POST"])
@writes
@guard(Action.EDIT_PROJECT, load_project)
def edit(project: Project) -> Answer:
    is_draft, question = project.state == rules.ProjectState.DRAFT, _question_of(project)
    form = offered(project_form(project), project.round)
    if not form.is_submitted():
        rules.require_may_edit(
            project.round, project.state, clock.now(), answer_by=project.answer_by
        )
        show_missing(form, project)
    if not form.wants_more_rows() and form.validate_on_submit() and changes(form, project):
        say(_("Your changes are kept."))
        following = "projects.answer" if question else "projects.show"
        return go(
            "projects.submit" if is_draft else following,
            slug=project.round.slug,
            number=project.number,
        )
    return page(
        "projects/write.html",
        form=form,
        round=project.round,
        project=project,
        is_draft=is_draft,
        question=question,
    )


def _question_of(project: Project) -> ReviewView | None:
    """Return what the city asks the author, where it waits for an answer."""
    return review_view(project.reviews[-1]) if project.answer_by is not None else None


def offered(form: ProjectForm, round_: Round) -> ProjectForm:
    """Return the form with its choices."""
    spoken = [(known.code, known.own_name) for known in languages()]
    # The city's languages first; people may write in every other one that the site knows.
    spoken += [
        (code, known.own_name)
        for code, known in known_languages().items()
        if code not in dict(spoken)
    ]
    return form.offer(round_, categories(by="id"), spoken, language().code)


def changes(form: ProjectForm, project: Project) -> bool:
    """Carry the change out; where somebody was faster, the next try knows the newer version."""
    is_done = form.carries_out(
        lambda: services.edit_project(
            session(),
            project,
            form.content(),
            version=form.known_version(),
            actor=actor(),
            now=clock.now(),
        )
    )
    if not is_done:
        form.version.data = str(project.version)
    return is_done


def show_missing(form: BaseForm, project: Project) -> None:
    """Show what a draft still lacks beside each field, where the reader comes from handing
    it in.
    """
    if request.args.get("check"):
        for part in rules.missing_parts(
            services.content_of(project), fund=project.round.fund.amount
        ):
            form.refuse(part)
