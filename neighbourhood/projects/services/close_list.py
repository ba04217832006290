"""Closing the list of a round: from then on no project changes, and numbers are drawn for the
ballot.
"""

import secrets
from datetime import datetime

from sqlalchemy.orm import Session

from neighbourhood.database import flush
from neighbourhood.permissions import Action, Actor, require
from neighbourhood.projects import queries, rules
from neighbourhood.projects.rules import MergeOutcome, ProjectState
from neighbourhood.projects.services.letters import tell_list_closed
from neighbourhood.projects.services.merge import end_merge
from neighbourhood.rounds.models import Round
from neighbourhood.rounds.queries import lock_round
from neighbourhood.things import ThingKind, ThingRef
from neighbourhood.trail import record


def close_list(session: Session, round_: Round, *, actor: Actor, now: datetime) -> Round:
    """Close the list of a round for good and draw its numbers; a second time changes nothing.
    Raises NotNow with the first thing that must be settled before.
    """
    require(actor, Action.CLOSE_LIST)
    # Alone: whoever writes, judges, appeals or takes back a project shares the round.
    lock_round(session, round_)
    if round_.list_closed_at is not None:
        return round_
    rules.require_may_close(round_, queries.unsettled_in(session, round_.id, now), now)
    draw_list(session, round_, actor=actor, now=now)
    return round_


def draw_list(session: Session, round_: Round, *, actor: Actor, now: datetime) -> None:
    """Close the list of a round as it stands, where nobody has; the caller holds the round and
    knows that it is time.
    """
    if round_.list_closed_at is not None:
        return
    for merge in queries.open_merges_of_round(session, round_.id):
        end_merge(session, merge, MergeOutcome.OVERTAKEN, actor=actor, now=now)
    projects = queries.projects_in_state(session, round_.id, {ProjectState.FEASIBLE})
    # Not from anything that somebody knows beforehand: nobody can hand a project in so that it
    # comes first.
    round_.list_seed = secrets.token_hex(16)
    round_.list_closed_at = now
    numbers = rules.drawn_numbers(round_.list_seed, [one.reference for one in projects])
    for project in projects:
        project.list_number = numbers[project.reference]
    flush(session)
    record(
        session,
        "close_list",
        ThingRef(ThingKind.ROUND, round_.id),
        actor=actor,
        now=now,
        seed=round_.list_seed,
        numbers=numbers,
    )
    for project in projects:
        tell_list_closed(session, project, now)
