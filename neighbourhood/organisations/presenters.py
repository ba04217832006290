"""What pages show of organisations: a card, a page, and parts of the pages of places and
accounts.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import url_for
from markupsafe import Markup

from neighbourhood.languages import ReadableText, Sentence, _, _n, by_author, known_languages
from neighbourhood.organisations import queries, words
from neighbourhood.organisations.models import Organisation
from neighbourhood.places.queries import place_by_id
from neighbourhood.things import ThingRef
from neighbourhood.web.markup import _m, as_written
from neighbourhood.web.panels import PanelView, Reading, Way


@dataclass(frozen=True)
class OrganisationCard:
    """An organisation as lists show it; its name is in whatever script it has."""

    name: Markup
    kind: Sentence
    about: ReadableText
    place: str
    url: str


def card_of(organisation: Organisation) -> OrganisationCard:
    """Return an organisation as lists show it."""
    return OrganisationCard(
        name=as_written(organisation.name),
        kind=words.KINDS[organisation.kind],
        about=by_author(organisation.about, organisation.language),
        place=organisation.place.name,
        url=url_for("organisations.show", slug=organisation.slug),
    )


def spoken(codes: Sequence[str]) -> list[str]:
    """Return the own names of languages that an organisation speaks."""
    known = known_languages()
    return [known[code].own_name for code in codes if code in known]


def organisations_here(reader: Reading, thing: ThingRef) -> PanelView | None:
    """Tell on the page of a place how many organisations belong to it, and where they stand."""
    number = queries.number_in_place(reader.session, thing.id)
    ways = (Way(_("Enter an organisation"), url_for("organisations.enter", place=thing.id)),)
    if not number:
        return PanelView(
            heading=_("Organisations"),
            sentences=(_("No organisation of this place is in the register yet."),),
            ways=ways,
        )
    slug = place_by_id(reader.session, thing.id).slug
    return PanelView(
        heading=_("Organisations"),
        sentences=(
            _n(
                "%(num)s organisation of this place is in the register.",
                "%(num)s organisations of this place are in the register.",
                number,
            ),
        ),
        ways=(Way(_("See them"), url_for("organisations.list", place=slug)), *ways),
    )


def my_organisations(reader: Reading, _thing: ThingRef) -> PanelView | None:
    """Tell on one's account for which organisations one speaks, and where they stand."""
    if reader.actor.person_id is None:
        return None
    own = queries.organisations_of(reader.session, reader.actor.person_id)
    if not own:
        return None
    return PanelView(
        heading=_("My organisations"),
        sentences=tuple(
            _m(
                "%(organisation)s: %(state)s",
                organisation=as_written(one.name),
                state=words.STATES[one.state],
            )
            for one in own
        ),
        ways=tuple(Way(one.name, url_for("organisations.show", slug=one.slug)) for one in own),
    )
