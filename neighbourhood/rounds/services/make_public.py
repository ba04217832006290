"""Making a draft public: from here on its rounds are bound, and their money is granted."""

from datetime import datetime

from sqlalchemy.orm import Session

from neighbourhood.database import flush
from neighbourhood.permissions import Action, Actor, require
from neighbourhood.refusals import NotNow
from neighbourhood.rounds import queries, rules
from neighbourhood.rounds.models import Edition, Round
from neighbourhood.rounds.services.grant_fund import grant_fund
from neighbourhood.things import ThingKind, ThingRef
from neighbourhood.trail import record


def make_public(session: Session, edition: Edition, *, actor: Actor, now: datetime) -> Edition:
    """Show a draft to everybody and grant each of its rounds its fund; raises NotNow where it is
    public already, has no round, or one of them is not fit to begin.
    """
    require(actor, Action.OPEN_EDITIONS)
    queries.lock_edition(session, edition)
    rules.require_draft(edition)
    rounds = queries.rounds_of_edition(session, edition.id)
    if not rounds:
        raise NotNow("edition_without_rounds")
    for round_ in rounds:
        _require_fit(round_, now)
        queries.require_shortlist_terms(session, round_)
    edition.public_at = now
    for round_ in rounds:
        grant_fund(session, round_, actor=actor, now=now)
    flush(session)
    record(
        session,
        "make_public",
        ThingRef(ThingKind.EDITION, edition.id),
        actor=actor,
        now=now,
        slug=edition.slug,
        funds={round_.slug: round_.fund.amount for round_ in rounds},
    )
    return edition


def _require_fit(round_: Round, now: datetime) -> None:
    # Again and not only when they were set: the edition may have got a committee since.
    rules.require_phases(round_.phases, has_committee=round_.edition.has_committee)
    if round_.phases[0].starts_at <= now:
        raise NotNow("draft_begins_in_past", place=round_.place.name)
