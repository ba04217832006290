"""Places: added and changed."""

from datetime import datetime

from sqlalchemy.orm import Session

from neighbourhood.database import flush
from neighbourhood.permissions import Action, Actor, require
from neighbourhood.places import queries, rules
from neighbourhood.places.models import Place
from neighbourhood.places.rules.levels import require_parent
from neighbourhood.refusals import Invalid
from neighbourhood.things import ThingKind, ThingRef
from neighbourhood.trail import record


def add_place(session: Session, facts: rules.PlaceFacts, *, actor: Actor, now: datetime) -> Place:
    """Add a neighbourhood; raises Invalid for bad facts or a slug that another one has."""
    require(actor, Action.EDIT_PLACES)
    neighbourhood = Place(is_invented=facts.is_invented)
    _write_facts(session, neighbourhood, facts, now)
    session.add(neighbourhood)
    flush(session)
    _record_facts(session, "add_neighbourhood", neighbourhood, actor=actor, now=now)
    return neighbourhood


def edit_place(
    session: Session,
    neighbourhood: Place,
    facts: rules.PlaceFacts,
    *,
    actor: Actor,
    now: datetime,
) -> Place:
    """Change a neighbourhood; old rounds keep the boundary that was frozen with their rules. Raises
    Invalid.
    """
    require(actor, Action.EDIT_PLACES, neighbourhood)
    _write_facts(session, neighbourhood, facts, now)
    flush(session)
    _record_facts(session, "edit_neighbourhood", neighbourhood, actor=actor, now=now)
    return neighbourhood


def _write_facts(
    session: Session, neighbourhood: Place, facts: rules.PlaceFacts, now: datetime
) -> None:
    rules.require_name(facts.name, most=120)
    rules.require_slug(facts.slug)
    rules.require_population(facts.population)
    # Asked here as well as by the database, so that the refusal stands beside its field.
    if queries.is_slug_taken(session, facts.slug, but=neighbourhood.id):
        raise Invalid("place_slug_taken", field="slug")
    # Both may refuse, so they come before anything is changed.
    boundary = rules.checked_boundary(dict(facts.boundary)) if facts.boundary else None
    profile = rules.written(facts.profile)
    parent = session.get(Place, facts.parent_id) if facts.parent_id else None
    require_parent(facts.level, parent.level if parent else None)
    neighbourhood.name = facts.name.strip()
    neighbourhood.slug = facts.slug
    neighbourhood.level = facts.level
    neighbourhood.parent = parent
    neighbourhood.population = facts.population
    neighbourhood.boundary = boundary
    neighbourhood.profile = profile
    neighbourhood.source = facts.source.strip()[:300]
    neighbourhood.changed_at = now


def _record_facts(
    session: Session, act: str, neighbourhood: Place, *, actor: Actor, now: datetime
) -> None:
    record(
        session,
        act,
        ThingRef(ThingKind.PLACE, neighbourhood.id),
        actor=actor,
        now=now,
        name=neighbourhood.name,
        slug=neighbourhood.slug,
        level=neighbourhood.level,
        parent=neighbourhood.parent_id,
        population=neighbourhood.population,
        boundary=neighbourhood.boundary,
        profile=neighbourhood.profile,
        source=neighbourhood.source,
    )
