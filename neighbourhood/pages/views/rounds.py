"""The page of a round: where it stands, the money, how it is decided, who may take part."""

from neighbourhood import clock
from neighbourhood.ballots.queries import own_sittings
from neighbourhood.languages import _
from neighbourhood.pages.presenters.own_ballots import on_round
from neighbourhood.pages.presenters.round_header import header_of
from neighbourhood.pages.presenters.round_status import phase_kind
from neighbourhood.pages.views.blueprint import blueprint
from neighbourhood.permissions import Action
from neighbourhood.places.presenters import place_path
from neighbourhood.projects.presenters.rule_sentences import how_counted_in
from neighbourhood.results.presenters.winners import winners_of
from neighbourhood.results.queries import is_published
from neighbourhood.rounds import queries, words
from neighbourhood.rounds.ballot_kinds.words import limits_explained
from neighbourhood.rounds.models import Round
from neighbourhood.rounds.rules import phase_of
from neighbourhood.shortlists.presenters.supports import how_in_round
from neighbourhood.things import ThingKind, ThingRef
from neighbourhood.web import actor, drawings, guard, page, session
from neighbourhood.web.answers import Answer
from neighbourhood.web.house import panels_on
from neighbourhood.web.panels import Slot


def load_round(slug: str) -> Round:
    return queries.round_by_slug(session(), slug)


@blueprint.route("/<language>/rounds/<slug>/", endpoint="round")
@guard(Action.SEE_PUBLIC_PAGES, load_round)
def show_round(round_: Round) -> Answer:
    now, edition = clock.now(), round_.edition
    is_out = is_published(session(), round_.id)
    sittings = own_sittings(session(), actor(), now)
    winners = winners_of(session(), [round_.id] if is_out else []).get(round_.id)
    header = header_of(
        session(), round_, now, is_published=is_out, sittings=sittings, winners=winners
    )
    thing = ThingRef(ThingKind.ROUND, round_.id)
    return page(
        "pages/round.html",
        path=place_path(session(), round_.place),
        header=header,
        round=round_,
        edition=edition,
        fund=fund_bar(round_),
        running=phase_kind(round_, now) if not header.is_result_late else None,
        phase_words=words.PHASES,
        decided_by=words.DECIDED_BY[edition.decided_by],
        limits=limits_explained(edition.ballot),
        counted=how_counted_in(session(), round_),
        published=words.PUBLISHED_BALLOTS[edition.published_ballots],
        proposers=[words.PROPOSERS[kind] for kind in edition.who_proposes],
        shortlist=how_in_round(session(), round_),
        links=panels_on(Slot.ROUND_LINKS, thing),
        panels=[*on_round(sittings, edition.id, header.cast), *panels_on(Slot.ROUND, thing)],
        has_vote=phase_of(round_.phases, "vote") is not None,
    )


def fund_bar(round_: Round) -> drawings.Bar:
    """Return the fund with what is allocated and paid; before that it is all there still."""
    paid, allocated = round_.fund.paid, round_.fund.allocated
    return drawings.fund_bar(
        round_.fund.amount,
        [(_("Paid out"), paid, "leaf"), (_("Decided"), allocated - paid, "accent")],
    )
