"""Who writes a project: its authors, their invitations, and those who ask to join."""

from flask import request, url_for

from neighbourhood import clock
from neighbourhood.languages import _
from neighbourhood.people.forms import PlainForm
from neighbourhood.people.queries import open_join_codes
from neighbourhood.people.views.joining import (
    card_to_join,
    code_is_over,
    sign_in_to_join,
    thing_to_join,
)
from neighbourhood.permissions import Action
from neighbourhood.projects import queries, services
from neighbourhood.projects.forms.authors import AcceptForm, AskToJoinForm
from neighbourhood.projects.models import Project
from neighbourhood.projects.presenters.texts import readable
from neighbourhood.projects.rules import ProjectState
from neighbourhood.projects.views.blueprint import ONE, blueprint, load_own_project, load_project
from neighbourhood.things import ThingKind, ThingRef
from neighbourhood.web import actor, go, guard, page, say, session, writes
from neighbourhood.web.answers import Answer
from neighbourhood.web.fields import number_chosen


def _to_authors(project: Project) -> Answer:
    return go("projects.authors", slug=project.round.slug, number=project.number)


@blueprint.get(ONE + "authors/")
@guard(Action.EDIT_PROJECT, load_own_project)
def authors(project: Project) -> Answer:
    own_id = actor().person_id
    names = {one.person_id: one.is_named for one in project.co_authors}
    return page(
        "projects/authors.html",
        project=project,
        title=readable(project, "title"),
        own_id=own_id,
        is_named=names.get(own_id or 0, project.is_author_named),
        is_first=project.author_ids[0] == own_id,
        is_draft=project.state == ProjectState.DRAFT,
        codes=open_join_codes(session(), ThingRef(ThingKind.PROJECT, project.id), clock.now()),
        requests=queries.open_requests(session(), project),
        button=PlainForm(formdata=None),
    )


@blueprint.post(ONE + "authors/invite/")
@writes(is_public=False)
@guard(Action.EDIT_PROJECT, load_own_project)
def invite_author(project: Project) -> Answer:
    form = PlainForm()
    if not form.validate_on_submit():
        return _to_authors(project)
    code = services.invite_author(
        session(), project, key=form.submission_key.data or "", actor=actor(), now=clock.now()
    )
    back = url_for("projects.authors", slug=project.round.slug, number=project.number)
    thing = ThingRef(ThingKind.PROJECT, project.id)
    return card_to_join(thing, code, title=project.title, language_code=project.language, back=back)


@blueprint.post(ONE + "authors/drop/")
@writes(is_public=False)
@guard(Action.EDIT_PROJECT, load_own_project)
def drop_author_invitation(project: Project) -> Answer:
    number = number_chosen(request.form.get("code_id", ""))
    services.drop_author_invitation(session(), project, number, actor=actor())
    say(_("The invitation is taken back. It opens nothing any more."))
    return _to_authors(project)


@blueprint.post(ONE + "authors/remove/")
@writes
@guard(Action.EDIT_PROJECT, load_own_project)
def remove_author(project: Project) -> Answer:
    number = number_chosen(request.form.get("person_id", ""))
    services.remove_author(session(), project, number, actor=actor(), now=clock.now())
    if number == actor().person_id:
        say(_("You are an author of this project no more."))
        return go("projects.mine")
    say(_("This person is an author of the project no more."))
    return _to_authors(project)


@blueprint.post(ONE + "authors/name/")
@writes
@guard(Action.EDIT_PROJECT, load_own_project)
def show_name(project: Project) -> Answer:
    is_named = request.form.get("is_named") == "1"
    services.show_name(session(), project, is_named=is_named, actor=actor())
    say(
        _("Your name is on the page of the project.")
        if is_named
        else _("Your name is not shown to the public.")
    )
    return _to_authors(project)


@blueprint.post(ONE + "authors/answer/")
@writes
@guard(Action.EDIT_PROJECT, load_own_project)
def answer_join_request(project: Project) -> Answer:
    accepts = request.form.get("decision") == "accept"
    services.answer_join_request(
        session(),
        project,
        number_chosen(request.form.get("person_id", "")),
        accepts=accepts,
        actor=actor(),
        now=clock.now(),
    )
    say(
        _("They write the project with you now.")
        if accepts
        else _("You have declined. The person gets a mail.")
    )
    return _to_authors(project)


@blueprint.route(ONE + "join/", methods=["GET", "POST"])
@writes(is_public=False)
@guard(Action.ASK_TO_JOIN, load_project)
def join(project: Project) -> Answer:
    form = AskToJoinForm()
    if form.validate_on_submit() and form.carries_out(
        lambda: services.ask_to_join(
            session(), project, sentence=form.sentence.data, actor=actor(), now=clock.now()
        )
    ):
        say(_("The authors have your question. You get a mail when they answer."))
        return go("projects.show", slug=project.round.slug, number=project.number)
    return page(
        "projects/ask_to_join.html",
        form=form,
        project=project,
        title=readable(project, "title"),
    )


@blueprint.route("/projects/join/<secret>/", methods=["GET", "POST"])
@writes
@guard(Action.SIGN_IN)
def accept(secret: str) -> Answer:
    number = thing_to_join(secret, ThingKind.PROJECT)
    if number is None:
        return code_is_over()
    project, form = queries.project_by_id(session(), number), AcceptForm()
    if form.is_submitted() and not actor().is_signed_in:
        return sign_in_to_join()
    if form.validate_on_submit() and form.carries_out(
        lambda: services.join_project(
            session(),
            project,
            secret,
            is_named=bool(form.is_named.data),
            actor=actor(),
            now=clock.now(),
        )
    ):
        say(_("You write this project too now."))
        return go("projects.show", slug=project.round.slug, number=project.number)
    return page(
        "projects/join.html",
        form=form,
        project=project,
        title=readable(project, "title"),
        is_signed_in=actor().is_signed_in,
    )
