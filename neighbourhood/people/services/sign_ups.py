"""Signing up: the account waits apart, and is made when its mailed link is used."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete
from sqlalchemy.orm import Session

from neighbourhood.database import flush
from neighbourhood.outbox import queue
from neighbourhood.people import queries, rules
from neighbourhood.people.models import Person, SignUp
from neighbourhood.people.rules import LinkPurpose
from neighbourhood.people.services.links import LinkRequest, may_mail, new_link
from neighbourhood.permissions import Action, Actor, require
from neighbourhood.refusals import NotNow

#: A sign-up may wait longer than other links: nothing exists yet that it could open.
SIGN_UP_LIFETIME = timedelta(hours=24)


@dataclass(frozen=True)
class PendingAccount:
    """What somebody wishes to be called, and the hash of the password they chose, if any."""

    name: str
    password_hash: str | None = None


def ask_to_sign_up(
    session: Session,
    pending: PendingAccount,
    request: LinkRequest,
    *,
    actor: Actor,
    now: datetime,
) -> None:
    """Mail a link that makes the account; to an address that has one, a link that signs in. The
    asker sees no difference.
    """
    require(actor, Action.SIGN_IN)
    # Before the address is looked up: this refusal must be the same with and without an account.
    rules.require_name(pending.name)
    if not may_mail(session, request, now=now):
        return
    person = queries.person_by_email(session, request.email)
    if person is None:
        token = _new_sign_up(session, pending, request, now)
        queue(session, "confirm_sign_up", request.stranger, now=now, token=token, next=request.next)
    else:
        token = new_link(session, person, LinkPurpose.SIGN_IN, now=now)
        queue(session, "account_exists", person, now=now, token=token, next=request.next)


def confirm_sign_up(session: Session, token: str, *, actor: Actor, now: datetime) -> Person:
    """Make the account that a sign-up asked for and return it; where the address has one by now,
    that one is returned unchanged. Raises NotNow for a link that is spent or too old.
    """
    require(actor, Action.SIGN_IN)
    sign_up = queries.fresh_sign_up(session, token, now)
    if sign_up is None:
        raise NotNow("link_unusable")
    # Whoever asked several times has several links; the first that is used spends them all.
    of_this_address = delete(SignUp).where(SignUp.email == sign_up.email)
    session.execute(of_this_address.execution_options(synchronize_session=False))
    person = queries.person_by_email(session, sign_up.email)
    if person is None:
        person = Person(
            name=sign_up.name,
            email=sign_up.email,
            password_hash=sign_up.password_hash,
            language=sign_up.language,
            created_at=now,
            # The link came from the mailbox, so the address is confirmed.
            email_confirmed_at=now,
            sign_in_epoch=0,
        )
        session.add(person)
        flush(session)
    return person


def _new_sign_up(
    session: Session, pending: PendingAccount, request: LinkRequest, now: datetime
) -> str:
    """Keep what somebody signed up with and return the token of the link that makes the account."""
    token = rules.new_token()
    # A row apart from accounts: an address that nobody confirmed must not stand in the way of the
    # person whose address it is.
    sign_up = SignUp(
        token_hash=rules.token_hash(token),
        name=pending.name,
        email=request.email,
        password_hash=pending.password_hash,
        language=request.language,
        expires_at=now + SIGN_UP_LIFETIME,
    )
    session.add(sign_up)
    flush(session)
    return token
