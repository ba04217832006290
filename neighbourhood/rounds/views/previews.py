"""A draft as everybody will see it, for those who have its link and for nobody else."""

from flask import Blueprint
from werkzeug.wrappers import Response

from neighbourhood import clock
from neighbourhood.permissions import Action
from neighbourhood.places.queries import holidays
from neighbourhood.refusals import NotFound
from neighbourhood.rounds import queries, words
from neighbourhood.rounds.presenters.calendar import calendar_of
from neighbourhood.rounds.presenters.round_rows import common_phases, rows_by_level
from neighbourhood.rounds.presenters.way_of_deciding import way_of_deciding
from neighbourhood.web import go, guard, page, session
from neighbourhood.web.answers import Answer
from neighbourhood.web.drawings import timeline

blueprint = Blueprint("previews", __name__, url_prefix="/<language>/preview")


@blueprint.after_request
def tell_nobody(answer: Response) -> Response:
    # The address is the secret: it goes into no cache, no search engine and to no other site.
    answer.headers["Cache-Control"] = "no-store"
    answer.headers["X-Robots-Tag"] = "noindex, nofollow"
    answer.headers["Referrer-Policy"] = "no-referrer"
    return answer


@blueprint.route("/<token>/")
@guard(Action.SEE_PREVIEW)
def edition(token: str) -> Answer:
    draft, now = queries.edition_of_preview(session(), token), clock.now()
    if not draft.is_draft:
        return go("rounds.edition", slug=draft.slug)
    rounds = queries.rounds_of_edition(session(), draft.id)
    shared = common_phases(rounds) if rounds else []
    return page(
        "rounds/preview/edition.html",
        edition=draft,
        token=token,
        groups=rows_by_level(rounds, now, {}),
        calendar=calendar_of(rounds, holidays(session()), now) if rounds else None,
        total=sum(round_.fund.planned for round_ in rounds),
        way=way_of_deciding(draft),
        phases=shared,
        phase_words=words.PHASES,
        line=timeline(shared, now, words.PHASE_NAMES) if shared else None,
    )


@blueprint.route("/<token>/<slug>/")
@guard(Action.SEE_PREVIEW)
def round(token: str, slug: str) -> Answer:
    draft, now = queries.edition_of_preview(session(), token), clock.now()
    rounds = queries.rounds_of_edition(session(), draft.id)
    previewed = next((round_ for round_ in rounds if round_.slug == slug), None)
    if previewed is None:
        raise NotFound
    if not draft.is_draft:
        return go("pages.round", slug=slug)
    return page(
        "rounds/preview/round.html",
        edition=draft,
        round=previewed,
        token=token,
        way=way_of_deciding(draft),
        phases=previewed.phases,
        phase_words=words.PHASES,
        line=timeline(previewed.phases, now, words.PHASE_NAMES),
        calendar=calendar_of([previewed], holidays(session()), now),
    )
