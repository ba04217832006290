"""Adding a neighbourhood's round to an edition."""

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
from neighbourhood.rounds.services.write_ledger import write_ledger
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
    """Add the round of a neighbourhood with its fund (minor units) and its phases in their order;
    raises Invalid for bad money or dates.
    """
    require(actor, Action.OPEN_EDITIONS)
    settings.require_fund(fund)
    _require_phases(edition, phases)
    if queries.has_round(session, edition.id, place.id):
        raise Invalid("round_exists", field="place")
    round_ = Round(
        edition=edition,
        place=place,
        slug=f"{edition.slug}-{place.slug}",
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
    # Empty at first: the money comes by an entry of the ledger, so that the entries always sum up
    # to the totals.
    round_.fund = Fund(amount=0, allocated=0, paid=0)
    session.add(round_)
    flush(session)
    write_ledger(
        session,
        round_.fund,
        rules.LedgerKind.GRANTED,
        fund,
        subject=ThingRef(ThingKind.ROUND, round_.id),
        actor=actor,
        now=now,
    )
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


def _require_phases(edition: Edition, phases: Sequence[rules.Dated]) -> None:
    kinds = [phase.kind for phase in phases]
    in_order = [kind for kind in rules.PhaseKind if kind in kinds]
    if not kinds or kinds != in_order:
        raise Invalid("phases_out_of_order")
    if edition.has_committee and rules.PhaseKind.ALLOCATE not in kinds:
        raise Invalid("phase_missing", phase="allocate")
    rules.require_dates_in_order(phases)
