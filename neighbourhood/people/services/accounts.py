"""What people change about their own account, and accounts made without a mailed link."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import update
from sqlalchemy.orm import Session

from neighbourhood.database import flush
from neighbourhood.outbox import queue
from neighbourhood.people import queries, rules
from neighbourhood.people.models import MailedLink, Person
from neighbourhood.permissions import Action, Actor, require


@dataclass(frozen=True)
class NewPerson:
    """An account to be made: a chosen name, a language, and an address where there is one."""

    name: str
    language: str
    email: str | None = None
    demo_part: str | None = None


def create_person(session: Session, new: NewPerson, *, actor: Actor, now: datetime) -> Person:
    """Make an account without a mailed link, as a command on the server does; raises Invalid for a
    name or address that cannot be.
    """
    require(actor, Action.CREATE_ACCOUNT)
    rules.require_name(new.name)
    email = rules.normal_email(new.email) if new.email else None
    person = Person(
        name=new.name,
        email=email,
        language=new.language,
        created_at=now,
        demo_part=new.demo_part,
        sign_in_epoch=0,
    )
    session.add(person)
    flush(session)
    return person


def change_details(session: Session, *, name: str, language: str, actor: Actor) -> Person:
    """Change one's own name and language."""
    require(actor, Action.MANAGE_OWN_ACCOUNT)
    rules.require_name(name)
    person = queries.person_by_id(session, actor.person_id)
    person.name = name
    person.language = language
    return person


def change_password(session: Session, password_hash: str, *, actor: Actor, now: datetime) -> Person:
    """Change one's own password; every other session ends."""
    require(actor, Action.MANAGE_OWN_ACCOUNT)
    person = queries.person_by_id(session, actor.person_id)
    set_password(session, person, password_hash, now=now)
    return person


def keep_stronger_hash(session: Session, *, seen: str, password_hash: str, actor: Actor) -> None:
    """Replace the hash of a password that has just been shown by a stronger one of the same
    password.
    """
    require(actor, Action.SIGN_IN)
    # Only where the hash is still the one that was seen: a password changed meanwhile must stay.
    unchanged = update(Person).where(Person.password_hash == seen)
    session.execute(
        unchanged.values(password_hash=password_hash).execution_options(synchronize_session=False)
    )


def sign_out_everywhere(session: Session, *, actor: Actor, now: datetime) -> None:
    """End every session of one's own, and every mailed link that waits."""
    require(actor, Action.MANAGE_OWN_ACCOUNT)
    end_sessions(session, queries.person_by_id(session, actor.person_id), now=now)


def set_password(session: Session, person: Person, password_hash: str, *, now: datetime) -> None:
    """Keep a new password, end every session, and tell the person by mail."""
    person.password_hash = password_hash
    end_sessions(session, person, now=now)
    # Whoever did not change it learns of it here, and can take the account back.
    queue(session, "password_changed", person, now=now)


def end_sessions(session: Session, person: Person, *, now: datetime) -> None:
    """Let every cookie and every waiting link of a person open nothing any more."""
    # Every cookie carries the number of before; none has to be found.
    person.sign_in_epoch += 1
    # A link asked for by a thief of the mailbox must not outlive the new password.
    waiting = update(MailedLink).where(
        MailedLink.person_id == person.id, MailedLink.used_at.is_(None)
    )
    session.execute(waiting.values(used_at=now).execution_options(synchronize_session=False))
    flush(session)
