"""A committee at work: a sealed round in its allocation phase, three members, a substitute, a
meeting.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

import pytest
from sqlalchemy.orm import Session

from neighbourhood.ballots.models import SealedBallot
from neighbourhood.ballots.services.opening import frozen_document
from neighbourhood.committees import services
from neighbourhood.committees.models import CommitteeSeat, Decision, Meeting
from neighbourhood.committees.rules import Motion
from neighbourhood.people.models import Person
from neighbourhood.permissions import SYSTEM, Actor
from neighbourhood.projects.models import Project
from neighbourhood.rounds.models import Round
from neighbourhood.rounds.rules import Dates
from neighbourhood.rounds.services import add_round, freeze, make_public, open_edition
from tests import builders as b

NOW = datetime(2026, 11, 22, 18, 0, tzinfo=UTC)
SPANS = {"propose": (1, 10), "review": (10, 20), "vote": (20, 21), "allocate": (21, 30)}


@dataclass
class Sitting:
    """Everything a test of a committee needs; seats 1 to 3 are members, 4 is a substitute."""

    session: Session
    round: Round
    people: list[Person]
    seats: list[CommitteeSeat]
    staff: Person
    meeting: Meeting | None = None

    def actor(self, number: int) -> Actor:
        return b.actor_of(self.session, self.people[number - 1])

    def open(self, *numbers: int) -> Meeting:
        present = [self.seats[number - 1].id for number in numbers]
        self.meeting = services.open_meeting(
            self.session,
            self.round,
            held_at=NOW,
            place="School hall",
            present=present,
            language="en",
            actor=self.actor(1),
            now=NOW,
        )
        return self.meeting

    def decide(
        self, project: Project, amount: int, votes: tuple[int, int, int] = (3, 0, 0), **changed: Any
    ) -> Decision:
        meeting = self.meeting or self.open(1, 2, 3)
        reason = changed.pop("reason", "Many voted for it.")
        circumstances = {"submission_key": None, "actor": self.actor(1), "now": NOW} | changed
        return services.record_decision(
            self.session, meeting, project, Motion(amount, reason, *votes, "en"), **circumstances
        )


def a_sitting(
    session: Session, *, fund: int = 3_000_000, quorum: int = 2, **edition: Any
) -> Sitting:
    city_edition = open_edition(
        session,
        scheme="act-in-my-neighbourhood",
        slug="amq",
        title={"en": "Act"},
        quorum=quorum,
        actor=SYSTEM,
        now=b.LONG_AGO,
        **edition,
    )
    place = b.a_neighbourhood(session, "mirail")
    dates = [
        Dates(kind, *(NOW.replace(day=d, hour=0) for d in span)) for kind, span in SPANS.items()
    ]
    round_ = add_round(
        session, city_edition, place, fund=fund, phases=dates, actor=SYSTEM, now=b.LONG_AGO
    )
    make_public(session, city_edition, actor=SYSTEM, now=b.LONG_AGO)
    people = [b.a_resident(session, place, name) for name in ("Amina", "Bruno", "Chloé", "Driss")]
    staff = b.a_staff_member(session)
    seats = [
        services.add_seat(
            session,
            round_,
            person,
            starts_on=date(2026, 1, 1),
            ends_on=date(2027, 1, 1),
            is_chair=number == 1,
            is_substitute=number == 4,
            actor=b.actor_of(session, staff),
            now=NOW,
        )
        for number, person in enumerate(people, start=1)
    ]
    return Sitting(session, round_, people, seats, staff)


def seal(session: Session, round_: Round, *ballots: tuple[str, int]) -> None:
    """Freeze the rules with the projects there are, and seal these ballots."""
    projects = session.query(Project).filter_by(round_id=round_.id).order_by(Project.number).all()
    document = frozen_document(session, round_, projects)
    round_.frozen = freeze(session, round_, document, actor=SYSTEM, now=NOW)
    session.add_all(
        SealedBallot(round_id=round_.id, choices=choices, multiplicity=number)
        for choices, number in ballots
    )
    session.flush()
    round_.sealed_at, round_.sealed_digest = NOW, "0" * 64
    session.flush()


@pytest.fixture
def sitting(session: Session) -> Sitting:
    made = a_sitting(session)
    seal(session, made.round)
    return made
