"""The list of the whole city, followed from the demo's open vote to a result that anybody can
recount, on both databases.
"""

from datetime import datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from neighbourhood import clock
from neighbourhood.ballots.timed import tend_votes
from neighbourhood.committees.queries import seats_of_round
from neighbourhood.committees.rules import Motion
from neighbourhood.committees.services import add_seat, open_meeting, record_decision
from neighbourhood.database import commit
from neighbourhood.demo.build import build
from neighbourhood.demo.queries import person_playing
from neighbourhood.people.models import Person
from neighbourhood.people.queries import actor_by_id
from neighbourhood.permissions import Actor
from neighbourhood.projects.models import Project
from neighbourhood.refusals import NotNow
from neighbourhood.results import queries
from neighbourhood.results.publication import archive, projects_table
from neighbourhood.results.publication.recount import recount
from neighbourhood.results.services import ask_publication, confirm_publication
from neighbourhood.rounds.models import Round
from neighbourhood.rounds.queries import round_by_slug
from neighbourhood.rounds.rules import phase_of

pytestmark = pytest.mark.xdist_group("demo")

CITY_LIST, OWN_LIST = "agir-2026-toulouse", "agir-2026-saint-cyprien"
#: What the count chooses of the neighbourhood's 120,000.00: the votes of each project follow from
#: its popularity in the file. Number 7 stands on the city's list too.
CHOSEN_THERE = {
    1: 3_800_000,
    2: 750_000,
    3: 2_140_000,
    4: 420_000,
    5: 980_000,
    7: 2_700_000,
    11: 830_000,
}
#: And of the city's 300,000.00: the lit bicycle routes would be 1,000.00 too much, and number 8 has
#: got its money from the neighbourhood, so that the smallest one fits as well.
CHOSEN = {1: 8_400_000, 2: 5_700_000, 3: 2_400_000, 6: 2_800_000, 7: 9_900_000}


def playing(session: Session, part: str, now: datetime) -> Actor:
    row = actor_by_id(session, person_playing(session, part).id, now=now)
    assert row is not None
    return row[0]


def when(round_: Round, kind: str) -> datetime:
    """Return an hour into a phase."""
    phase = phase_of(round_.phases, kind)
    assert phase is not None
    return phase.starts_at + timedelta(hours=1)


def decide(session: Session, round_: Round, amounts: dict[int, int], now: datetime) -> None:
    """Let a committee of five be seated and give each project its amount."""
    with clock.at(now):
        staff = playing(session, "staff", now)
        people = session.query(Person).filter(Person.demo_part.is_(None)).limit(5).all()
        for number, person in enumerate(people):
            add_seat(
                session,
                round_,
                person,
                starts_on=now.date(),
                ends_on=now.date() + timedelta(days=700),
                is_chair=number == 0,
                actor=staff,
                now=now,
            )
        chair = actor_by_id(session, people[0].id, now=now)
        assert chair is not None
        meeting = open_meeting(
            session,
            round_,
            held_at=now,
            place="Capitole",
            present=[seat.id for seat in seats_of_round(session, round_.id)],
            language="fr",
            actor=chair[0],
            now=now,
        )
        for number, amount in amounts.items():
            project = session.query(Project).filter_by(round_id=round_.id, number=number).one()
            record_decision(
                session,
                meeting,
                project,
                Motion(amount, "Comme le vote.", 5, 0, 0, language="fr"),
                submission_key=None,
                actor=chair[0],
                now=now,
            )


def publish(session: Session, round_: Round) -> None:
    now = when(round_, "publish")
    with clock.at(now):
        request = ask_publication(
            session, round_, reason="", actor=playing(session, "staff", now), now=now
        )
        second = playing(session, "second_staff", now)
        confirm_publication(session, request, actor=second, now=now)


def published_files(session: Session, round_: Round) -> dict[str, bytes]:
    publication = queries.publication_of(session, round_.id)
    assert publication is not None
    assert round_.frozen is not None
    csv = projects_table.projects_csv(publication.result)
    return archive.files(
        publication.result_json, publication.ballots_pb, csv, round_.frozen.document
    )


def test_it_is_sealed_decided_published_and_recounted(session: Session) -> None:
    build(session)
    round_, neighbours = round_by_slug(session, CITY_LIST), round_by_slug(session, OWN_LIST)
    end = when(round_, "allocate")
    with clock.at(end):
        commit(session)
        tend_votes(session, end)
    assert (round_.sealed_at is not None, round_.alarm) == (True, "")
    with pytest.raises(NotNow) as refusal:
        decide(session, round_, CHOSEN, end)
    assert refusal.value.code == "settled_first_missing"
    session.rollback()
    decide(session, neighbours, CHOSEN_THERE, end)
    publish(session, neighbours)
    decide(session, round_, CHOSEN, when(neighbours, "publish"))
    publish(session, round_)
    publication = queries.publication_of(session, round_.id)
    assert publication is not None
    assert {p.number for p in publication.result.projects if p.is_selected} == set(CHOSEN)
    report = recount(published_files(session, round_))
    assert (report.problem, report.limit) == (None, None)
    assert (
        "62 ballots counted again: 5 projects chosen, 29200000 of 30000000, every step the same"
        in report.lines
    )
