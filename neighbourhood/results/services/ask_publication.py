"""The first of the two who publish."""

from datetime import datetime

from sqlalchemy.orm import Session

from neighbourhood.database import flush
from neighbourhood.permissions import Action, Actor, require
from neighbourhood.results import queries, rules
from neighbourhood.results.models import PublicationRequest
from neighbourhood.results.services.compose import compose_publication
from neighbourhood.rounds.models import Round
from neighbourhood.rounds.queries import lock_round
from neighbourhood.things import ThingKind, ThingRef
from neighbourhood.trail import record


def ask_publication(
    session: Session, round_: Round, *, reason: str, actor: Actor, now: datetime, tie_seed: str = ""
) -> PublicationRequest:
    """Ask to publish exactly what follows from the round now; a correction needs a `reason`. An
    older request is replaced.
    """
    require(actor, Action.ASK_PUBLICATION, round_)
    lock_round(session, round_)
    rules.require_publishable(round_, now)
    newest = queries.publication_of(session, round_.id)
    rules.require_reason(newest.version + 1 if newest else 1, reason)
    digest = compose_publication(session, round_, now=now, tie_seed=tie_seed.strip()).digest
    before = queries.open_request(session, round_.id)
    # The same once more, as from a doubled click, must not take the request away from under the
    # second person.
    if before is not None:
        if (before.digest, before.reason, before.asked_by_id) == (
            digest,
            reason.strip(),
            actor.person_id,
        ):
            return before
        before.answered_at = now
        before.is_confirmed = False
    request = PublicationRequest(
        round=round_,
        digest=digest,
        reason=reason.strip(),
        tie_seed=tie_seed.strip(),
        asked_by_id=actor.person_id,
        asked_at=now,
    )
    session.add(request)
    flush(session)
    record(
        session,
        "ask_publication",
        ThingRef(ThingKind.ROUND, round_.id),
        actor=actor,
        now=now,
        digest=digest,
        request=request.id,
    )
    return request
