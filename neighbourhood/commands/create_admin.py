"""`neighbourhood create-admin EMAIL`: the first administrator, with a link that signs in once."""

import click
from flask.cli import with_appcontext

from neighbourhood import clock
from neighbourhood.database import begin, commit, db
from neighbourhood.languages import offered_languages
from neighbourhood.outbox.mail.rendering import full_address
from neighbourhood.people import services
from neighbourhood.people.rules import LINK_LIFETIME
from neighbourhood.permissions import SYSTEM
from neighbourhood.refusals import Refusal
from neighbourhood.web.installation import the_settings
from neighbourhood.web.words import sentence


@click.command("create-admin")
@click.argument("email")
@click.option("--name", default="Administrator", help="What the account is called by.")
@with_appcontext
def create_admin(email: str, name: str) -> None:
    """Make EMAIL an administrator and print a link that signs in once."""
    language = offered_languages()[0].code
    new = services.NewPerson(name=name, language=language, email=email)
    session = db.session()
    begin(session, is_read_only=False)
    try:
        token = services.make_administrator(session, new, actor=SYSTEM, now=clock.now())
    except Refusal as refusal:
        session.rollback()
        raise click.ClickException(f"{email}: {sentence(refusal)}") from refusal
    commit(session)
    address = full_address(
        the_settings().public_url,
        "people.open_link",
        language=language,
        secret=token,
    )
    click.echo(
        f"{email} is an administrator. This link signs in once, within "
        f"{int(LINK_LIFETIME.total_seconds() // 60)} minutes:\n{address}"
    )
