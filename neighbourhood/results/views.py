"""The public pages of results: the explained result, the receipt, the files."""

from flask import Blueprint, Response, request

from neighbourhood import clock
from neighbourhood.permissions import Action
from neighbourhood.projects.presenters.pictures import covers_of_round
from neighbourhood.refusals import NotFound
from neighbourhood.results import queries
from neighbourhood.results.explanation.page import result_view
from neighbourhood.results.forms import ReceiptForm
from neighbourhood.results.models import Publication
from neighbourhood.results.presenters import what_comes
from neighbourhood.results.presenters.workbook import sheets_of
from neighbourhood.results.publication import archive, projects_table
from neighbourhood.rounds.models import Round
from neighbourhood.rounds.presenters.endings import end_view
from neighbourhood.rounds.presenters.rule_sentences import left_to_others
from neighbourhood.rounds.queries import round_by_slug
from neighbourhood.rounds.rules import PhaseKind, phase_of
from neighbourhood.web import guard, language, own_transaction, page, session, workbooks
from neighbourhood.web.answers import Answer
from neighbourhood.web.guard import SAFE_METHODS

blueprint = Blueprint("results", __name__, url_prefix="/<language>")
HERE = "/rounds/<slug>/results/"


def load_round(slug: str) -> Round:
    """Return the round that the address names."""
    return round_by_slug(session(), slug)


def asked_version() -> int | None:
    """Return the version the address asks for, None for the newest; what is no number is
    not found.
    """
    asked = request.args.get("version", "")
    if not asked:
        return None
    if not (asked.isascii() and asked.isdecimal() and len(asked) < 6):
        raise NotFound
    return int(asked)


def published(round_: Round) -> Publication:
    """Return the publication the address asks for; raises NotFound where there is none."""
    publication = queries.publication_of(session(), round_.id, asked_version())
    if publication is None:
        raise NotFound("nothing_published")
    return publication


@blueprint.route(HERE)
@guard(Action.SEE_RESULTS, load_round)
def show(round_: Round) -> Answer:
    versions = queries.versions_of(session(), round_.id)
    if not versions:
        now = clock.now()
        return page(
            "results/waiting.html",
            round=round_,
            end=end_view(round_, now),
            sentences=what_comes.what_comes(round_, now),
        )
    publication = published(round_)
    act = queries.council_act(session(), round_.id)
    return page(
        "results/show.html",
        round=round_,
        publication=publication,
        versions=versions,
        act=act,
        elsewhere=left_to_others(round_.frozen.rules) if round_.frozen else (),
        view=result_view(publication.result),
        covers=covers_of_round(session(), round_.id),
    )


@blueprint.route(f"{HERE}receipt/", methods=["GET", "POST"])
@own_transaction
@guard(Action.SEE_RESULTS, load_round)
def check_receipt(round_: Round) -> Answer:
    form, publication = ReceiptForm(), queries.publication_of(session(), round_.id)
    if publication is None:
        return not_checked_yet(round_)
    is_found = form.validate_on_submit() and form.carries_out(
        lambda: queries.require_receipt(session(), round_.id, form.code.data)
    )
    number = publication.result.turnout.ballots
    return page("results/receipt.html", form=form, round=round_, is_found=is_found, number=number)


def not_checked_yet(round_: Round) -> Answer:
    """Say when codes can be checked; a code that was sent all the same is looked at by nobody."""
    if phase_of(round_.phases, PhaseKind.VOTE) is None:
        raise NotFound("nothing_published")
    now = clock.now()
    return page(
        "results/receipt_later.html",
        status=200 if request.method in SAFE_METHODS else 409,
        round=round_,
        end=end_view(round_, now),
        sentences=what_comes.until_published(round_, now),
    )


@blueprint.route(f"{HERE}result.json")
@guard(Action.SEE_RESULTS, load_round)
def result_json(round_: Round) -> Response:
    return _file(published(round_).result_json, "application/json", f"{round_.slug}-result.json")


@blueprint.route(f"{HERE}ballots.pb")
@guard(Action.SEE_RESULTS, load_round)
def ballots(round_: Round) -> Response:
    return _file(published(round_).ballots_pb, "text/plain", f"{round_.slug}.pb")


@blueprint.route(f"{HERE}projects.csv")
@guard(Action.SEE_RESULTS, load_round)
def projects_csv(round_: Round) -> Response:
    text = projects_table.projects_csv(published(round_).result)
    return _file(text, "text/csv", f"{round_.slug}-projects.csv")


@blueprint.route(f"{HERE}projects.xlsx")
@guard(Action.SEE_RESULTS, load_round)
def projects_xlsx(round_: Round) -> Response:
    publication = published(round_)
    book = workbooks.workbook(
        sheets_of(result_view(publication.result)),
        language=language(),
        currency=publication.result.currency,
        made_at=publication.published_at,
    )
    return _file(book, workbooks.MEDIA_TYPE, f"{round_.slug}-projects.xlsx")


@blueprint.route(f"{HERE}publication.zip")
@guard(Action.SEE_RESULTS, load_round)
def publication_zip(round_: Round) -> Response:
    publication = published(round_)
    if round_.frozen is None:
        raise NotFound("nothing_published")
    texts = (
        publication.result_json,
        publication.ballots_pb,
        projects_table.projects_csv(publication.result),
        round_.frozen.document,
    )
    return _file(
        archive.zipped(archive.files(*texts)), "application/zip", f"{round_.slug}-publication.zip"
    )


def _file(content: str | bytes, media_type: str, name: str) -> Response:
    answer = Response(content, mimetype=media_type)
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
