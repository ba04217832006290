"""Giving support and taking it back; who supports what is noted nowhere else."""

from collections.abc import Collection, Mapping
from datetime import datetime, timedelta

from sqlalchemy import delete, or_, select
from sqlalchemy.orm import Session

from neighbourhood.database import flush, server_now
from neighbourhood.permissions import Action, Actor, require
from neighbourhood.projects.models import Project
from neighbourhood.projects.rules import ProjectState
from neighbourhood.refusals import NotNow
from neighbourhood.rounds.models import Round, RoundEnding
from neighbourhood.rounds.queries import lock_round
from neighbourhood.shortlists import queries, rules
from neighbourhood.shortlists.models import ShortlistTerms, Support

#: So long after the list is made, who supported what is forgotten.
KEPT = timedelta(days=30)


def give_support(session: Session, project: Project, *, actor: Actor) -> None:
    """Support a project with one of the supports one has in its round; the same again changes
    nothing.

    The round is held from the first question on, and the database's clock is read after that.
    Raises NotNow outside the phase, for a project that is not in question, and where no support is
    left.
    """
    require(actor, Action.SUPPORT_PROJECT, project)
    terms = _require_supporting(session, project.round)
    person_id = actor.person_id or 0
    mine = queries.supports_in_hand(session, project.round_id, person_id)
    states = queries.states_of(session, {project.id, *(one.project_id for one in mine)})
    if states[project.id] != ProjectState.SUBMITTED:
        raise NotNow(f"project_is_{states[project.id]}")
    mine = _without_ended(session, mine, states)
    if any(one.project_id == project.id for one in mine):
        return
    free = set(range(1, terms.supports_each + 1)) - {one.slot for one in mine}
    if not free:
        raise NotNow("no_supports_left", most=terms.supports_each)
    session.add(
        Support(
            project_id=project.id,
            person_id=person_id,
            round_id=project.round_id,
            slot=min(free),
            supports_each=terms.supports_each,
        )
    )
    flush(session)


def take_back_support(session: Session, project: Project, *, actor: Actor) -> None:
    """Take one's support back, until the phase ends; the same again changes nothing."""
    require(actor, Action.TAKE_BACK_SUPPORT, project)
    _require_supporting(session, project.round)
    for one in queries.supports_in_hand(session, project.round_id, actor.person_id or 0):
        if one.project_id == project.id:
            session.delete(one)
    flush(session)


def _require_supporting(session: Session, round_: Round) -> ShortlistTerms:
    lock_round(session, round_, shared=True)
    terms = queries.terms_of(session, round_.id)
    rules.require_supporting(round_, terms.terms if terms else None, server_now(session))
    # Whatever another machine's clock says, what comes after the list changes nothing of it.
    if round_.shortlisted_at is not None:
        raise NotNow("shortlist_is_made")
    assert terms is not None
    return terms


def _without_ended(
    session: Session, mine: Collection[Support], states: Mapping[int, str]
) -> list[Support]:
    """Give the supports back whose projects were taken back by their authors."""
    ended = [one for one in mine if states[one.project_id] != ProjectState.SUBMITTED]
    for one in ended:
        session.delete(one)
    # Before a new one takes the place of one that goes.
    flush(session)
    return [one for one in mine if one not in ended]


def forget_supports(session: Session, now: datetime) -> int:
    """Delete who supported what in rounds whose list has been made for long enough, or that have
    been ended; return how many supports.
    """
    made = select(Round.id).where(Round.shortlisted_at <= now - KEPT)
    ended = select(RoundEnding.round_id).where(RoundEnding.confirmed_at <= now - KEPT)
    of_old = or_(Support.round_id.in_(made), Support.round_id.in_(ended))
    gone = session.execute(delete(Support).where(of_old))
    return int(gone.rowcount)  # type: ignore[attr-defined]
