"""Places: added, changed and deleted."""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from neighbourhood.database import flush
from neighbourhood.permissions import Action, Actor, require
from neighbourhood.places import queries, rules
from neighbourhood.places.models import Place
from neighbourhood.places.rules import levels
from neighbourhood.places.rules.drawing_checks import require_well_drawn
from neighbourhood.places.rules.nesting import Outline, require_inside
from neighbourhood.places.services.addresses import put_addresses
from neighbourhood.refusals import Invalid
from neighbourhood.things import ThingKind, ThingRef
from neighbourhood.trail import record


def add_place(
    session: Session,
    facts: rules.PlaceFacts,
    *,
    takes_in: bool = False,
    actor: Actor,
    now: datetime,
) -> Place:
    """Add a place; with `takes_in` all places of lower levels that stand under none come to stand
    under it. Raises Invalid for bad facts, NotNow while a vote is open above.
    """
    require(actor, Action.EDIT_PLACES)
    place = Place(is_invented=facts.is_invented)
    _write_facts(session, place, facts, now)
    below = _places_to_take_in(session, place) if takes_in else []
    session.add(place)
    for child in below:
        child.parent = place
        child.changed_at = now
    flush(session)
    _write_addresses(session, place, facts)
    _record_facts(
        session,
        "add_neighbourhood",
        place,
        actor=actor,
        now=now,
        takes_in=[child.id for child in below],
    )
    return place


def import_places(
    session: Session, facts: Sequence[rules.PlaceFacts], *, actor: Actor, now: datetime
) -> list[Place]:
    """Add many places in their order, all of them or none; raises what adding one of them does."""
    return [add_place(session, one, actor=actor, now=now) for one in facts]


def edit_place(
    session: Session,
    place: Place,
    facts: rules.PlaceFacts,
    *,
    actor: Actor,
    now: datetime,
) -> Place:
    """Change a place; old rounds keep the boundary that was frozen with their rules. Raises
    Invalid, and NotNow for a change of the tree that what stands there does not allow.
    """
    require(actor, Action.EDIT_PLACES, place)
    _write_facts(session, place, facts, now)
    flush(session)
    _write_addresses(session, place, facts)
    _record_facts(session, "edit_neighbourhood", place, actor=actor, now=now)
    return place


def delete_place(session: Session, place: Place, *, actor: Actor, now: datetime) -> None:
    """Delete a place that nothing and nobody has ever stood in; raises NotNow for any other."""
    require(actor, Action.EDIT_PLACES, place)
    queries.lock_place(session, place)
    levels.require_unused(queries.use_of(session, place))
    _require_no_open_vote(session, queries.places_above(session, place))
    thing, name, slug = ThingRef(ThingKind.PLACE, place.id), place.name, place.slug
    put_addresses(session, {place.id: []})
    session.delete(place)
    flush(session)
    record(session, "delete_neighbourhood", thing, actor=actor, now=now, name=name, slug=slug)


def _write_facts(session: Session, place: Place, facts: rules.PlaceFacts, now: datetime) -> None:
    rules.require_name(facts.name, most=120)
    rules.require_slug(facts.slug)
    rules.require_population(facts.population)
    # Asked here as well as by the database, so that the refusal stands beside its field.
    if queries.is_slug_taken(session, facts.slug, but=place.id):
        raise Invalid("place_slug_taken", field="slug")
    queries.lock_tree(session)
    if place.id is not None:
        session.refresh(place)
    # All of these may refuse, so they come before anything is changed.
    boundary = rules.checked_boundary(dict(facts.boundary)) if facts.boundary else None
    profile, names = rules.written(facts.profile), rules.checked_names(facts)
    parent = _parent(session, place, facts)
    outline = Outline(facts.name.strip(), boundary)
    _require_nested(session, place, outline, parent)
    if boundary != place.boundary and not facts.is_meant:
        _require_well_drawn(session, place, outline, facts.level)
    place.name = facts.name.strip()
    place.names = names
    place.slug = facts.slug
    place.level = facts.level
    place.parent = parent
    place.population = facts.population
    place.boundary = boundary
    place.profile = profile
    place.source = facts.source.strip()[:300]
    place.changed_at = now


def _write_addresses(session: Session, place: Place, facts: rules.PlaceFacts) -> None:
    if facts.addresses is not None:
        put_addresses(session, {place.id: list(facts.addresses)})


def _parent(session: Session, place: Place, facts: rules.PlaceFacts) -> Place | None:
    """Return the place that shall stand above; refuse a change of the tree that may not be."""
    # Read afresh: it may have been redrawn by whoever held the tree before.
    parent = (
        session.get(Place, facts.parent_id, populate_existing=True) if facts.parent_id else None
    )
    if parent is None and facts.parent_id:
        raise Invalid("place_parent_unknown", field="parent_id")
    if place.id is not None and facts.level != place.level:
        levels.require_level_free(queries.use_of(session, place))
    levels.require_one_city(facts.level, is_city_taken=queries.is_city_taken(session, but=place.id))
    levels.require_parent(facts.level, parent.level if parent else None)
    if parent is not place.parent:
        _require_no_open_vote(
            session, [*_way_from(session, place.parent), *_way_from(session, parent)]
        )
    return parent


def _way_from(session: Session, place: Place | None) -> list[Place]:
    """Return a place with all above it."""
    return [] if place is None else [place, *queries.places_above(session, place)]


def _require_no_open_vote(session: Session, places: Collection[Place]) -> None:
    place_ids = {place.id for place in places}
    levels.require_no_open_vote(bool(place_ids) and queries.is_vote_open_in(session, place_ids))


def _require_nested(session: Session, place: Place, outline: Outline, parent: Place | None) -> None:
    has_moved, is_redrawn = parent is not place.parent, outline.boundary != place.boundary
    # What was drawn before anybody compared may stay as it is.
    if parent is not None and (has_moved or is_redrawn):
        require_inside(outline, _outline(parent), field="boundary" if is_redrawn else "parent_id")
    if place.id is not None and is_redrawn:
        for child in queries.children_of(session, place):
            require_inside(_outline(child), outline, field="boundary")


def _require_well_drawn(
    session: Session, place: Place, outline: Outline, level: levels.Level
) -> None:
    with session.no_autoflush:
        others = [one for one in queries.all_places(session) if one.id != place.id]
        region = queries.region_of_city(session, others)
    beside = [_outline(one) for one in others if one.level == level]
    require_well_drawn(outline, beside, region)


def _places_to_take_in(session: Session, place: Place) -> Sequence[Place]:
    below = queries.places_under_none(session, place.level)
    for child in below:
        require_inside(_outline(child), _outline(place), field="takes_in")
    return below


def _outline(place: Place) -> Outline:
    return Outline(place.name, place.boundary)


def _record_facts(
    session: Session, act: str, place: Place, *, actor: Actor, now: datetime, **more: object
) -> None:
    record(
        session,
        act,
        ThingRef(ThingKind.PLACE, place.id),
        actor=actor,
        now=now,
        name=place.name,
        names=place.names,
        slug=place.slug,
        level=place.level,
        parent=place.parent_id,
        population=place.population,
        boundary=place.boundary,
        profile=place.profile,
        source=place.source,
        **more,
    )
