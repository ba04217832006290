"""Setting the terms of a short list for all rounds of an edition."""

from dataclasses import asdict
from datetime import datetime

from sqlalchemy.orm import Session

from neighbourhood.database import flush
from neighbourhood.permissions import Action, Actor, require
from neighbourhood.refusals import NotNow
from neighbourhood.rounds.models import Edition, Round
from neighbourhood.rounds.queries import lock_edition, lock_rounds_of_edition, rounds_of_edition
from neighbourhood.rounds.rules import PhaseKind, phase_of
from neighbourhood.rounds.services import add_phase, remove_phase
from neighbourhood.shortlists import queries, rules
from neighbourhood.shortlists.models import ShortlistTerms
from neighbourhood.shortlists.rules import Terms
from neighbourhood.things import ThingKind, ThingRef
from neighbourhood.trail import record

#: How long the phase is at first; the sheet of dates changes it.
DAYS = 28


def set_shortlist(
    session: Session, edition: Edition, terms: Terms | None, *, actor: Actor, now: datetime
) -> None:
    """Give all rounds of an edition a short list by these terms, or none; in a draft its phase
    comes and goes with them.

    Raises NotNow once one of the phases has begun, and in a public edition where the phase would
    come or go, Invalid for terms that no list could be made by.
    """
    require(actor, Action.OPEN_EDITIONS)
    lock_edition(session, edition)
    lock_rounds_of_edition(session, edition.id)
    if terms is not None:
        rules.require_sound(terms)
    rounds = rounds_of_edition(session, edition.id)
    # All are asked before one is changed.
    for round_ in rounds:
        rules.require_terms_open(round_, now)
        _require_fit(round_, terms)
    for round_ in rounds:
        _set(session, round_, terms)
    flush(session)
    record(
        session,
        "set_shortlist",
        ThingRef(ThingKind.EDITION, edition.id),
        actor=actor,
        now=now,
        terms=asdict(terms) if terms else None,
    )


def give_terms_of_edition(session: Session, round_: Round) -> None:
    """Give a round that was just added the short list that its edition has, if it has one."""
    known = queries.terms_of_edition(session, round_.edition_id)
    if known is not None:
        _require_review(round_)
        _set(session, round_, known.terms)


def require_terms(session: Session, round_: Round) -> None:
    """Raise NotNow where a round has a phase for a short list and no terms for it."""
    has_phase = phase_of(round_.phases, PhaseKind.SHORTLIST) is not None
    if has_phase and queries.terms_of(session, round_.id) is None:
        raise NotNow("shortlist_terms_missing", place=round_.place.name)


def _require_fit(round_: Round, terms: Terms | None) -> None:
    has_phase = phase_of(round_.phases, PhaseKind.SHORTLIST) is not None
    if not round_.edition.is_draft and has_phase != (terms is not None):
        raise NotNow("shortlist_only_in_draft")
    if terms is not None:
        _require_review(round_)


def _require_review(round_: Round) -> None:
    # Without a review nothing would bring what is on the list onto a ballot.
    if phase_of(round_.phases, PhaseKind.REVIEW) is None:
        raise NotNow("shortlist_without_review", place=round_.place.name)


def _set(session: Session, round_: Round, terms: Terms | None) -> None:
    known, zone = queries.terms_of(session, round_.id), queries.city_zone(session)
    has_phase = phase_of(round_.phases, PhaseKind.SHORTLIST) is not None
    if terms is None:
        if known is not None:
            session.delete(known)
        if has_phase:
            remove_phase(session, round_, PhaseKind.SHORTLIST, zone)
        return
    if not has_phase:
        add_phase(session, round_, PhaseKind.SHORTLIST, DAYS, zone)
    if known is None:
        session.add(ShortlistTerms(round_id=round_.id, **asdict(terms)))
        return
    for name, value in asdict(terms).items():
        setattr(known, name, value)
