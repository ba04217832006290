"""Signing in and out, step by step: what counts and writes is committed at once, passwords are
hashed between.
"""

from flask import current_app, request, url_for
from flask import session as cookie
from flask_login import login_user
from werkzeug.wrappers import Response

from neighbourhood import clock
from neighbourhood.people import queries, rules, services
from neighbourhood.people.models import Person
from neighbourhood.people.services import LinkRequest, PendingAccount
from neighbourhood.people.views.identity import SignedIn
from neighbourhood.refusals import Invalid
from neighbourhood.web import actor, language, languages, session
from neighbourhood.web.answers import go_inside
from neighbourhood.web.guard import short_write


def by_password(email: str, password: str) -> Person:
    """Return the account that this password opens; raises Invalid, the same for every reason, and
    TooMany.
    """
    # No answer before the password was looked at: an unknown address must take as long as a known.
    person = queries.person_by_email(session(), email)
    known_hash = person.password_hash if person else None
    if not _shows_password(email, known_hash, password) or person is None:
        raise Invalid("wrong_credentials")
    return person


def require_password(person_id: int, password: str) -> None:
    """Raise Invalid unless this is the person's present password, and TooMany after too
    many attempts.
    """
    person = queries.person_by_id(session(), person_id)
    if not _shows_password(f"person:{person.id}", person.password_hash, password):
        raise Invalid("wrong_password", field="current_password")


def _shows_password(account: str, known_hash: str | None, password: str) -> bool:
    """Say whether the password is right, having counted the attempt; raises TooMany."""
    now = clock.now()
    keys = rules.attempt_keys(_secret(), account=account, address=request.remote_addr or "")
    # Counted before the password is looked at, and committed: a refusal must not undo the count.
    with short_write():
        services.count_attempt(session(), keys, actor=actor(), now=now)
    if not services.is_right_password(known_hash, password) or known_hash is None:
        return False
    # Now is the only moment at which the password itself is here.
    stronger = services.hash_password(password) if services.is_weaker_hash(known_hash) else None
    with short_write():
        services.forget_attempts(session(), keys, actor=actor(), now=now)
        if stronger:
            services.keep_stronger_hash(
                session(), seen=known_hash, password_hash=stronger, actor=actor()
            )
    return True


def ask_to_sign_up(name: str, email: str, password: str, path: str) -> None:
    """Take a sign-up, hashing its password first whether or not the address has an account."""
    # Hashed even where the address has an account, else the time of the answer would tell.
    pending = PendingAccount(name, services.hash_password(password) if password else None)
    asked = link_request(email, path)
    with short_write():
        services.ask_to_sign_up(session(), pending, asked, actor=actor(), now=clock.now())


def link_request(email: str, path: str = "") -> LinkRequest:
    """Return who asks for a mail, in the language of the page."""
    return LinkRequest(email, language().code, rules.mail_key(_secret(), email), path)


def enter(person: Person, *, path: str = "", stays: bool = False) -> Response:
    """Begin a fresh session for a person and send them where they wanted to go, or home."""
    begin_session(person, stays=stays)
    return go_inside(path, home_of(person))


def begin_session(person: Person, *, stays: bool = False) -> None:
    """Begin a session that has nothing of the one before."""
    known = queries.actor_by_id(session(), person.id, now=clock.now())
    # A session from before could have been planted by somebody else; nothing of it goes on.
    cookie.clear()
    if known is not None:
        acting, epoch = known
        login_user(SignedIn(acting, epoch))
        cookie.permanent = stays


def home_of(person: Person) -> str:
    """Return the address of a person's own page, in their language where it is offered."""
    offered = {usable.code for usable in languages()}
    spoken = person.language if person.language in offered else language().code
    return url_for("people.account", language=spoken)


def _secret() -> str:
    return str(current_app.secret_key)
