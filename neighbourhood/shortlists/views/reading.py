"""The short list of a round: how it is made, and what came of it."""

from werkzeug.wrappers import Response

from neighbourhood import clock
from neighbourhood.permissions import Action
from neighbourhood.refusals import NotFound
from neighbourhood.rounds.presenters.endings import end_view
from neighbourhood.rounds.rules import PhaseKind, phase_of
from neighbourhood.shortlists import queries, words
from neighbourhood.shortlists.documents import from_json
from neighbourhood.shortlists.models import ShortlistTerms
from neighbourhood.shortlists.presenters.jury import seat_views
from neighbourhood.shortlists.presenters.outcome import ListedProject, lines_of, list_csv
from neighbourhood.shortlists.presenters.supports import standing_of
from neighbourhood.shortlists.rules import Way
from neighbourhood.shortlists.views.blueprint import blueprint, load_terms
from neighbourhood.web import guard, page, session
from neighbourhood.web.answers import Answer


@blueprint.route("/shortlist/")
@guard(Action.SEE_PUBLIC_PAGES, load_terms)
def show(terms: ShortlistTerms) -> Answer:
    round_, now = terms.round, clock.now()
    kept, left = _lines(terms)
    is_jury = terms.way == Way.JURY
    return page(
        "shortlists/show.html",
        round=round_,
        end=end_view(round_, now),
        phase=phase_of(round_.phases, PhaseKind.SHORTLIST),
        now=now,
        terms=terms,
        is_jury=is_jury,
        sentences=words.terms_sentences(terms.terms),
        seats=seat_views(queries.jury_of(session(), round_).seats) if is_jury else [],
        kept=kept,
        left=left,
        standing=standing_of(session(), terms, now),
    )


def _lines(terms: ShortlistTerms) -> tuple[list[ListedProject], list[ListedProject]]:
    if terms.outcome is None:
        return [], []
    projects = queries.projects_by_number(session(), terms.round_id)
    reasons = queries.reasons_of_round(session(), terms.round_id)
    return lines_of(from_json(terms.outcome), terms.round.slug, projects, reasons)


@blueprint.route("/shortlist.json")
@guard(Action.SEE_PUBLIC_PAGES, load_terms)
def document(terms: ShortlistTerms) -> Response:
    return _file(_outcome(terms), "application/json", f"{terms.round.slug}-shortlist.json")


@blueprint.route("/shortlist.csv")
@guard(Action.SEE_PUBLIC_PAGES, load_terms)
def table(terms: ShortlistTerms) -> Response:
    text = list_csv(from_json(_outcome(terms)))
    return _file(text, "text/csv", f"{terms.round.slug}-shortlist.csv")


def _outcome(terms: ShortlistTerms) -> str:
    if terms.outcome is None:
        raise NotFound("shortlist_not_made")
    return terms.outcome


def _file(content: str, media_type: str, name: str) -> Response:
    answer = Response(content, mimetype=media_type)
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
