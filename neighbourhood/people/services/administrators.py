"""The first administrator, made by a command on the server."""

from dataclasses import replace
from datetime import datetime

from sqlalchemy.orm import Session

from neighbourhood.people import queries, rules
from neighbourhood.people.rules import LinkPurpose
from neighbourhood.people.services.accounts import NewPerson, create_person
from neighbourhood.people.services.links import new_link
from neighbourhood.people.services.roles import give_role
from neighbourhood.permissions import Action, Actor, Role, require

#: What an administrator is called until they say otherwise.
NAME = "Administrator"


def make_administrator(session: Session, new: NewPerson, *, actor: Actor, now: datetime) -> str:
    """Make an account with an address an administrator and return the token of a link that signs in
    once; an account that is there is kept, and called by the new name, where there is one.
    """
    require(actor, Action.CREATE_ACCOUNT)
    email = rules.normal_email(new.email or "")
    person = queries.person_by_email(session, email)
    if person is None:
        named = replace(new, name=new.name or NAME)
        person = create_person(session, named, actor=actor, now=now)
    elif new.name:
        rules.require_name(new.name)
        person.name = new.name
    # Run twice, the command gives a second link and no second role.
    if not queries.holds_role(session, person.id, Role.ADMINISTRATOR, None):
        give_role(session, person, Role.ADMINISTRATOR, actor=actor, now=now)
    return new_link(session, person, LinkPurpose.SIGN_IN, now=now)
