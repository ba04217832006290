"""Mailed links: asked for by anybody, sent only to the address itself, spent once."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import CursorResult, update
from sqlalchemy.orm import Session

from neighbourhood.database import flush
from neighbourhood.outbox import queue
from neighbourhood.people import queries, rules
from neighbourhood.people.models import Attempt, MailedLink, Person
from neighbourhood.people.rules import LinkPurpose
from neighbourhood.people.services.accounts import set_password
from neighbourhood.people.services.attempts import lock_key
from neighbourhood.permissions import Action, Actor, require
from neighbourhood.refusals import NotNow


@dataclass(frozen=True)
class Stranger:
    """Somebody without an account, as the outbox writes to them."""

    email: str
    language: str
    person_id: None = None


@dataclass(frozen=True)
class LinkRequest:
    """Who asks for a mail: a normal address, the page's language, the key its mails are counted
    under, where to go next.
    """

    email: str
    language: str
    mail_key: str
    next: str = ""

    @property
    def stranger(self) -> Stranger:
        """Return the asker for whom there is no account yet."""
        return Stranger(self.email, self.language)


def ask_for_link(session: Session, request: LinkRequest, *, actor: Actor, now: datetime) -> None:
    """Mail a link that signs in, or the news that there is no account; never tells the asker
    which.
    """
    require(actor, Action.SIGN_IN)
    person = _person_to_mail(session, request, now=now)
    if person is not None:
        token = new_link(session, person, LinkPurpose.SIGN_IN, now=now)
        queue(session, "sign_in_link", person, now=now, token=token, next=request.next)


def ask_for_reset(session: Session, request: LinkRequest, *, actor: Actor, now: datetime) -> None:
    """Mail a link that lets the person choose a new password, or the news that there is no
    account.
    """
    require(actor, Action.SIGN_IN)
    person = _person_to_mail(session, request, now=now)
    if person is not None:
        token = new_link(session, person, LinkPurpose.RESET, now=now)
        queue(session, "reset_link", person, now=now, token=token)


def _person_to_mail(session: Session, request: LinkRequest, *, now: datetime) -> Person | None:
    """Return whom to mail a link; mail the news where the address has no account."""
    # Counted also where no account is found, so that the limit tells nothing of who has one.
    if not may_mail(session, request, now=now):
        return None
    person = queries.person_by_email(session, request.email)
    if person is None:
        queue(session, "no_account", request.stranger, now=now)
    return person


def may_mail(session: Session, request: LinkRequest, *, now: datetime) -> bool:
    """Count a mail to an address and say whether it may still be sent; the asker sees no
    difference.
    """
    lock_key(session, request.mail_key)
    sent = queries.count_attempts(session, request.mail_key, now - rules.LINK_LIFETIME)
    if not rules.may_send_link(sent):
        return False
    session.add(Attempt(key=request.mail_key, at=now))
    flush(session)
    return True


def new_link(session: Session, person: Person, purpose: LinkPurpose, *, now: datetime) -> str:
    """Keep the hash of a new link for a person and return its token."""
    token = rules.new_token()
    link = MailedLink(
        # The token is in the mail alone: a copy of the database opens no account.
        token_hash=rules.token_hash(token),
        person_id=person.id,
        purpose=purpose,
        expires_at=now + rules.LINK_LIFETIME,
    )
    session.add(link)
    flush(session)
    return token


def open_link(session: Session, token: str, *, actor: Actor, now: datetime) -> Person:
    """Spend a link that signs in and return its person, whose address is thereby confirmed; raises
    NotNow for a spent one.
    """
    require(actor, Action.SIGN_IN)
    return _spend(session, token, LinkPurpose.SIGN_IN, now)


def reset_password(
    session: Session, token: str, password_hash: str, *, actor: Actor, now: datetime
) -> Person:
    """Spend a link for a new password, keep the password, and end every session; raises NotNow for
    a spent link.
    """
    require(actor, Action.SIGN_IN)
    person = _spend(session, token, LinkPurpose.RESET, now)
    # The hash is made before, outside of this transaction: hashing takes long on purpose, and on
    # SQLite everybody who writes would wait for it.
    set_password(session, person, password_hash, now=now)
    return person


def _spend(session: Session, token: str, purpose: LinkPurpose, now: datetime) -> Person:
    """Mark a link as used in one statement, so that of two at once only one succeeds."""
    token_hash = rules.token_hash(token)
    is_unspent = (
        MailedLink.token_hash == token_hash,
        MailedLink.purpose == purpose,
        MailedLink.used_at.is_(None),
        MailedLink.expires_at > now,
    )
    spending = update(MailedLink).where(*is_unspent).values(used_at=now)
    # The statement's own count decides; reading first and writing later would let two through.
    result = session.execute(spending.execution_options(synchronize_session=False))
    if not (isinstance(result, CursorResult) and result.rowcount == 1):
        raise NotNow("link_unusable")
    link = session.get_one(MailedLink, token_hash, populate_existing=True)
    person = queries.person_by_id(session, link.person_id)
    # Whoever opened the mail reads this address: that is all a confirmation means.
    person.email_confirmed_at = person.email_confirmed_at or now
    flush(session)
    return person
