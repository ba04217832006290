"""The people one may be in the demo city, by one click; these pages exist nowhere else."""

from dataclasses import dataclass

from flask import Blueprint, url_for
from werkzeug.wrappers import Response

from neighbourhood.demo import mail as letters
from neighbourhood.demo import queries, words
from neighbourhood.demo.forms import EnterForm
from neighbourhood.demo.queries import Player
from neighbourhood.demo.words import Part
from neighbourhood.outbox.queries import readable_messages
from neighbourhood.people.views.sign_in_steps import begin_session
from neighbourhood.permissions import Action
from neighbourhood.refusals import NotFound
from neighbourhood.web import (
    CityFacts,
    actor,
    city,
    guard,
    language,
    languages,
    page,
    session,
    writes,
)
from neighbourhood.web.answers import Answer, go_inside
from neighbourhood.web.installation import the_settings

blueprint = Blueprint("demo", __name__, url_prefix="/<language>/demo")


@dataclass(frozen=True)
class Card:
    """A part with who plays it, and the form of its one button."""

    part: Part
    player: Player
    is_reader: bool
    form: EnterForm


def load_demo() -> CityFacts:
    """Return the city where it is a demo on this machine; raises NotFound anywhere else."""
    if not (city().is_demo and the_settings().is_on_loopback):
        raise NotFound
    return city()


@blueprint.get("/")
@guard(Action.ENTER_DEMO, load_demo)
def people(_city: CityFacts) -> Answer:
    cast = queries.cast_of(session())
    groups = [
        (group.title, [_card(part, cast[part.name]) for part in group.parts if part.name in cast])
        for group in words.GROUPS
    ]
    return page("demo/people.html", groups=groups)


@blueprint.get("/mail/")
@guard(Action.ENTER_DEMO, load_demo)
def mail(here: CityFacts) -> Answer:
    me, asked_for = actor().person_id, letters.ASKED_FOR
    own = readable_messages(session(), person_id=me) if me is not None else ()
    # Whoever is signed out, as after a sign-up, still has to get at their links.
    others = [
        message
        for message in readable_messages(session(), kinds=asked_for)
        if me is None or message.person_id != me
    ]
    return page(
        "demo/mail.html",
        own=letters.letters_of(own, here),
        others=letters.letters_of(others, here),
        is_signed_in=me is not None,
    )


def _card(part: Part, player: Player) -> Card:
    return Card(part, player, player.person_id == actor().person_id, EnterForm(part=part.name))


@blueprint.post("/enter/")
@writes(is_public=False)
@guard(Action.ENTER_DEMO, load_demo)
def enter(_city: CityFacts) -> Response:
    part = words.PARTS.get(EnterForm().part.data or "")
    if part is None:
        raise NotFound("part_unknown")
    begin_session(queries.person_playing(session(), part.name))
    is_offered = part.language in [offered.code for offered in languages()]
    code = part.language if is_offered else language().code
    return go_inside(url_for(part.endpoint, slug=part.slug, language=code), url_for("pages.home"))
