"""Side by side on both databases: tries are all counted, links are spent once."""

import threading
from datetime import UTC, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from neighbourhood.database import begin, commit, db
from neighbourhood.outbox.models import Message
from neighbourhood.people import rules, services
from neighbourhood.people.models import Attempt, GivenRole, Person
from neighbourhood.people.rules import Invitee
from neighbourhood.people.services import LinkRequest, NewAccount
from neighbourhood.permissions import ANONYMOUS, Role
from neighbourhood.refusals import NotNow, TooMany
from tests import builders as b

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


def together(app, number, act):
    """Run `act(session)` in so many threads released at once; return what each came to."""
    barrier, outcomes = threading.Barrier(number), []

    def one():
        with app.app_context():
            session = db.session()
            barrier.wait(20)
            try:
                begin(session, is_read_only=False)
                outcomes.append(act(session))
                commit(session)
            except (NotNow, TooMany) as refusal:
                session.rollback()
                outcomes.append(refusal.code)

    threads = [threading.Thread(target=one) for _turn in range(number)]
    [thread.start() for thread in threads]
    [thread.join(60) for thread in threads]
    return outcomes


def test_no_try_slips_past_the_count(app, session):
    keys = rules.attempt_keys("s", account="a@example.org", address="192.0.2.1")
    session.rollback()

    def a_try(own: Session) -> str:
        services.count_attempt(own, keys, actor=ANONYMOUS, now=NOW)
        return "counted"

    outcomes = together(app, 16, a_try)
    assert sorted(outcomes) == ["counted"] * 10 + ["too_many_tries"] * 6
    assert session.scalar(select(func.count()).select_from(Attempt)) == 20


def test_a_link_is_spent_once_by_many_at_once(app, session):
    b.a_person(session, email="a@example.org")
    services.ask_for_link(
        session, LinkRequest("a@example.org", "en", "a" * 64), actor=ANONYMOUS, now=NOW
    )
    token = session.scalars(select(Message)).one().content["token"]
    session.commit()
    outcomes = together(
        app, 8, lambda own: services.open_link(own, token, actor=ANONYMOUS, now=NOW).name[:6]
    )
    assert sorted(outcomes) == ["Person"] + ["link_unusable"] * 7


def test_a_sign_up_confirmed_by_many_at_once_makes_one_account(app, session):
    services.ask_to_sign_up(
        session,
        services.PendingAccount("Samira"),
        LinkRequest("a@example.org", "en", "a" * 64),
        actor=ANONYMOUS,
        now=NOW,
    )
    token = session.scalars(select(Message)).one().content["token"]
    session.commit()
    outcomes = together(
        app, 8, lambda own: services.confirm_sign_up(own, token, actor=ANONYMOUS, now=NOW).name
    )
    assert set(outcomes) <= {"Samira", "link_unusable"}
    assert "Samira" in outcomes
    assert session.scalars(select(Person.name)).all() == ["Samira"]


def test_an_invitation_is_accepted_once_by_many_at_once(app, session):
    ada = b.actor_of(session, b.an_administrator(session))
    invitee = Invitee("Malik", "malik@example.org", "fr", Role.STAFF)
    services.invite(session, invitee, actor=ada, now=NOW)
    kept = session.scalars(select(Message).where(Message.kind == "invitation")).one()
    token = str(kept.content["token"])
    session.commit()

    def accept(own: Session) -> str:
        new = NewAccount("Malik", "fr")
        services.accept_invitation(own, token, new, actor=ANONYMOUS, now=NOW)
        return "accepted"

    outcomes = together(app, 8, accept)
    assert sorted(outcomes) == ["accepted"] + ["invitation_over"] * 7
    assert session.scalar(select(func.count()).where(GivenRole.role == "staff")) == 1
    assert session.scalar(select(func.count()).where(Person.email == "malik@example.org")) == 1


def test_an_address_that_signs_up_while_it_accepts_has_one_account(app, session):
    ada = b.actor_of(session, b.an_administrator(session))
    for name, role in (("Malik", Role.STAFF), ("Malik", Role.OFFICER)):
        services.invite(session, Invitee(name, "m@example.org", "fr", role), actor=ada, now=NOW)
    letters = session.scalars(select(Message).where(Message.kind == "invitation")).all()
    tokens = [str(letter.content["token"]) for letter in letters]
    session.commit()

    def accept(own: Session) -> str:
        new = NewAccount("Malik", "fr")
        services.accept_invitation(own, tokens.pop(), new, actor=ANONYMOUS, now=NOW)
        return "accepted"

    outcomes = together(app, 2, accept)
    assert set(outcomes) <= {"accepted", "link_unusable"}
    assert "accepted" in outcomes
    assert session.scalar(select(func.count()).where(Person.email == "m@example.org")) == 1
