"""Mailed links: asked for by anybody, sent only to the address itself, spent once."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import CursorResult, update
from sqlalchemy.orm import Session

from neighbourhood.outbox import queue
from neighbourhood.people import queries, rules
from neighbourhood.people.models import MailedLink, Person, Try
from neighbourhood.people.services.accounts import set_password
from neighbourhood.people.services.tries import lock_key
from neighbourhood.permissions import Action, Actor, require
from neighbourhood.refusals import NotNow


@dataclass(frozen=True)
class Ask:
    """Who asks for a mail: a normal address, the page's language, the key its mails are counted
    under, where to go next.
    """

    email: str
    language: str
    mail_key: str
    next: str = ""

    @property
    def person_id(self) -> None:
        """Answer the outbox like everybody who can be written to: there may be no account."""
        return


def ask_for_link(session: Session, ask: Ask, *, actor: Actor, now: datetime) -> None:
    """Mail a link that signs in, or the news that there is no account; never tells the
    asker which.
    """
    require(actor, Action.SIGN_IN)
    if may_mail(session, ask, now=now):
        person = queries.person_by_email(session, ask.email)
        if person is None:
            queue(session, "no_account", ask, now=now)
        else:
            queue(
                session,
                "sign_in_link",
                person,
                now=now,
                token=new_link(session, person, "sign_in", now=now),
                next=ask.next,
            )


def ask_for_reset(session: Session, ask: Ask, *, actor: Actor, now: datetime) -> None:
    """Mail a link that lets the person choose a new password, or the news that there is no
    account.
    """
    require(actor, Action.SIGN_IN)
    if may_mail(session, ask, now=now):
        person = queries.person_by_email(session, ask.email)
        if person is None:
            queue(session, "no_account", ask, now=now)
        else:
            queue(
                session,
                "reset_link",
                person,
                now=now,
                token=new_link(session, person, "reset", now=now),
            )


def may_mail(session: Session, ask: Ask, *, now: datetime) -> bool:
    """Count a mail to an address and say whether it may still be sent; the asker sees no
    difference.
    """
    lock_key(session, ask.mail_key)
    is_fine = rules.may_send_link(
        queries.count_tries(session, ask.mail_key, now - rules.LINK_LIFETIME)
    )
    if is_fine:
        session.add(Try(key=ask.mail_key, at=now))
        session.flush()
    return is_fine


def new_link(session: Session, person: Person, purpose: str, *, now: datetime) -> str:
    """Keep the hash of a new link for a person and return its token."""
    token = rules.new_token()
    session.add(
        MailedLink(
            token_hash=rules.token_hash(token),
            person_id=person.id,
            purpose=purpose,
            expires_at=now + rules.LINK_LIFETIME,
        )
    )
    session.flush()
    return token


def open_link(session: Session, token: str, *, actor: Actor, now: datetime) -> Person:
    """Spend a link that signs in and return its person, whose address is thereby confirmed; raises
    NotNow for a spent one.
    """
    require(actor, Action.SIGN_IN)
    return _spent(session, token, "sign_in", now)


def reset_password(
    session: Session, token: str, password_hash: str, *, actor: Actor, now: datetime
) -> Person:
    """Spend a link for a new password, keep the password, and end every session; raises NotNow for
    a spent link.
    """
    require(actor, Action.SIGN_IN)
    person = _spent(session, token, "reset", now)
    set_password(session, person, password_hash, now=now)
    return person


def _spent(session: Session, token: str, purpose: str, now: datetime) -> Person:
    """Mark a link as used in one statement, so that of two at once only one succeeds."""
    spending = (
        update(MailedLink)
        .where(
            MailedLink.token_hash == rules.token_hash(token),
            MailedLink.purpose == purpose,
            MailedLink.used_at.is_(None),
            MailedLink.expires_at > now,
        )
        .values(used_at=now)
        .execution_options(synchronize_session=False)
    )
    result = session.execute(spending)
    if not (isinstance(result, CursorResult) and result.rowcount == 1):
        raise NotNow("link_unusable")
    link = session.get_one(MailedLink, rules.token_hash(token), populate_existing=True)
    person = queries.person_by_id(session, link.person_id)
    person.email_confirmed_at = person.email_confirmed_at or now
    session.flush()
    return person
