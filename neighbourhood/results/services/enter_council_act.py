"""The council confirms a result, with date and number."""

from datetime import date, datetime
from typing import TypedDict, Unpack

from sqlalchemy.orm import Session

from neighbourhood.database import flush
from neighbourhood.permissions import Action, Actor, require
from neighbourhood.refusals import NotNow
from neighbourhood.results import queries, rules
from neighbourhood.results.models import CouncilAct
from neighbourhood.rounds.models import Round
from neighbourhood.things import ThingKind, ThingRef
from neighbourhood.trail import record


class Act(TypedDict):
    """Which body decided, under which number, on which day."""

    body: str
    number: str
    decided_on: date


def enter_council_act(
    session: Session, round_: Round, *, actor: Actor, now: datetime, **act: Unpack[Act]
) -> CouncilAct:
    """Enter the act that makes a published result final; raises NotNow where none is published or
    an act is already entered.
    """
    require(actor, Action.ENTER_COUNCIL_ACT, round_)
    rules.require_act(act["body"], act["number"], act["decided_on"], now.date())
    if queries.publication_of(session, round_.id) is None:
        raise NotNow("nothing_published")
    # Where two enter one at the same moment, the primary key refuses the second.
    if queries.council_act(session, round_.id) is not None:
        raise NotNow("act_entered")
    entered = CouncilAct(
        round_id=round_.id,
        body=act["body"].strip(),
        number=act["number"].strip(),
        decided_on=act["decided_on"],
        entered_by_id=actor.person_id,
        entered_at=now,
    )
    session.add(entered)
    flush(session)
    details = {
        "body": entered.body,
        "number": entered.number,
        "decided_on": entered.decided_on.isoformat(),
    }
    record(
        session,
        "enter_council_act",
        ThingRef(ThingKind.ROUND, round_.id),
        actor=actor,
        now=now,
        **details,
    )
    return entered
