"""Signing up: the wish waits apart, and becomes an account when its mailed link is used."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete
from sqlalchemy.orm import Session

from neighbourhood.outbox import queue
from neighbourhood.people import queries, rules
from neighbourhood.people.models import Person, SignUp
from neighbourhood.people.services.links import Ask, may_mail, new_link
from neighbourhood.permissions import Action, Actor, require
from neighbourhood.refusals import NotNow

#: A sign-up may wait longer than other links: nothing exists yet that it could open.
SIGN_UP_LIFETIME = timedelta(hours=24)


@dataclass(frozen=True)
class Wish:
    """What somebody wishes to be called, and the hash of the password they chose, if any."""

    name: str
    password_hash: str | None = None


def ask_to_sign_up(session: Session, wish: Wish, ask: Ask, *, actor: Actor, now: datetime) -> None:
    """Mail a link that makes the account; to an address that has one, a link that signs in. The
    asker sees no difference.
    """
    require(actor, Action.SIGN_IN)
    rules.require_name(wish.name)
    if not may_mail(session, ask, now=now):
        return
    person = queries.person_by_email(session, ask.email)
    if person is None:
        queue(
            session,
            "confirm_sign_up",
            ask,
            now=now,
            token=_kept(session, wish, ask, now),
            next=ask.next,
        )
    else:
        queue(
            session,
            "account_exists",
            person,
            now=now,
            token=new_link(session, person, "sign_in", now=now),
            next=ask.next,
        )


def confirm_sign_up(session: Session, token: str, *, actor: Actor, now: datetime) -> Person:
    """Make the account that a sign-up asked for and return it; where the address has one by now,
    that one is returned unchanged.
    """
    require(actor, Action.SIGN_IN)
    wish = queries.fresh_sign_up(session, token, now)
    if wish is None:
        raise NotNow("link_unusable")
    session.execute(
        delete(SignUp)
        .where(SignUp.email == wish.email)
        .execution_options(synchronize_session=False)
    )
    person = queries.person_by_email(session, wish.email)
    if person is None:
        person = Person(
            name=wish.name,
            email=wish.email,
            password_hash=wish.password_hash,
            language=wish.language,
            created_at=now,
            email_confirmed_at=now,
            sign_in_epoch=0,
        )
        session.add(person)
        session.flush()
    return person


def _kept(session: Session, wish: Wish, ask: Ask, now: datetime) -> str:
    token = rules.new_token()
    session.add(
        SignUp(
            token_hash=rules.token_hash(token),
            name=wish.name,
            email=ask.email,
            password_hash=wish.password_hash,
            language=ask.language,
            expires_at=now + SIGN_UP_LIFETIME,
        )
    )
    session.flush()
    return token
