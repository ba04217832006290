"""What officers enter for somebody without an account, and what they tell them in person."""

from neighbourhood import clock
from neighbourhood.languages import _d, _dl
from neighbourhood.outbox.models import Message
from neighbourhood.outbox.queries import message_by_id
from neighbourhood.permissions import Action, Actor, decide
from neighbourhood.projects import queries, services
from neighbourhood.projects.desk.blueprint import blueprint, load_round
from neighbourhood.projects.forms.dictated import DictatedForm, TellForm
from neighbourhood.projects.models import Project
from neighbourhood.projects.presenters.dictated import (
    dictated_here,
    rounds_to_enter,
    untold_count,
)
from neighbourhood.refusals import NotFound
from neighbourhood.rounds.models import Round
from neighbourhood.web import actor, go, guard, page, say, session, writes
from neighbourhood.web.answers import Answer
from neighbourhood.web.waiting import Waiting


@blueprint.route("/dictated/")
@guard(Action.SEE_DICTATED)
def dictated() -> Answer:
    now = clock.now()
    return page(
        "projects/desk/dictated.html",
        told=TellForm(formdata=None),
        projects=dictated_here(session(), actor(), now),
        rounds=rounds_to_enter(session(), actor(), now),
    )


@blueprint.route("/dictated/<slug>/enter/", methods=["GET", "POST"])
@writes
@guard(Action.ENTER_PROJECT, load_round)
def enter(round_: Round) -> Answer:
    form = DictatedForm().offer()
    if form.validate_on_submit() and form.carries_out(
        lambda: services.enter_project(
            session(),
            round_,
            form.content(),
            author_name=form.author_name.data,
            has_agreed=form.has_agreed.data,
            submission_key=form.submission_key.data,
            actor=actor(),
            now=clock.now(),
        )
    ):
        say(_d("The draft is kept. Any officer of this place can go on with it."))
        return go("projects.edit_idea", slug=round_.slug, number=form.result.number)
    return page("projects/desk/enter.html", form=form, round=round_)


def load_dictated(project_id: int, message: Message) -> Project:
    """Return the dictated project that the address names, where the message is about it."""
    project = queries.project_by_id(session(), project_id)
    where = (message.content.get("slug"), message.content.get("number"))
    if not project.is_dictated or where != (project.round.slug, project.number):
        raise NotFound
    return project


@blueprint.route(
    "/dictated/<int(max=999999999):project_id>/<int(max=999999999):message_id>/told/",
    methods=["POST"],
)
@writes(is_public=False)
@guard(Action.SEE_DICTATED)
def tell(project_id: int, message_id: int) -> Answer:
    message = message_by_id(session(), message_id)
    # A doubled click: a message that was told says no more what it was about.
    if message.kept_at is not None:
        return go("projects_desk.dictated")
    project = load_dictated(project_id, message)
    if TellForm().validate_on_submit():
        services.tell_author(session(), project, message, actor=actor(), now=clock.now())
        say(_d("Noted. The person was told."))
    return go("projects_desk.dictated")


def people_to_tell(database: object, reader: Actor, _now: object) -> list[Waiting]:
    """Tell the desk's first page of notices that wait until an officer tells somebody in person."""
    if not decide(reader, Action.SEE_DICTATED).is_allowed:
        return []
    count, since = untold_count(database, reader)
    if not count or since is None:
        return []
    label = _dl("People whose dictated project has news, to tell in person")
    return [Waiting(label, "projects_desk.dictated", since, count=count)]
