"""Marking two projects as one that stands on two lists of an edition, before either vote opens."""

from datetime import datetime

from sqlalchemy.orm import Session

from neighbourhood.database import flush
from neighbourhood.permissions import Action, Actor, require
from neighbourhood.projects import queries, rules
from neighbourhood.projects.models import Project
from neighbourhood.refusals import NotFound
from neighbourhood.rounds.models import SharedProject
from neighbourhood.rounds.queries import lock_rounds_of_edition
from neighbourhood.things import ThingKind, ThingRef
from neighbourhood.trail import record


def share_project(
    session: Session, project: Project, other: Project, *, actor: Actor, now: datetime
) -> SharedProject:
    """Mark two projects of an edition as one that is funded once; the same again changes nothing.

    Raises NotNow once a vote of either list was opened, Invalid for two lists of one level.
    """
    require(actor, Action.OPEN_EDITIONS)
    _hold(session, project, other)
    standing = queries.sharing_of(session, (project.id, other.id))
    lower, higher = sorted((project, other), key=lambda one: -one.round.level)
    for pair in standing:
        if (pair.lower_id, pair.higher_id) == (lower.id, higher.id):
            return pair
    rules.require_sharable((project, other), is_shared=bool(standing))
    pair = SharedProject(lower_id=lower.id, higher_id=higher.id)
    session.add(pair)
    flush(session)
    _note(session, "share_project", pair, actor, now)
    return pair


def stop_sharing(session: Session, project: Project, *, actor: Actor, now: datetime) -> None:
    """Let a project stand on its own list alone again; raises NotNow once a vote of either list was
    opened, NotFound where it stands on no other.
    """
    require(actor, Action.OPEN_EDITIONS)
    twin = queries.twins_of_round(session, project.round_id)
    others = [one.other for one in twin if one.project.id == project.id]
    if not others:
        raise NotFound
    _hold(session, project, *others)
    rules.require_not_opened([one.round for one in (project, *others)])
    for pair in queries.sharing_of(session, (project.id,)):
        session.delete(pair)
        _note(session, "stop_sharing", pair, actor, now)
    flush(session)


def _hold(session: Session, *projects: Project) -> None:
    """Hold the rounds of the edition, so that no vote of it opens meanwhile, and read afresh what
    others may have changed.
    """
    lock_rounds_of_edition(session, projects[0].round.edition_id)
    for project in projects:
        session.refresh(project.round, ["opened_at", "sealed_at"])
        session.refresh(project, ["state", "funding"])


def _note(session: Session, act: str, pair: SharedProject, actor: Actor, now: datetime) -> None:
    record(
        session,
        act,
        ThingRef(ThingKind.PROJECT, pair.lower_id),
        actor=actor,
        now=now,
        other=pair.higher_id,
    )
