"""What waits at the desk of residencies, votes and messages; the other rooms register theirs beside
their desks.
"""

from datetime import datetime

from sqlalchemy.orm import Session

from neighbourhood.ballots.queries import rounds_for_desk
from neighbourhood.languages import _dl
from neighbourhood.outbox.queries import undeliverable_messages
from neighbourhood.people.desk.claims import places_of
from neighbourhood.people.queries import open_claims
from neighbourhood.permissions import Action, Actor, decide
from neighbourhood.rounds.rules import PhaseKind, phase_of
from neighbourhood.web.waiting import Waiting, register


@register
def residencies(session: Session, actor: Actor, _now: datetime) -> list[Waiting]:
    """Claims to live in a neighbourhood, for its officers."""
    if not decide(actor, Action.SEE_RESIDENCY_CLAIMS).is_allowed:
        return []
    claims = open_claims(session, places_of(actor))
    return (
        [
            Waiting(
                _dl("Residencies to confirm"),
                "people_desk.residencies",
                claims[0][0].asked_at,
                count=len(claims),
            )
        ]
        if claims
        else []
    )


@register
def votes(session: Session, actor: Actor, now: datetime) -> list[Waiting]:
    """Votes that raised an alarm, or that should be open and are not, for staff."""
    if not decide(actor, Action.OPEN_VOTE).is_allowed:
        return []
    found = []
    for round_ in rounds_for_desk(session, now):
        vote = phase_of(round_.phases, PhaseKind.VOTE)
        label = (
            _dl("A vote has raised an alarm")
            if round_.alarm
            else _dl("A vote should be open and is not")
        )
        found.append(
            Waiting(
                label, "ballots_desk.round", vote.starts_at if vote else now, {"slug": round_.slug}
            )
        )
    return found


@register
def messages(session: Session, actor: Actor, _now: datetime) -> list[Waiting]:
    """Messages that cannot be mailed, so that somebody tells the person, for staff."""
    if not decide(actor, Action.READ_OUTBOX).is_allowed or not (
        stuck := undeliverable_messages(session)
    ):
        return []
    return [
        Waiting(
            _dl("People to tell in person: no message reached them"),
            "pages_desk.outbox",
            stuck[0].created_at,
            count=len(stuck),
        )
    ]
