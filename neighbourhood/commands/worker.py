"""`neighbourhood worker`: sends what waits and does what is due, until it is told to stop."""

import logging
import signal
import threading
from types import FrameType

import click
from flask import current_app
from flask.cli import with_appcontext
from sqlalchemy.exc import OperationalError

from neighbourhood import clock
from neighbourhood.commands.ready import require_durable
from neighbourhood.database import begin, db
from neighbourhood.outbox.mail.delivery import Carrier, UnknownMailUrl, carrier_for
from neighbourhood.outbox.mail.rendering import Sender, render
from neighbourhood.outbox.mail.sending import Post, keep_waiting, send_waiting
from neighbourhood.outbox.timed import do_timed_work
from neighbourhood.web import city
from neighbourhood.web.house import house
from neighbourhood.web.installation import the_settings

LOG = logging.getLogger("neighbourhood.worker")


@click.command()
@click.option("--once", is_flag=True, help="Do what is due now and stop.")
@click.option("--every", default=5.0, show_default=True, help="Seconds between two rounds.")
@with_appcontext
def worker(once: bool, every: float) -> None:
    """Send messages and do timed work until SIGTERM or SIGINT; the round that runs is finished
    first.
    """
    require_durable()
    try:
        carry = carrier_for(the_settings().mail_url)
    except UnknownMailUrl as problem:
        raise click.ClickException(str(problem)) from problem
    stop = stop_signal()
    while True:
        one_round_safely(carry)
        # Not sleep(): a signal ends the wait at once, but never a round.
        if once or stop.wait(every):
            return


def one_round_safely(carry: Carrier) -> None:
    """Do one round in a context of its own; a database that is away for a while is only logged."""
    # A context of its own for each round, so that neither session nor city outlive it.
    app = current_app._get_current_object()  # type: ignore[attr-defined]  # noqa: SLF001 - Flask's documented way
    with app.app_context():
        try:
            one_round(carry)
        # Only this one: any other fault is the program's, and must be seen by who runs it.
        except OperationalError:
            LOG.exception("the database could not be reached")


def one_round(carry: Carrier) -> tuple[int, int]:
    """Do what is due and send what waits (a demo city keeps it); return how many of each."""
    session = db.session()
    now = clock.now()
    # The city is read in a transaction of its own: each piece of work begins a new one.
    begin(session, is_read_only=True)
    here = city()
    session.rollback()
    acts = do_timed_work(session, house().timed, now=now)
    if here.is_demo:
        return acts, keep_waiting(session, now=now)
    sender = Sender(here.name, here.contact_email, the_settings().public_url, here.languages)
    post = Post(lambda message: render(message, sender), carry)
    return acts, send_waiting(session, post, now=now)


def stop_signal() -> threading.Event:
    """Return an event that a polite signal sets."""
    stop = threading.Event()

    def end(_number: int, _frame: FrameType | None) -> None:
        stop.set()

    # Python lets only the main thread take signals.
    if threading.current_thread() is threading.main_thread():
        signal.signal(signal.SIGTERM, end)
        signal.signal(signal.SIGINT, end)
    return stop
