"""What is done with organisations: entered, confirmed or refused, changed, ended, joined, left."""

from datetime import datetime

from sqlalchemy.orm import Session

from neighbourhood.database import flush
from neighbourhood.folding import folded
from neighbourhood.organisations import queries, rules
from neighbourhood.organisations.models import Organisation, OrganisationMember
from neighbourhood.organisations.rules import OrganisationFacts, OrganisationState
from neighbourhood.outbox import queue
from neighbourhood.people.queries import person_by_id
from neighbourhood.people.services import (
    drop_join_code,
    drop_join_codes_of,
    make_join_code,
    spend_join_code,
)
from neighbourhood.permissions import Action, Actor, decide, require
from neighbourhood.places.models import Place
from neighbourhood.places.rules.slugs import proposed_slug
from neighbourhood.refusals import Invalid, NotFound
from neighbourhood.things import ThingKind, ThingRef
from neighbourhood.trail import record


def enter_organisation(
    session: Session,
    facts: OrganisationFacts,
    *,
    speaks_for_it: bool = True,
    submission_key: str | None = None,
    actor: Actor,
    now: datetime,
) -> Organisation:
    """Put an organisation into the register, where it waits for an officer of its place; whoever
    speaks for it is its first member. The same key again returns the same.
    """
    require(actor, Action.ENTER_ORGANISATION)
    if submission_key and (known := queries.entered_by_key(session, submission_key)):
        return known
    rules.require_sound(facts)
    rules.require_few_waiting(queries.waiting_of(session, actor.person_id))
    _require_free_name(session, facts, but=None)
    start = proposed_slug(facts.name, (), fallback="organisation")
    taken = queries.slugs_like(session, start) | rules.TAKEN_SLUGS
    organisation = Organisation(
        slug=proposed_slug(facts.name, taken, fallback="organisation"),
        state=OrganisationState.ASKED,
        entered_by_id=actor.person_id,
        entered_at=now,
        submission_key=submission_key or None,
    )
    _take(organisation, facts)
    if speaks_for_it:
        assert actor.person_id is not None
        organisation.members.append(OrganisationMember(person_id=actor.person_id, joined_at=now))
    session.add(organisation)
    flush(session)
    return organisation


def edit_organisation(
    session: Session,
    organisation: Organisation,
    facts: OrganisationFacts,
    *,
    actor: Actor,
    now: datetime,
) -> Organisation:
    """Change what an organisation says of itself; one that was refused waits for an answer again.
    Name and place of a confirmed one are an officer's to change.
    """
    require(actor, Action.EDIT_ORGANISATION, organisation)
    queries.lock_organisation(session, organisation)
    rules.require_living(organisation.state)
    rules.require_sound(facts)
    is_officer = decide(actor, Action.DECIDE_ORGANISATION, organisation).is_allowed
    if organisation.state == OrganisationState.CONFIRMED and not is_officer:
        rules.require_same_identity(
            before=(organisation.name, organisation.place_id), after=(facts.name, facts.place_id)
        )
    _require_free_name(session, facts, but=organisation.id)
    if organisation.state == OrganisationState.REFUSED:
        organisation.state, organisation.reason = OrganisationState.ASKED, ""
        organisation.entered_at = now
    _take(organisation, facts)
    flush(session)
    if is_officer:
        _note(session, "edit_organisation", organisation, actor, now)
    return organisation


def confirm_organisation(
    session: Session, organisation: Organisation, *, actor: Actor, now: datetime
) -> Organisation:
    """Confirm that an organisation is what it says, so that everybody sees it and its members can
    hand projects in for it.
    """
    require(actor, Action.DECIDE_ORGANISATION, organisation)
    queries.lock_organisation(session, organisation)
    rules.require_asked(organisation.state)
    organisation.state = OrganisationState.CONFIRMED
    organisation.confirmed_at, organisation.confirmed_by_id = now, actor.person_id
    flush(session)
    _note(session, "confirm_organisation", organisation, actor, now)
    _tell_enterer(session, organisation, "organisation_confirmed", now, slug=organisation.slug)
    return organisation


def refuse_organisation(
    session: Session, organisation: Organisation, *, reason: str, actor: Actor, now: datetime
) -> Organisation:
    """Refuse an organisation with a reason that whoever entered it reads, and can answer by
    changing it.
    """
    require(actor, Action.DECIDE_ORGANISATION, organisation)
    rules.require_reason(reason)
    queries.lock_organisation(session, organisation)
    rules.require_asked(organisation.state)
    organisation.state, organisation.reason = OrganisationState.REFUSED, reason
    flush(session)
    _note(session, "refuse_organisation", organisation, actor, now, reason=reason)
    _tell_enterer(
        session, organisation, "organisation_refused", now, slug=organisation.slug, reason=reason
    )
    return organisation


def end_organisation(
    session: Session, organisation: Organisation, *, reason: str, actor: Actor, now: datetime
) -> None:
    """End an organisation, which stays where projects name it; ending twice changes nothing."""
    require(actor, Action.EDIT_ORGANISATION, organisation)
    queries.lock_organisation(session, organisation)
    if organisation.state == OrganisationState.ENDED:
        return
    rules.require_reason(reason)
    organisation.state, organisation.reason = OrganisationState.ENDED, reason
    organisation.ended_at = now
    flush(session)
    _note(session, "end_organisation", organisation, actor, now, reason=reason)


def invite_member(
    session: Session, organisation: Organisation, *, key: str, actor: Actor, now: datetime
) -> str:
    """Return the figures of a new code by which somebody comes to speak for the organisation too;
    `key` is the form's own.
    """
    require(actor, Action.EDIT_ORGANISATION, organisation)
    queries.lock_organisation(session, organisation)
    rules.require_living(organisation.state)
    code = make_join_code(session, thing_of(organisation), key=key, actor=actor, now=now)
    _note(session, "invite_organisation_member", organisation, actor, now)
    return code


def drop_invitation(
    session: Session, organisation: Organisation, number: int, *, actor: Actor
) -> None:
    """Take an open invitation back."""
    require(actor, Action.EDIT_ORGANISATION, organisation)
    drop_join_code(session, thing_of(organisation), number, actor=actor)


def join_organisation(
    session: Session, organisation: Organisation, code: str, *, actor: Actor, now: datetime
) -> None:
    """Spend a code and speak for the organisation from now on."""
    require(actor, Action.JOIN_OTHERS)
    assert actor.person_id is not None
    queries.lock_organisation(session, organisation)
    rules.require_living(organisation.state)
    rules.require_new_member(actor.person_id in organisation.member_ids)
    spend_join_code(session, thing_of(organisation), code, actor=actor, now=now)
    organisation.members.append(OrganisationMember(person_id=actor.person_id, joined_at=now))
    flush(session)
    _note(session, "join_organisation", organisation, actor, now)


def remove_member(
    session: Session, organisation: Organisation, person_id: int, *, actor: Actor, now: datetime
) -> None:
    """Let somebody speak for the organisation no more: themselves, or an officer of the place says
    so. Raises NotFound for who does not speak for it.
    """
    if person_id != actor.person_id:
        require(actor, Action.DECIDE_ORGANISATION, organisation)
    queries.lock_organisation(session, organisation)
    member = next((one for one in organisation.members if one.person_id == person_id), None)
    if member is None:
        raise NotFound
    organisation.members.remove(member)
    flush(session)
    drop_join_codes_of(session, thing_of(organisation), person_id, actor=actor)
    _note(session, "leave_organisation", organisation, actor, now, person=person_id)


def thing_of(organisation: Organisation) -> ThingRef:
    """Return how other rooms name the organisation."""
    return ThingRef(ThingKind.ORGANISATION, organisation.id)


def _require_free_name(session: Session, facts: OrganisationFacts, *, but: int | None) -> None:
    # Asked here, as the database's own refusal would name no field.
    if session.get(Place, facts.place_id) is None:
        raise Invalid("organisation_place_unknown", field="place_id")
    if queries.is_name_taken(session, facts.place_id, folded(facts.name), but=but):
        raise Invalid("organisation_known", field="name")


def _take(organisation: Organisation, facts: OrganisationFacts) -> None:
    for name in ("name", "kind", "about", "language", "contact", "officer_contact", "place_id"):
        setattr(organisation, name, getattr(facts, name))
    organisation.website = rules.normal_website(facts.website)
    organisation.languages = list(facts.languages)


def _tell_enterer(
    session: Session, organisation: Organisation, kind: str, now: datetime, **content: object
) -> None:
    # Who entered it may be gone; else those who speak for it by now learn it.
    if organisation.entered_by_id is not None:
        person = person_by_id(session, organisation.entered_by_id)
        queue(session, kind, person, now=now, name=organisation.name, **content)


def _note(
    session: Session,
    act: str,
    organisation: Organisation,
    actor: Actor,
    now: datetime,
    **details: object,
) -> None:
    record(
        session,
        act,
        thing_of(organisation),
        actor=actor,
        now=now,
        neighbourhood=organisation.place_id,
        **details,
    )
