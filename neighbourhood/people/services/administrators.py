"""The first administrator, made by a command on the server."""

from datetime import datetime

from sqlalchemy.orm import Session

from neighbourhood.people import queries, rules
from neighbourhood.people.rules import LinkPurpose
from neighbourhood.people.services.accounts import NewPerson, create_person
from neighbourhood.people.services.links import new_link
from neighbourhood.people.services.roles import give_role
from neighbourhood.permissions import Action, Actor, Role, require


def make_administrator(session: Session, new: NewPerson, *, actor: Actor, now: datetime) -> str:
    """Make an account with an address an administrator and return the token of a link that signs in
    once; an account that is there is kept.
    """
    require(actor, Action.CREATE_ACCOUNT)
    email = rules.normal_email(new.email or "")
    person = queries.person_by_email(session, email) or create_person(
        session, new, actor=actor, now=now
    )
    # Run twice, the command gives a second link and no second role.
    if not queries.holds_role(session, person.id, Role.ADMINISTRATOR, None):
        give_role(session, person, Role.ADMINISTRATOR, actor=actor, now=now)
    return new_link(session, person, LinkPurpose.SIGN_IN, now=now)
