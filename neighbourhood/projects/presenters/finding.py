"""What the list and the map of projects can be asked, and what a reader's choice means."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy.orm import Session

from neighbourhood.languages import _l
from neighbourhood.money import decimals_of
from neighbourhood.places.queries import children_of
from neighbourhood.places.rules.levels import Level
from neighbourhood.projects import queries
from neighbourhood.projects.presenters.texts import name_of
from neighbourhood.projects.queries import PAGE_SIZE, ProjectFilter, supported_projects
from neighbourhood.projects.rules import PUBLIC_STATES, Carrier
from neighbourhood.projects.words import CARRIERS, SORTS, STATES
from neighbourhood.rounds.models import Round
from neighbourhood.rounds.rules import PhaseKind
from neighbourhood.web.city import city
from neighbourhood.web.filters import pick_text
from neighbourhood.web.lists import Filter, ListChoice, ListShape, list_choice


@dataclass(frozen=True)
class Search:
    """What can be asked of a round's projects, what a reader has chosen, and the same as the
    question for projects takes it.
    """

    shape: ListShape
    choice: ListChoice
    wanted: ProjectFilter


def search_of(
    session: Session, round_: Round, person_id: int | None, *, size: int = PAGE_SIZE
) -> Search:
    """Return what this reader's address asks of the projects of a round."""
    supported = _supported(session, round_, person_id)
    shape = ListShape(_l("Words"), _filters(session, round_, supported), SORTS, size)
    choice = list_choice(shape)
    state = choice.filter("state")
    wanted = ProjectFilter(
        q=choice.q,
        category=choice.filter("category"),
        sort=choice.sort,
        states=(state,) if state else (),
        page=choice.page,
        size=size,
        language=choice.filter("written"),
        carrier=choice.filter("carrier"),
        part=choice.filter("part"),
        cost_from=_minor_units(choice.filter("cost_from")),
        cost_to=_minor_units(choice.filter("cost_to")),
        only=supported if choice.filter("mine") else None,
    )
    return Search(shape, choice, wanted)


def _filters(session: Session, round_: Round, supported: Collection[int]) -> tuple[Filter, ...]:
    edition = round_.edition
    # A recounted file has brought categories of its own.
    categories = (
        queries.categories_of_recount(session, edition.id)
        if edition.is_recount
        else queries.all_categories(session)
    )
    languages = queries.languages_of_round(session, round_.id)
    by_category = [(one.slug, pick_text(one.name)) for one in categories]
    filters = [
        Filter("category", _l("Category"), by_category, _l("All categories")),
        Filter("state", _l("State"), [(state, STATES[state][0]) for state in PUBLIC_STATES]),
        Filter("carrier", _l("Proposed by"), [(one, CARRIERS[one]) for one in Carrier]),
        Filter("cost_from", _l("Costs at least"), is_amount=True),
        Filter("cost_to", _l("Costs at most"), is_amount=True),
    ]
    if parts := _parts(session, round_):
        # Translators: where a project would be, as a filter of a list
        filters.insert(1, Filter("part", _l("Place"), parts))
    # Where all write in one language there is nothing to choose.
    if len(languages) > 1:
        written = [(code, name_of(code)) for code in languages]
        # Translators: the language in which a project is written
        filters.insert(1, Filter("written", _l("Written in"), written))
    if supported:
        # Translators: a choice in the list of projects
        own = [("yes", _l("Only what I support"))]
        # Translators: which projects a reader supports
        filters.append(Filter("mine", _l("My support"), own))
    return tuple(filters)


def _parts(session: Session, round_: Round) -> list[tuple[str, str]]:
    # A neighbourhood is small enough for words.
    if round_.level >= Level.NEIGHBOURHOOD:
        return []
    return [(part.slug, part.name) for part in children_of(session, round_.place)]


def _supported(session: Session, round_: Round, person_id: int | None) -> Collection[int]:
    has_supports = any(phase.kind == PhaseKind.SHORTLIST for phase in round_.phases)
    if person_id is None or not has_supports:
        return ()
    return supported_projects(session, round_.id, person_id)


def _minor_units(units: str) -> int | None:
    return int(units) * 10 ** decimals_of(city().currency) if units else None
