"""From a signed cookie to the one who acts: two short questions a request."""

from dataclasses import dataclass

from flask import Flask
from flask_login import LoginManager, UserMixin

from neighbourhood import clock
from neighbourhood.people import queries
from neighbourhood.permissions import Actor
from neighbourhood.web.request import session


@dataclass(frozen=True)
class SignedIn(UserMixin):  # type: ignore[misc]
    """A signed-in person for Flask-Login: the actor, and the epoch that signing out everywhere
    raises.
    """

    actor: Actor
    epoch: int

    @property
    def language(self) -> str:
        """Return the person's own language."""
        return self.actor.language

    def get_id(self) -> str:
        """Return what the cookie keeps."""
        return f"{self.actor.person_id}.{self.epoch}"


def load(cookie: str) -> SignedIn | None:
    """Return the person a cookie names, unless they signed out everywhere since."""
    number, _dot, epoch = cookie.partition(".")
    # The cookie is signed, but it may come from an older version of this program.
    if not (number.isdecimal() and epoch.isdecimal()):
        return None
    known = queries.actor_by_id(session(), int(number), now=clock.now())
    if known is None:
        return None
    acting, current_epoch = known
    return SignedIn(acting, current_epoch) if current_epoch == int(epoch) else None


def init_identity(app: Flask) -> None:
    """Let Flask-Login find people."""
    manager = LoginManager()
    manager.user_loader(load)
    # It would tie a session to the network address, which telephones change on the way.
    manager.session_protection = None
    manager.init_app(app)
