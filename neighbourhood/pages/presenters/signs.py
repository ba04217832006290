"""Signs to print and hang up: what is decided here, with how much money and until when, in one
language or in several on one sheet, each with a code of the page's address.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from flask import url_for
from markupsafe import Markup
from sqlalchemy.orm import Session

from neighbourhood.languages import Language, _
from neighbourhood.outbox.mail.rendering import speaking
from neighbourhood.pages.presenters.round_status import headline, is_over, where_it_stands
from neighbourhood.places.models import Place
from neighbourhood.results.queries import published_among
from neighbourhood.rounds.models import Round
from neighbourhood.rounds.queries import round_at_hand, rounds_of_place
from neighbourhood.things import ThingRef
from neighbourhood.web.panels import PanelView, Reading, Way
from neighbourhood.web.qr import qr_code
from neighbourhood.web.sharing import public_address

#: More do not fit on a sheet in letters that one can read from some steps away.
MOST_LANGUAGES = 4


@dataclass(frozen=True)
class SignWords:
    """What a sign says, in the language that is spoken while it is made."""

    headline: str
    state: str


@dataclass(frozen=True)
class SignPart:
    """A sign in one language, ready to print; `letters` is the address as one types it."""

    language: Language
    headline: str
    state: str
    how: str
    letters: str
    code: Markup


def languages_chosen(
    asked: Sequence[str], offered: Sequence[Language], own: Language
) -> list[Language]:
    """Return the languages of a sheet: those asked for that the city speaks, else the reader's."""
    chosen = [one for one in offered if one.code in asked]
    return chosen[:MOST_LANGUAGES] or [own]


def parts_of(
    chosen: Sequence[Language], endpoint: str, slug: str, words: Callable[[], SignWords]
) -> list[SignPart]:
    """Return a sign's part for each language; `words` is asked in each of them."""
    parts = []
    for language in chosen:
        address = public_address(endpoint, language=language.code, slug=slug)
        with speaking(language):
            said = words()
            parts.append(
                SignPart(
                    language=language,
                    headline=said.headline,
                    state=said.state,
                    how=_("Point your phone's camera here, or type the address:"),
                    letters=address.removeprefix("https://"),
                    code=qr_code(address, address),
                )
            )
    return parts


def words_of_round(round_: Round, now: datetime, *, is_published: bool) -> SignWords:
    """Return what a round's sign says at an instant."""
    return SignWords(
        headline(round_, now, is_published=is_published),
        where_it_stands(round_, now, is_published=is_published),
    )


def words_of_place(session: Session, place: Place, now: datetime) -> Callable[[], SignWords]:
    """Return what asks for a place's words: those of its newest round while one runs, else what
    stands on its page.
    """
    rounds = [round_ for round_ in rounds_of_place(session, place.id) if not is_over(round_, now)]
    published = published_among(session, rounds[:1])

    def words() -> SignWords:
        if rounds:
            return words_of_round(rounds[0], now, is_published=rounds[0].id in published)
        return SignWords(
            place.name,
            _("Here you see what is decided in this place, and how you can take part."),
        )

    return words


def way_from_round(reader: Reading, thing: ThingRef) -> PanelView | None:
    """Lead from a round's page to its sign."""
    slug = round_at_hand(reader.session, thing.id).slug
    return PanelView(ways=(Way(_("A sign to print"), url_for("pages.sign", slug=slug)),))
