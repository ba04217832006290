"""What stands in the demo city, with numbers counted by hand from its files."""

from pathlib import Path

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from neighbourhood import clock
from neighbourhood.ballots.models import OpenBallot, SealedBallot, VotingRight
from neighbourhood.committees.models import CommitteeSeat, Decision, Meeting
from neighbourhood.languages import ready_languages
from neighbourhood.outbox.models import Message
from neighbourhood.people.models import GivenRole, Person, Residency
from neighbourhood.places.models import City, Place
from neighbourhood.places.rules.levels import Level
from neighbourhood.projects.models import Project
from neighbourhood.results.models import CouncilAct, Publication
from neighbourhood.rounds.models import (
    Edition,
    FundEntry,
    MovedDate,
    Round,
    RoundEnding,
    SharedProject,
)
from neighbourhood.rounds.queries import edition_at_desk, round_by_slug
from neighbourhood.rounds.rules import current_phase
from neighbourhood.trail.models import TrailEntry
from neighbourhood.trail.queries import broken_links
from tests.ballots.builders import votes_by_project

pytestmark = pytest.mark.xdist_group("demo")


def number_of(town: Session, model: type, *where: object) -> int:
    return town.scalar(select(func.count()).select_from(model).where(*where)) or 0  # type: ignore[arg-type]


def rounds_of(town: Session, slug: str) -> list[Round]:
    return list(
        town.scalars(
            select(Round).join(Round.edition).where(Edition.slug == slug).order_by(Round.id)
        )
    )


def test_the_city_says_that_it_is_a_demo(town: Session) -> None:
    city = town.get_one(City, 1)
    assert (city.name, city.is_demo, city.currency, city.timezone) == (
        "Toulouse",
        True,
        "EUR",
        "Europe/Paris",
    )
    assert city.languages[0] == "fr"
    assert sorted(city.languages) == sorted(ready_languages())
    written = {"fr", "en", "nl", "ar", "tr", "fa", "uk"}
    assert set(city.strategy) == set(city.equal_treatment) == written <= set(city.languages)


def test_every_outline_says_that_it_is_invented(town: Session) -> None:
    places = town.scalars(select(Place)).all()
    assert len(places) == 21
    assert all(
        place.is_invented and "Invented" in place.source and place.boundary for place in places
    )


def test_the_city_stands_above_its_twenty_neighbourhoods(town: Session) -> None:
    city = town.scalars(select(Place).where(Place.level == Level.CITY)).one()
    assert (city.slug, city.parent_id, city.population) == ("toulouse", None, 576_000)
    below = town.scalars(select(Place).where(Place.parent_id == city.id)).all()
    assert len(below) == 20
    assert {place.level for place in below} == {Level.NEIGHBOURHOOD}
    assert sum(place.population or 0 for place in below) == 576_000


def test_some_have_voted_on_both_lists(town: Session) -> None:
    rights = select(VotingRight.person_id).join(Edition, Edition.id == VotingRight.edition_id)
    of_edition = rights.where(Edition.slug == "agir-2026")
    own = set(town.scalars(of_edition.where(VotingRight.level == Level.NEIGHBOURHOOD)))
    city = set(town.scalars(of_edition.where(VotingRight.level == Level.CITY)))
    assert (len(city), len(own & city)) == (62, 26)


def test_the_past_is_twenty_real_rounds(town: Session) -> None:
    rounds = rounds_of(town, "toulouse-2022")
    assert len(rounds) == 20
    assert number_of(town, Project, Project.round_id.in_([r.id for r in rounds])) == 199
    ballots = select(func.sum(SealedBallot.multiplicity)).where(
        SealedBallot.round_id.in_([r.id for r in rounds])
    )
    assert town.scalar(ballots) == 7014
    assert all(r.sealed_at and r.fund.amount == 40_000_000 for r in rounds)


def test_votes_of_the_past_are_those_of_the_file(town: Session) -> None:
    votes = votes_by_project(town, round_by_slug(town, "toulouse-2022-capitole").id)
    assert votes == {
        "4": 36,
        "5": 358,
        "6": 61,
        "7": 467,
        "8": 49,
        "9": 174,
        "10": 31,
        "11": 74,
        "12": 105,
        "13": 14,
    }


def test_nobody_here_decides_on_real_votes(town: Session) -> None:
    past = town.scalars(select(Edition).where(Edition.slug == "toulouse-2022")).one()
    numbers = [r.id for r in past.rounds]
    assert (past.is_recount, past.is_invented, past.decided_by) == (True, False, "vote")
    assert number_of(town, CommitteeSeat, CommitteeSeat.round_id.in_(numbers)) == 0
    assert number_of(town, Meeting, Meeting.round_id.in_(numbers)) == 0
    assert number_of(town, CouncilAct, CouncilAct.round_id.in_(numbers)) == 0
    assert number_of(town, VotingRight, VotingRight.round_id.in_(numbers)) == 0
    assert (
        number_of(
            town,
            Publication,
            Publication.round_id.in_(numbers),
            Publication.request_id.is_not(None),
        )
        == 0
    )
    decided = (
        select(func.count())
        .select_from(Decision)
        .join(Decision.project)
        .where(Project.round_id.in_(numbers))
    )
    assert town.scalar(decided) == 0


def test_real_projects_are_not_marked_and_invented_ones_are(town: Session) -> None:
    marked = (
        select(Edition.slug, func.count())
        .join(Edition.rounds)
        .join(Project, Project.round_id == Round.id)
    )
    rows = town.execute(
        marked.where(Project.is_invented.is_(True)).group_by(Edition.slug).order_by(Edition.slug)
    ).all()
    assert [tuple(row) for row in rows] == [
        ("agir-2026", 65),
        ("coups-de-pouce-2026", 3),
        ("district-2026", 19),
        ("idees-2026", 6),
    ]
    editions = town.scalars(select(Edition).where(Edition.is_invented.is_(True))).all()
    assert len(editions) == 5
    assert all("Invented" in edition.source for edition in editions)


PHASES = """
agir-2026-mirail         propose    9 projects    0 open     0 sealed
district-2026-minimes    propose    8 projects    0 open     0 sealed
agir-2026-bagatelle      review     8 projects    0 open     0 sealed
agir-2026-saint-cyprien  vote      12 projects   42 open     0 sealed
agir-2026-toulouse       vote       8 projects   62 open     0 sealed
district-2026-borderouge vote       9 projects   44 open     0 sealed
agir-2026-saint-michel   allocate   9 projects    0 open    41 sealed
agir-2026-bonnefoy       publish    9 projects    0 open    40 sealed
agir-2026-jolimont       deliver    8 projects    0 open    46 sealed
"""


@pytest.mark.parametrize("line", PHASES.strip().splitlines(), ids=lambda line: line.split()[0])
def test_there_is_a_round_in_every_phase(town: Session, line: str) -> None:
    slug, kind, projects, _p, opened, _o, sealed, _s = line.split()
    round_ = round_by_slug(town, slug)
    phase = current_phase(round_.phases, clock.now())
    assert phase is not None
    assert phase.kind == kind
    assert number_of(town, Project, Project.round_id == round_.id) == int(projects)
    assert number_of(town, OpenBallot, OpenBallot.round_id == round_.id) == int(opened)
    total = (
        town.scalar(
            select(func.sum(SealedBallot.multiplicity)).where(SealedBallot.round_id == round_.id)
        )
        or 0
    )
    assert (total, round_.alarm) == (int(sealed), "")


def test_projects_are_ranked_as_the_committees_say(town: Session) -> None:
    for slug in ("saint-michel", "bonnefoy", "jolimont"):
        votes = votes_by_project(town, round_by_slug(town, f"agir-2026-{slug}").id)
        assert sorted(votes, key=lambda reference: -votes[reference]) == sorted(votes, key=int)
        assert len(set(votes.values())) == len(votes)


def test_committees_have_decided_what_was_told(town: Session) -> None:
    allocated = {r.slug: r.fund.allocated for r in rounds_of(town, "agir-2026") if r.fund.allocated}
    assert allocated == {
        "agir-2026-saint-michel": 7_050_000,
        "agir-2026-bonnefoy": 9_000_000,
        "agir-2026-jolimont": 8_000_000,
    }
    assert number_of(town, Decision) == 19
    assert number_of(town, Meeting, Meeting.published_at.is_(None)) == 1
    assert number_of(town, Publication, Publication.request_id.is_not(None)) == 2
    assert town.scalars(select(CouncilAct.round_id)).all() == [
        round_by_slug(town, "agir-2026-jolimont").id
    ]


def test_a_later_date_waits_for_the_second_of_the_staff(town: Session) -> None:
    waiting = town.scalars(select(MovedDate).where(MovedDate.confirmed_at.is_(None))).one()
    assert (waiting.new_end - waiting.old_end).total_seconds() == pytest.approx(
        7 * 86_400, abs=3600
    )
    assert waiting.phase.round.slug == "district-2026-minimes"


def test_next_year_is_a_draft_without_money_in_any_ledger(town: Session) -> None:
    draft = edition_at_desk(town, "agir-2027")
    assert draft.is_draft and draft.preview_token
    funds = {round_.place.slug: round_.fund for round_ in draft.rounds}
    assert {place: fund.draft_amount for place, fund in funds.items()} == {
        "toulouse": 35_000_000,
        "saint-cyprien": 12_500_000,
        "mirail": 11_000_000,
        "montaudran": 18_000_000,
    }
    assert number_of(town, FundEntry, FundEntry.fund_id.in_([f.id for f in funds.values()])) == 0
    assert all(round_.phases[0].starts_at > clock.now() for round_ in draft.rounds)


def test_two_rounds_ended_badly_each_by_two_people_with_a_reason(town: Session) -> None:
    endings = town.scalars(select(RoundEnding).order_by(RoundEnding.id)).all()
    assert [(ending.round.slug, ending.kind) for ending in endings] == [
        ("agir-2026-montaudran", "not_held"),
        ("district-2026-rangueil", "cancelled"),
    ]
    for ending in endings:
        assert ending.confirmed_by_id not in (None, ending.asked_by_id)
        assert ending.round.opened_at is None and ending.round.fund.allocated == 0
    assert "aucun des projets" in endings[0].reason


def test_the_shared_project_is_marked_on_both_lists(town: Session) -> None:
    pair = town.scalars(select(SharedProject)).one()
    own, of_city = town.get_one(Project, pair.lower_id), town.get_one(Project, pair.higher_id)
    assert (own.title, own.cost) == (of_city.title, of_city.cost)
    assert (own.round.slug, of_city.round.slug) == ("agir-2026-saint-cyprien", "agir-2026-toulouse")


def test_public_holidays_were_pasted_for_some_years(town: Session) -> None:
    holidays = town.get_one(City, 1).holidays
    assert holidays["2027-03-29"] == "Lundi de Pâques"
    assert holidays["2028-12-25"] == "Noël"


def test_there_are_people_of_every_role(town: Session) -> None:
    roles = town.execute(
        select(GivenRole.role, func.count()).group_by(GivenRole.role).order_by(GivenRole.role)
    ).all()
    assert [tuple(row) for row in roles] == [
        ("administrator", 1),
        ("officer", 2),
        ("reviewer", 1),
        ("staff", 2),
        ("translator", 1),
    ]
    assert number_of(town, Residency, Residency.state == "asked") == 4
    assert number_of(town, Person, Person.password_hash.is_not(None)) == 0


def test_the_cast_has_not_voted_yet(town: Session) -> None:
    voted = (
        select(Person.name)
        .join(VotingRight, VotingRight.person_id == Person.id)
        .where(Person.demo_part.is_not(None))
    )
    assert town.scalars(voted).all() == []


def test_only_open_votes_have_a_key(town: Session, city_folder: Path) -> None:
    with_key = set(
        town.scalars(
            select(Round.key_id).where(Round.key_id.is_not(None), Round.sealed_at.is_(None))
        )
    )
    assert {file.stem for file in (city_folder / "keys").glob("*.key")} == with_key
    assert len(with_key) == 3


def test_the_trail_is_whole_and_in_the_order_of_time(town: Session) -> None:
    instants = town.scalars(select(TrailEntry.at).order_by(TrailEntry.id)).all()
    assert list(broken_links(town)) == []
    assert list(instants) == sorted(instants)


def test_no_mail_waits(town: Session) -> None:
    assert number_of(town, Message, Message.sent_at.is_(None), Message.kept_at.is_(None)) == 0
