"""Adding the round of a place to an edition."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from neighbourhood.database import flush
from neighbourhood.permissions import Action, Actor, require
from neighbourhood.places.models import Place
from neighbourhood.refusals import Invalid
from neighbourhood.rounds import queries, rules
from neighbourhood.rounds.models import Edition, Fund, Phase, Round
from neighbourhood.rounds.rules import settings
from neighbourhood.rounds.services.grant_fund import grant_fund
from neighbourhood.things import ThingKind, ThingRef
from neighbourhood.trail import record


def add_round(
    session: Session,
    edition: Edition,
    place: Place,
    *,
    fund: int,
    phases: Sequence[rules.Dated],
    actor: Actor,
    now: datetime,
) -> Round:
    """Add the round of a place with its fund (minor units) and its phases in their order;
    raises Invalid for bad money or dates.

    In a draft the fund is only planned; in a public edition it is granted at once.
    """
    require(actor, Action.OPEN_EDITIONS)
    queries.lock_edition(session, edition)
    settings.require_fund(fund)
    rules.require_phases(phases, has_committee=edition.has_committee)
    if queries.has_round(session, edition.id, place.id):
        raise Invalid("round_exists", field="place")
    round_ = Round(
        edition=edition,
        place=place,
        slug=slug_of(edition, place),
        alarm="",
    )
    round_.phases = [
        Phase(
            kind=str(phase.kind),
            position=position,
            starts_at=phase.starts_at,
            ends_at=phase.ends_at,
        )
        for position, phase in enumerate(phases)
    ]
    round_.fund = Fund(amount=0, allocated=0, paid=0, draft_amount=fund)
    session.add(round_)
    flush(session)
    queries.give_shortlist_of_edition(session, round_)
    if not edition.is_draft:
        grant_fund(session, round_, actor=actor, now=now)
    record(
        session,
        "add_round",
        ThingRef(ThingKind.ROUND, round_.id),
        actor=actor,
        now=now,
        slug=round_.slug,
        fund=fund,
    )
    return round_


def slug_of(edition: Edition, place: Place) -> str:
    """Return the address of the round that a place has in an edition."""
    return f"{edition.slug}-{place.slug}"
