"""`kill -9` of the whole server while many vote: no acknowledged ballot is lost, and the vote goes
on to its end.
"""

import time
from threading import Event

import pytest
from flask import Flask, url_for
from sqlalchemy import select
from sqlalchemy.orm import Session

from neighbourhood import clock
from neighbourhood.ballots import queries, timed
from neighbourhood.ballots.models import VotingRight
from neighbourhood.ballots.services import watch_round
from neighbourhood.ballots.vault import Vault, secrecy
from neighbourhood.rounds.models import Round
from tests.ballots.builders import a_voter, after_the_end, an_open_vote, rows, votes_by_project
from tests.resilience.server import Voters, cookie_of, kill, served, token_of

pytestmark = pytest.mark.resilience
PEOPLE, THREADS, LEAST_IN_FLIGHT, LEAST_ACKNOWLEDGED = 160, 40, 20, 20
MOST_TRIES = 4


@pytest.fixture
def vault(app: Flask) -> Vault:
    found: Vault = app.extensions["vault"]
    return found


def voters_of(app: Flask, session: Session, round_: Round, port: int, people: list[int]) -> Voters:
    with app.test_request_context():
        path = url_for("ballots.cast", slug=round_.slug, language="en")
    session.commit()
    return Voters(port, path, {person: cookie_of(app, person) for person in people}, token_of(app))


def wait_for_the_worst_moment(voters: Voters) -> int:
    """Return how many casts are in flight, once enough are and some were acknowledged."""
    pause, deadline = Event(), time.monotonic() + 60
    while time.monotonic() < deadline:
        with voters.lock:
            if (
                voters.in_flight >= LEAST_IN_FLIGHT
                and len(voters.acknowledged) >= LEAST_ACKNOWLEDGED
            ):
                return voters.in_flight
        pause.wait(0.002)
    raise AssertionError(
        f"{voters.in_flight} in flight, {len(voters.acknowledged)} acknowledged, others: "
        f"{voters.other_answers}"
    )


def test_no_acknowledged_ballot_is_lost(app: Flask, session: Session, vault: Vault) -> None:
    round_ = an_open_vote(session, vault.keys)
    people = [a_voter(session, round_).id for _ in range(PEOPLE)]
    session.commit()
    settings = app.extensions["settings"]
    with served(settings) as (process, port):
        voters = voters_of(app, session, round_, port, people)
        threads = voters.start(people, THREADS)
        in_flight = wait_for_the_worst_moment(voters)
        kill(process)
        for thread in threads:
            thread.join(60)
    assert in_flight >= LEAST_IN_FLIGHT
    assert len(voters.acknowledged) < PEOPLE
    assert_kept(session, vault, round_, voters.acknowledged)
    finish(app, session, vault, round_, people)


def assert_kept(session: Session, vault: Vault, round_: Round, acknowledged: set[int]) -> None:
    """Every acknowledged ballot lies in the urn, each right used has its one ballot, and nothing
    raises an alarm.
    """
    session.expire_all()
    key = vault.keys.read(round_.key_id, round_.key_fingerprint)
    used = {
        right.person_id: right
        for right in session.scalars(select(VotingRight).where(VotingRight.channel == "online"))
    }
    tags = set(queries.open_tags(session, round_.id))
    assert acknowledged <= set(used)
    assert {secrecy.tag_of(key, right.id) for right in used.values()} == tags
    assert {right.casts for right in used.values()} == {1}
    assert watch_round(session, round_.id, keys=vault.keys, now=clock.now()) == ""


def finish(app: Flask, session: Session, vault: Vault, round_: Round, people: list[int]) -> None:
    """Start the server again: everybody sends the same form again, and all are counted once."""
    with served(app.extensions["settings"]) as (_process, port):
        voters = voters_of(app, session, round_, port, people)
        for _try in range(MOST_TRIES):
            left = [person for person in people if person not in voters.acknowledged]
            for thread in voters.start(left, THREADS // 4):
                thread.join(60)
    assert voters.acknowledged == set(people), voters.other_answers
    with clock.at(after_the_end(round_)):
        assert timed.seal(session, round_.id, vault, clock.now())
    assert rows(session) == (PEOPLE, 0, PEOPLE)
    votes = votes_by_project(session, round_.id)
    assert votes == {f"p{1 + n}": sum(1 for person in people if person % 5 == n) for n in range(5)}
