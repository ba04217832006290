"""Invitations: a colleague is asked by mail to hold a role, and has it once they accept."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import CursorResult, update
from sqlalchemy.orm import Session

from neighbourhood.database import flush
from neighbourhood.outbox import queue
from neighbourhood.people import queries, rules
from neighbourhood.people.models import GivenRole, Invitation, Person
from neighbourhood.people.rules import Invitee
from neighbourhood.people.services.roles import give_role
from neighbourhood.permissions import Action, Actor, Role, decide, require
from neighbourhood.refusals import Invalid, NotNow
from neighbourhood.things import ThingKind, ThingRef
from neighbourhood.trail import record


@dataclass(frozen=True)
class NewAccount:
    """What an invited person chooses for their account: name, language, and the hash of a password,
    if any.
    """

    name: str
    language: str
    password_hash: str | None = None


def invite(
    session: Session, invitee: Invitee, *, actor: Actor, now: datetime
) -> Invitation | GivenRole:
    """Mail a colleague the link that gives them a role; whoever has an account with the address has
    the role at once. Raises Invalid and NotNow.
    """
    require(actor, Action.GIVE_ROLES, invitee)
    rules.require_name(invitee.name)
    rules.require_role_scope(invitee.role, invitee.place_id)
    email = rules.normal_email(invitee.email)
    person = queries.person_by_email(session, email)
    if person is not None:
        if person.id == actor.person_id:
            raise Invalid("invited_oneself", field="email")
        place = invitee.place_id
        return give_role(session, person, invitee.role, place_id=place, actor=actor, now=now)
    is_invited = queries.is_invited(session, email, invitee.role, invitee.place_id)
    rules.require_uninvited(is_invited)
    token = rules.new_token()
    invitation = Invitation(
        email=email,
        name=invitee.name,
        language=invitee.language,
        role=str(invitee.role),
        place_id=invitee.place_id,
        # The token is in the mail alone: a copy of the database gives nobody a role.
        token_hash=rules.token_hash(token),
        invited_by_id=actor.person_id,
        invited_at=now,
        expires_at=now + rules.INVITATION_LIFETIME,
    )
    session.add(invitation)
    flush(session)
    _mail(session, invitation, token, now)
    _note(session, "invite", invitation, actor, now)
    return invitation


def invite_again(session: Session, invitation: Invitation, *, actor: Actor, now: datetime) -> None:
    """Mail a fresh link, which makes the one before useless; raises NotNow for an invitation that
    was accepted.
    """
    require(actor, Action.GIVE_ROLES, invitation)
    queries.lock_invitation(session, invitation)
    rules.require_open_invitation(invitation.accepted_at)
    token = rules.new_token()
    invitation.token_hash = rules.token_hash(token)
    invitation.expires_at = now + rules.INVITATION_LIFETIME
    # Whoever sends it again answers for it: the first may be no administrator any more.
    assert actor.person_id is not None
    invitation.invited_by_id = actor.person_id
    flush(session)
    _mail(session, invitation, token, now)
    _note(session, "invite_again", invitation, actor, now)


def withdraw_invitation(
    session: Session, invitation: Invitation, *, actor: Actor, now: datetime
) -> None:
    """Delete an invitation, so that its link opens nothing; raises NotNow where it was accepted."""
    require(actor, Action.GIVE_ROLES, invitation)
    queries.lock_invitation(session, invitation)
    rules.require_open_invitation(invitation.accepted_at)
    _note(session, "withdraw_invitation", invitation, actor, now)
    session.delete(invitation)
    flush(session)


def accept_invitation(
    session: Session, token: str, new: NewAccount, *, actor: Actor, now: datetime
) -> Person:
    """Spend the link of an invitation: give the role to the account with its address, which is made
    where there is none. Raises NotNow for a link that is spent or too old, for a role that is held
    by now, and where whoever invited may give no roles any more.
    """
    require(actor, Action.SIGN_IN)
    invitation = _spend(session, token, now)
    inviter = queries.actor_by_id(session, invitation.invited_by_id, now=now)
    person = queries.person_by_email(session, invitation.email)
    person = person or _make_account(session, invitation, new, now)
    # Whoever opened the mail reads this address: that is all a confirmation means.
    person.email_confirmed_at = person.email_confirmed_at or now
    role, place_id = Role(invitation.role), invitation.place_id
    if queries.holds_role(session, person.id, role, place_id):
        raise NotNow("invitee_holds_role")
    if inviter is None or not decide(inviter[0], Action.GIVE_ROLES, person).is_allowed:
        raise NotNow("inviter_gives_no_roles")
    # In the inviter's name, so that they are nobody whom this person could confirm as a second.
    give_role(session, person, role, place_id=place_id, actor=inviter[0], now=now)
    invited = Actor(person.id, person.name, person.language)
    _note(session, "accept_invitation", invitation, invited, now)
    return person


def _spend(session: Session, token: str, now: datetime) -> Invitation:
    """Mark an invitation as accepted in one statement, so that of two at once only one succeeds."""
    token_hash = rules.token_hash(token)
    spending = (
        update(Invitation)
        .where(
            Invitation.token_hash == token_hash,
            Invitation.accepted_at.is_(None),
            Invitation.expires_at > now,
        )
        .values(accepted_at=now)
    )
    result = session.execute(spending.execution_options(synchronize_session=False))
    if not (isinstance(result, CursorResult) and result.rowcount == 1):
        raise NotNow("invitation_over")
    spent = queries.invitation_of_token(session, token)
    session.refresh(spent)
    return spent


def _make_account(
    session: Session, invitation: Invitation, new: NewAccount, now: datetime
) -> Person:
    rules.require_name(new.name)
    person = Person(
        name=new.name,
        email=invitation.email,
        password_hash=new.password_hash,
        language=new.language,
        created_at=now,
        sign_in_epoch=0,
    )
    session.add(person)
    flush(session)
    return person


def _mail(session: Session, invitation: Invitation, token: str, now: datetime) -> None:
    queue(
        session,
        "invitation",
        invitation,
        now=now,
        token=token,
        name=invitation.name,
        role=invitation.role,
        place=queries.place_name(session, invitation.place_id),
        expires_at=invitation.expires_at.isoformat(),
    )


def _note(session: Session, act: str, invitation: Invitation, actor: Actor, now: datetime) -> None:
    # Without name and address: the trail is for ever, and they may never come.
    record(
        session,
        act,
        ThingRef(ThingKind.INVITATION, invitation.id),
        actor=actor,
        now=now,
        role=invitation.role,
        neighbourhood=invitation.place_id,
    )
