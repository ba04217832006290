"""The desk of results: preview, asking, confirming, correcting, and the council's act."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import Blueprint

from neighbourhood import clock
from neighbourhood.languages import Sentence, _d, _dl
from neighbourhood.permissions import Action, Actor, decide
from neighbourhood.refusals import Refusal
from neighbourhood.results import queries, services, words
from neighbourhood.results.explanation.page import ResultView, result_view
from neighbourhood.results.forms import ActForm, AnswerForm, AskForm, PublishForm
from neighbourhood.results.models import PublicationRequest
from neighbourhood.rounds.models import Phase, Round
from neighbourhood.rounds.presenters.due import dues_of
from neighbourhood.rounds.presenters.endings import end_view
from neighbourhood.rounds.queries import all_editions, due_rounds, round_by_slug
from neighbourhood.rounds.rules import PhaseKind
from neighbourhood.rounds.rules.endings import require_going_on
from neighbourhood.web import (
    BaseForm,
    actor,
    go,
    guard,
    page,
    say,
    session,
    waiting,
    writes,
)
from neighbourhood.web.answers import Answer
from neighbourhood.web.filters import pick_text
from neighbourhood.web.lists import Filter, ListShape, ListView, list_choice, list_page
from neighbourhood.web.words import sentence

blueprint = Blueprint("results_desk", __name__, url_prefix="/<language>/desk")
HERE = "/rounds/<slug>/results/"
REQUEST = "/results/requests/<int(max=999999999):request_id>/"


def results_to_confirm(database: Any, reader: Actor, _now: datetime) -> list[waiting.Waiting]:
    """Tell the desk's first page which results wait for a second person; one's own wait for
    somebody else.
    """
    if not decide(reader, Action.CONFIRM_PUBLICATION).is_allowed:
        return []
    return [
        waiting.Waiting(
            _dl("A result waits for the second person"),
            "results_desk.round",
            request.asked_at,
            {"slug": request.round.slug},
        )
        for request in queries.requests_waiting(database)
        if request.asked_by_id != reader.person_id
    ]


def results_to_publish(database: Any, reader: Actor, now: datetime) -> list[waiting.Waiting]:
    """Tell the desk's first page that results can be published, and that acts of the council are
    missing.
    """
    if not decide(reader, Action.ASK_PUBLICATION).is_allowed:
        return []
    late = (
        (_dl("Results to publish"), queries.results_to_publish(database, now)),
        (_dl("Acts of the council to enter"), queries.acts_to_enter(database)),
    )
    return [
        _late(label, rounds.number, rounds.since, rounds.slug)
        for label, rounds in late
        if rounds.since is not None
    ]


def _late(label: Sentence, number: int, since: datetime, slug: str) -> waiting.Waiting:
    if number == 1:
        return waiting.Waiting(label, "results_desk.round", since, {"slug": slug})
    return waiting.Waiting(label, "results_desk.rounds", since, count=number)


def results_due(database: Any, reader: Actor, now: datetime, until: datetime) -> list[waiting.Due]:
    """Tell the desk until when results are to be published."""
    if not decide(reader, Action.ASK_PUBLICATION).is_allowed:
        return []
    unpublished = queries.is_unpublished()
    return dues_of(
        due_rounds(database, Phase.ends_at, PhaseKind.PUBLISH, now, until, unpublished),
        one=_publish,
        many=_dl("Results to publish"),
        endpoint="results_desk.round",
        whole="results_desk.rounds",
    )


def _publish(place: str) -> Sentence:
    return _dl("The result is to be published: %(place)s", place=place)


def load_round(slug: str) -> Round:
    """Return the round that the address names."""
    return round_by_slug(session(), slug)


def load_request(request_id: int) -> PublicationRequest:
    """Return the request that the address names."""
    return queries.request_by_id(session(), request_id)


def load_round_of_request(request_id: int) -> Round:
    """Return the round that a request is about, fully loaded."""
    return round_by_slug(session(), load_request(request_id).round.slug)


@blueprint.route("/results/")
@guard(Action.ASK_PUBLICATION)
def rounds() -> Answer:
    shape = rounds_shape()
    choice = list_choice(shape)
    listed = list_page(session(), queries.rounds_for_results(choice), choice.page)
    return page(
        "results/desk/rounds.html",
        list=ListView.of(shape, choice, listed, "results_desk.rounds"),
        published=queries.published_among(session(), listed.rows),
    )


def rounds_shape() -> ListShape:
    """Return what one may ask the list of rounds with results."""
    editions = [(one.slug, pick_text(one.title)) for one in all_editions(session())]
    return ListShape(
        filters=(
            Filter("edition", _d("Edition"), editions),
            Filter("state", _d("State"), list(words.RESULT_STATES.items())),
        )
    )


@blueprint.route(HERE, endpoint="round")
@guard(Action.ASK_PUBLICATION, load_round)
def round_page(round_: Round) -> Answer:
    return desk_page(round_)


def desk_page(round_: Round, **forms: BaseForm) -> Answer:
    """Render the desk of a round's result, with the form that was just refused where there
    is one.
    """
    database = session()
    asked = queries.open_request(database, round_.id)
    draft = preview(round_, asked.tie_seed if asked else "")
    versions = queries.versions_of(database, round_.id)
    shown = {
        "ask": AskForm.of(is_correction=bool(versions)),
        "answer": AnswerForm(formdata=None),
        "publish": PublishForm(formdata=None),
        "act": ActForm(formdata=None),
    } | forms
    return page(
        "results/desk/round.html",
        form=next(iter(forms.values()), None),
        round=round_,
        request=asked,
        preview=draft,
        end=end_view(round_, clock.now()),
        forms=shown,
        versions=versions,
        council_act=queries.council_act(database, round_.id),
        is_first=asked is not None and asked.asked_by_id == actor().person_id,
    )


@dataclass(frozen=True)
class Preview:
    """What would be published now, or why nothing can be; a lot that is missing can still
    be given.
    """

    view: ResultView | None = None
    problem: str = ""
    needs_lot: bool = False
    is_published: bool = False


def preview(round_: Round, tie_seed: str) -> Preview:
    """Return what a second person would confirm."""
    try:
        require_going_on(round_, clock.now())
        draft = services.compose_publication(session(), round_, now=clock.now(), tie_seed=tie_seed)
    except Refusal as refusal:
        return Preview(problem=sentence(refusal), needs_lot=refusal.code == "lot_needs_seed")
    newest = queries.publication_of(session(), round_.id)
    imprint = newest.result.publication if newest else None
    is_published = imprint is not None and imprint.content_digest == draft.digest
    return Preview(result_view(draft.result), is_published=is_published)


@blueprint.route(f"{HERE}ask/", methods=["POST"])
@writes
@guard(Action.ASK_PUBLICATION, load_round)
def ask(round_: Round) -> Answer:
    form = AskForm()
    if form.validate_on_submit() and form.carries_out(
        lambda: services.ask_publication(
            session(), round_, **form.values(), actor=actor(), now=clock.now()
        )
    ):
        say(_d("A second member of staff must now look at it and confirm."))
        return go("results_desk.round", slug=round_.slug)
    return desk_page(round_, ask=form)


@blueprint.route(f"{REQUEST}confirm/", methods=["POST"])
@writes
@guard(Action.CONFIRM_PUBLICATION, load_request)
def confirm(request: PublicationRequest) -> Answer:
    form = PublishForm()
    if form.validate_on_submit() and form.carries_out(
        lambda: services.confirm_publication(session(), request, actor=actor(), now=clock.now())
    ):
        say(_d("The result is published."))
        return go("results_desk.round", slug=request.round.slug)
    return desk_page(load_round_of_request(request.id), publish=form)


@blueprint.route(f"{REQUEST}refuse/", methods=["POST"])
@writes
@guard(Action.CONFIRM_PUBLICATION, load_request)
def refuse(request: PublicationRequest) -> Answer:
    form = AnswerForm()
    if form.validate_on_submit() and form.carries_out(
        lambda: services.refuse_publication(session(), request, actor=actor(), now=clock.now())
    ):
        say(_d("The request is closed. Nothing was published."))
        return go("results_desk.round", slug=request.round.slug)
    return desk_page(load_round_of_request(request.id), answer=form)


@blueprint.route(f"{HERE}act/", methods=["POST"])
@writes
@guard(Action.ENTER_COUNCIL_ACT, load_round)
def act(round_: Round) -> Answer:
    form = ActForm()
    if form.validate_on_submit() and form.carries_out(
        lambda: services.enter_council_act(
            session(), round_, **form.values(), actor=actor(), now=clock.now()
        )
    ):
        say(_d("The act is entered. The result is final."))
        return go("results_desk.round", slug=round_.slug)
    return desk_page(round_, act=form)
