"""Signs to print, of a round and of a place."""

from collections.abc import Callable

from flask import request, url_for

from neighbourhood import clock
from neighbourhood.pages.presenters import signs
from neighbourhood.pages.views import neighbourhoods
from neighbourhood.pages.views.blueprint import blueprint
from neighbourhood.pages.views.rounds import load_round
from neighbourhood.permissions import Action
from neighbourhood.places.models import Place
from neighbourhood.results.queries import is_published
from neighbourhood.rounds.models import Round
from neighbourhood.web import guard, language, languages, page, session
from neighbourhood.web.answers import Answer


@blueprint.route("/<language>/rounds/<slug>/sign/", endpoint="sign")
@guard(Action.SEE_PUBLIC_PAGES, load_round)
def sign_of_round(round_: Round) -> Answer:
    now, is_out = clock.now(), is_published(session(), round_.id)
    return _sheet(
        round_.place,
        "pages.round",
        round_.slug,
        lambda: signs.words_of_round(round_, now, is_published=is_out),
    )


@neighbourhoods.blueprint.route("/<language>/neighbourhoods/<slug>/sign/", endpoint="sign")
@guard(Action.SEE_PUBLIC_PAGES, neighbourhoods.load_place)
def sign_of_place(place: Place) -> Answer:
    words = signs.words_of_place(session(), place, clock.now())
    return _sheet(place, "neighbourhoods.show", place.slug, words)


def _sheet(place: Place, endpoint: str, slug: str, words: Callable[[], signs.SignWords]) -> Answer:
    asked = request.args.getlist("in")
    chosen = signs.languages_chosen(asked, languages(), language())
    return page(
        "pages/sign.html",
        place=place,
        parts=signs.parts_of(chosen, endpoint, slug, words),
        chosen=[one.code for one in chosen],
        most=signs.MOST_LANGUAGES,
        back=url_for(endpoint, slug=slug),
    )
