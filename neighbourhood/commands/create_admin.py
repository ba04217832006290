"""`neighbourhood create-admin EMAIL`: the first administrator, with a link that signs in once."""

from urllib.parse import urlsplit

import click
from flask.cli import with_appcontext
from sqlalchemy.orm import Session

from neighbourhood import clock
from neighbourhood.database import begin, commit, db
from neighbourhood.database.queries import why_not_ready
from neighbourhood.languages import offered_languages
from neighbourhood.outbox.mail.rendering import full_address
from neighbourhood.people import services
from neighbourhood.people.queries import person_by_email
from neighbourhood.people.rules import LINK_LIFETIME, normal_email
from neighbourhood.permissions import SYSTEM
from neighbourhood.places.queries import the_city
from neighbourhood.refusals import Refusal
from neighbourhood.web.installation import the_settings
from neighbourhood.web.words import sentence


@click.command("create-admin")
@click.argument("email")
@click.option(
    "--name", default="", help="What the account is called by, a new one or one there is."
)
@click.option("--language", help="Language of the account and its link, such as fr.")
@with_appcontext
def create_admin(email: str, name: str, language: str | None) -> None:
    """Make EMAIL an administrator and print a link that signs in once."""
    session = db.session()
    begin(session, is_read_only=False)
    if why := why_not_ready(session):
        raise click.ClickException(why)
    try:
        spoken = _spoken(session, email, language)
        new = services.NewPerson(name=name.strip(), language=spoken, email=email)
        token = services.make_administrator(session, new, actor=SYSTEM, now=clock.now())
    except Refusal as refusal:
        session.rollback()
        raise click.ClickException(f"{email}: {sentence(refusal)}") from refusal
    commit(session)
    address = full_address(
        the_settings().public_url,
        "people.open_link",
        language=spoken,
        secret=token,
        next=_path("pages_desk.first_day", spoken),
    )
    click.echo(
        f"{email} is an administrator. This link signs in once, within "
        f"{int(LINK_LIFETIME.total_seconds() // 60)} minutes:\n{address}"
    )


def _spoken(session: Session, email: str, asked: str | None) -> str:
    """Return the language asked for, else that of the account there is, else the city's own;
    raises ClickException for one in which there are no pages.
    """
    city = the_city(session)
    offered = [language.code for language in offered_languages()]
    spoken = [code for code in (city.languages if city else ()) if code in offered] or offered
    if asked is not None and asked not in spoken:
        known = ", ".join(spoken)
        raise click.ClickException(f"{asked} is no language of this site. Choose one of {known}.")
    known_person = person_by_email(session, normal_email(email))
    if asked is None and known_person is not None and known_person.language in spoken:
        return known_person.language
    return asked or spoken[0]


def _path(endpoint: str, language: str) -> str:
    return urlsplit(full_address(the_settings().public_url, endpoint, language=language)).path
