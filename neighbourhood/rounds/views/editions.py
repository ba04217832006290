"""Public pages of editions."""

from flask import Blueprint

from neighbourhood import clock
from neighbourhood.permissions import Action
from neighbourhood.rounds import queries, words
from neighbourhood.rounds.presenters.endings import states_of_edition
from neighbourhood.rounds.presenters.round_rows import common_phases, rows_by_level
from neighbourhood.rounds.presenters.way_of_deciding import way_of_deciding
from neighbourhood.things import ThingKind, ThingRef
from neighbourhood.web import guard, page, session
from neighbourhood.web.answers import Answer
from neighbourhood.web.drawings import timeline
from neighbourhood.web.house import notes_on, panels_on
from neighbourhood.web.panels import Slot

blueprint = Blueprint("rounds", __name__, url_prefix="/<language>")


@blueprint.route("/editions/")
@guard(Action.SEE_PUBLIC_PAGES)
def editions() -> Answer:
    return page("rounds/editions.html", editions=queries.all_editions(session()))


@blueprint.route("/editions/<slug>/")
@guard(Action.SEE_PUBLIC_PAGES)
def edition(slug: str) -> Answer:
    (edition, rounds), now = queries.edition_with_rounds(session(), slug), clock.now()
    notes = notes_on([ThingRef(ThingKind.ROUND, round_.id) for round_ in rounds])
    published = {thing.id for thing in notes}
    shared = common_phases(rounds) if rounds else []
    return page(
        "rounds/edition.html",
        edition=edition,
        groups=rows_by_level(rounds, now, {thing.id: notes[thing] for thing in notes}),
        number=len(rounds),
        total=sum(round_.fund.planned for round_ in rounds),
        phases=shared,
        line=timeline(shared, now, words.PHASE_NAMES, states_of_edition(rounds, now, published))
        if shared
        else None,
        moves=[
            move for move in queries.moves_of_edition(session(), edition.id) if move.confirmed_at
        ],
        phase_words=words.PHASES,
        way=way_of_deciding(edition),
        panels=panels_on(Slot.EDITION, ThingRef(ThingKind.EDITION, edition.id)),
    )
