"""Claims to live in a place: asked, confirmed or refused by an officer, withdrawn."""

from datetime import datetime

from sqlalchemy.orm import Session

from neighbourhood.database import flush
from neighbourhood.outbox import queue
from neighbourhood.people import queries, rules
from neighbourhood.people.models import Residency
from neighbourhood.people.rules import ClaimState
from neighbourhood.permissions import Action, Actor, require
from neighbourhood.places.models import Place
from neighbourhood.places.queries import has_children
from neighbourhood.refusals import Invalid, NotNow
from neighbourhood.things import ThingKind, ThingRef
from neighbourhood.trail import record


def ask_residency(
    session: Session,
    place_id: int,
    *,
    method: str,
    evidence_note: str,
    actor: Actor,
    now: datetime,
) -> Residency:
    """Say that one lives in a place, the lowest of those one lives in; raises NotNow while another
    claim waits, Invalid for a place that cannot be chosen.
    """
    require(actor, Action.ASK_RESIDENCY)
    person = queries.person_by_id(session, actor.person_id)
    # The form offers only these; a request written by hand could name another.
    rules.require_method(method)
    rules.require_no_open_claim(queries.open_claim(session, person.id) is not None)
    known = queries.confirmed_residency(session, person.id)
    rules.require_news(
        lives_there=known is not None and known.place_id == place_id,
        expires_at=known.expires_at if known else None,
        now=now,
    )
    # Asked here, as the database's own refusal would name no field.
    place = session.get(Place, place_id)
    if place is None:
        raise Invalid("neighbourhood_unknown", field="place_id")
    if has_children(session, place.id):
        raise Invalid("place_not_lowest", field="place_id", name=place.name)
    claim = Residency(
        person_id=person.id,
        place_id=place_id,
        method=method,
        evidence_note=evidence_note[: rules.LONGEST_NOTE],
        state=ClaimState.ASKED,
        asked_at=now,
        reason="",
    )
    session.add(claim)
    flush(session)
    return claim


def withdraw_claim(session: Session, *, actor: Actor, now: datetime) -> None:
    """Take one's own open claim back; nothing happens where none waits."""
    require(actor, Action.ASK_RESIDENCY)
    claim = queries.open_claim(session, queries.person_by_id(session, actor.person_id).id)
    if claim is not None:
        claim.state = ClaimState.ENDED
        claim.evidence_note = ""
        claim.decided_at = now


def confirm_residency(
    session: Session, claim: Residency, *, years: int | None, actor: Actor, now: datetime
) -> Residency:
    """Confirm a claim for so many years (None: without end); what was confirmed before ends, the
    evidence note is deleted.
    """
    require(actor, Action.DECIDE_RESIDENCY, claim)
    _hold_open_claim(session, claim)
    # The place may have been divided since the person asked.
    if has_children(session, claim.place_id):
        raise NotNow("claimed_place_divided", name=_place_of(session, claim))
    before = queries.confirmed_residency(session, claim.person_id)
    if before is not None:
        before.state = ClaimState.ENDED
        # Sent first: the database knows one confirmed residency of a person at a time.
        flush(session)
    claim.state = ClaimState.CONFIRMED
    claim.evidence_note = ""
    claim.expires_at = rules.residency_expiry(now, years)
    _note_decision(session, claim, actor, now)
    record(
        session,
        "confirm_residency",
        ThingRef(ThingKind.RESIDENCY, claim.id),
        actor=actor,
        now=now,
        neighbourhood=claim.place_id,
        method=claim.method,
        moved_from=before.place_id if before else None,
    )
    queue(
        session,
        "residency_confirmed",
        claim.person,
        now=now,
        neighbourhood=_place_of(session, claim),
        expires_at=claim.expires_at.isoformat() if claim.expires_at else None,
    )
    return claim


def refuse_residency(
    session: Session, claim: Residency, *, reason: str, actor: Actor, now: datetime
) -> Residency:
    """Refuse a claim with a reason that the person reads; the evidence note is deleted."""
    require(actor, Action.DECIDE_RESIDENCY, claim)
    rules.require_reason(reason)
    _hold_open_claim(session, claim)
    claim.state = ClaimState.REFUSED
    claim.evidence_note = ""
    claim.reason = reason
    _note_decision(session, claim, actor, now)
    record(
        session,
        "refuse_residency",
        ThingRef(ThingKind.RESIDENCY, claim.id),
        actor=actor,
        now=now,
        neighbourhood=claim.place_id,
        reason=reason,
    )
    queue(
        session,
        "residency_refused",
        claim.person,
        now=now,
        neighbourhood=_place_of(session, claim),
        reason=reason,
    )
    return claim


def _hold_open_claim(session: Session, claim: Residency) -> None:
    # Two officers may decide at once: the second finds it decided, and nobody gets two letters.
    queries.lock_claim(session, claim)
    rules.require_asked(claim.state)


def _note_decision(session: Session, claim: Residency, actor: Actor, now: datetime) -> None:
    claim.decided_by_id = actor.person_id
    claim.decided_at = now
    flush(session)


def _place_of(session: Session, claim: Residency) -> str:
    return session.get_one(Place, claim.place_id).name
