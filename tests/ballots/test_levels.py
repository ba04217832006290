"""One ballot of a person on each level of an edition, whatever moves, casts and changes of the tree
and its boundaries come in whatever order; tried on many made at random.
"""

from collections import Counter
from dataclasses import dataclass, field

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import func, insert, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from neighbourhood import clock
from neighbourhood.ballots import queries
from neighbourhood.ballots.models import OpenBallot, VotingRight
from neighbourhood.ballots.rules import FilledBallot
from neighbourhood.ballots.services import cast_ballot, seal_round, watch_round
from neighbourhood.ballots.vault import Vault
from neighbourhood.ballots.vault.keys import KeyRing
from neighbourhood.database import RandomId
from neighbourhood.people.models import Person, Residency
from neighbourhood.places.models import Place
from neighbourhood.places.rules.levels import Level
from neighbourhood.refusals import Refusal
from neighbourhood.rounds.models import Round
from tests.ballots.builders import (
    a_voter,
    after_the_end,
    an_open_vote,
    filled,
    lists_on_two_levels,
    move,
    vote,
)
from tests.builders import SQUARE, a_neighbourhood, a_resident, actor_of, an_edition

#: The town's places: a city, two districts, three neighbourhoods, a street; each has a list.
SHAPE = (Level.CITY, *[Level.DISTRICT] * 2, *[Level.NEIGHBOURHOOD] * 3, Level.STREET)
FIRST_HOME = 3
PEOPLE = 2
any_place = st.integers(0, len(SHAPE) - 1)
any_person = st.integers(0, PEOPLE - 1)


@dataclass
class Town:
    """Places with an open vote each, all of one edition, and how many ballots each has taken; the
    people change from example to example.
    """

    session: Session
    keys: KeyRing
    places: list[Place]
    rounds: list[Round]
    taken: Counter[int] = field(default_factory=Counter)


@pytest.fixture
def town(session: Session, vault: Vault) -> Town:
    places = [a_neighbourhood(session, level=level) for level in SHAPE]
    edition = an_edition(session)
    rounds = [
        an_open_vote(session, vault.keys, numbers=(1, 2), place=place, edition=edition)
        for place in places
    ]
    return Town(session, vault.keys, places, rounds)


class Sittings(RuleBasedStateMachine):
    """People who move and vote in a tree that changes under them."""

    def __init__(self, town: Town) -> None:
        super().__init__()
        self.town, self.session = town, town.session
        self.places, self.rounds = town.places, town.rounds
        #: Kept by hand: person and level -> the place of their first ballot there, and their casts.
        self.used: dict[tuple[int, Level], tuple[int, int]] = {}
        for place in self.places[1:]:
            place.parent = self.places[0]
        self.people = [a_resident(self.session, self.places[FIRST_HOME]) for _ in range(PEOPLE)]
        self.homes = [FIRST_HOME] * PEOPLE
        self.session.commit()

    @rule(who=any_person, where=any_place)
    def moves(self, who: int, where: int) -> None:
        if self.homes[who] == where:
            return
        # By the rows themselves, so that no rule about residency keeps a case from being tried.
        person, place = self.people[who], self.places[where]
        mine = Residency.person_id == person.id
        self.session.execute(update(Residency).where(mine).values(place_id=place.id))
        self.session.commit()
        self.homes[who] = where

    @rule(below=any_place, above=any_place)
    def puts_elsewhere_in_the_tree(self, below: int, above: int) -> None:
        place, parent = self.places[below], self.places[above]
        # The database itself lets no place stand above its like; that is tried elsewhere.
        place.parent = parent if parent.level < place.level else None
        self.session.commit()

    @rule(which=any_place, has_boundary=st.booleans())
    def draws_another_boundary(self, which: int, has_boundary: bool) -> None:
        self.places[which].boundary = SQUARE if has_boundary else None
        self.session.commit()

    @rule(who=any_person, steps=st.integers(0, 3), is_fresh=st.booleans())
    def casts_at_home(self, who: int, steps: int, is_fresh: bool) -> None:
        above = self.places_of(who)
        self.casts(who, above[min(steps, len(above) - 1)], is_fresh)

    @rule(who=any_person, where=any_place, is_fresh=st.booleans())
    def casts(self, who: int, where: int, is_fresh: bool) -> None:
        level = SHAPE[where]
        used_in, casts = self.used.get((who, level), (where, 0))
        # A form opened before anything was cast, or one that knows of all casts.
        ballot = filled(1, version=casts if is_fresh else 0)
        is_own = where in self.places_of(who) and used_in == where
        is_taken = is_own and (is_fresh or casts == 0)
        assert (self.cast(who, where, ballot) == "") == is_taken
        if is_taken:
            self.used[who, level] = (where, casts + 1)
            self.town.taken[where] += casts == 0

    def cast(self, who: int, where: int, ballot: FilledBallot) -> str:
        actor = actor_of(self.session, self.people[who])
        slug = self.rounds[where].slug
        try:
            cast_ballot(self.session, slug, ballot, keys=self.town.keys, actor=actor)
            self.session.commit()
        except Refusal as refusal:
            self.session.rollback()
            return refusal.code
        return ""

    def places_of(self, who: int) -> list[int]:
        """Return where a person lives, from the lowest place up, by climbing the tree."""
        numbers = {place.id: number for number, place in enumerate(self.places)}
        place: Place | None = self.places[self.homes[who]]
        found = []
        while place is not None:
            found.append(numbers[place.id])
            place = place.parent
        return found

    @invariant()
    def nobody_has_two_ballots_on_a_level(self) -> None:
        roll = VotingRight
        mine = select(roll.person_id, roll.level, roll.round_id, roll.casts).where(
            roll.person_id.in_([person.id for person in self.people])
        )
        # As tuples and not by level: two on one level must not hide each other.
        assert sorted(tuple(row) for row in self.session.execute(mine)) == sorted(
            (self.people[who].id, level, self.rounds[where].id, casts)
            for (who, level), (where, casts) in self.used.items()
        )

    @invariant()
    def each_list_has_a_ballot_of_each_right(self) -> None:
        number = select(OpenBallot.round_id, func.count()).group_by(OpenBallot.round_id)
        counted = [tuple(row) for row in self.session.execute(number)]
        assert dict(counted) == {
            self.rounds[where].id: ballots for where, ballots in self.town.taken.items() if ballots
        }

    @invariant()
    def a_sitting_knows_what_was_cast(self) -> None:
        person, edition_id = self.people[0], self.rounds[0].edition_id
        actor = actor_of(self.session, person)
        sitting = queries.sitting_of(self.session, edition_id, actor, clock.now())
        levels = [ballot.level for ballot in sitting.ballots]
        assert levels == sorted(set(levels), reverse=True)
        assert [(ballot.level, ballot.slug) for ballot in reversed(sitting.cast)] == sorted(
            (level, self.rounds[where].slug)
            for (who, level), (where, _casts) in self.used.items()
            if who == 0
        )


def test_no_sequence_of_events_gives_anybody_two_ballots_on_a_level(town: Town) -> None:
    run_state_machine_as_test(
        lambda: Sittings(town),
        settings=settings(
            max_examples=20,
            stateful_step_count=30,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
    assert sum(town.taken.values()) > 0
    # The roll fits the ballots of every list, so each can be sealed and none holds one too many.
    for where, round_ in enumerate(town.rounds):
        assert watch_round(town.session, round_.id, keys=town.keys, now=clock.now()) == ""
        end = after_the_end(round_)
        with clock.at(end):
            seal_round(town.session, round_.id, keys=town.keys, now=end)
        assert queries.sealed_ballot_count(town.session, round_.id) == town.taken[where]


@pytest.fixture
def voter(session: Session, vault: Vault) -> tuple[Person, Round, Round]:
    lists = lists_on_two_levels(session, vault.keys)
    voter = vote(session, lists.here, vault.keys, 1)
    return voter, lists.here, lists.there


def a_right(person: Person, round_: Round, level: Level) -> dict[str, object]:
    return {
        "id": RandomId.new(),
        "person_id": person.id,
        "edition_id": round_.edition_id,
        "round_id": round_.id,
        "level": level,
        "channel": "online",
        "casts": 1,
        "last_submission": "",
    }


def test_the_database_itself_refuses_a_second_right_on_a_level(
    session: Session, voter: tuple[Person, Round, Round]
) -> None:
    person, _here, there = voter
    with pytest.raises(IntegrityError):
        session.execute(insert(VotingRight).values(a_right(person, there, Level.NEIGHBOURHOOD)))


def test_the_database_itself_refuses_a_right_on_another_level_than_its_rounds(
    session: Session, voter: tuple[Person, Round, Round]
) -> None:
    person, _here, there = voter
    with pytest.raises(IntegrityError):
        session.execute(insert(VotingRight).values(a_right(person, there, Level.STREET)))
        session.flush()
        session.commit()


def test_the_database_itself_keeps_the_level_of_a_place_with_rounds(
    session: Session, voter: tuple[Person, Round, Round]
) -> None:
    _person, here, _there = voter
    with pytest.raises(IntegrityError):
        session.execute(update(Place).where(Place.id == here.place_id).values(level=Level.STREET))
        session.commit()


def test_sealing_counts_each_level_apart(session: Session, vault: Vault) -> None:
    lists = lists_on_two_levels(session, vault.keys)
    both, local, far = (a_voter(session, lists.here) for _ in range(3))
    for person in (both, local):
        vote(session, lists.here, vault.keys, 1, voter=person)
    for person in (both, far):
        vote(session, lists.city, vault.keys, 2, voter=person)
    # Moving after both ballots takes none of them along.
    move(session, both, lists.there.place)
    end = after_the_end(lists.city)
    with clock.at(end):
        for round_ in (lists.here, lists.there, lists.city):
            seal_round(session, round_.id, keys=vault.keys, now=end)
    sealed = [
        queries.sealed_ballot_count(session, round_.id)
        for round_ in (lists.here, lists.there, lists.city)
    ]
    assert sealed == [2, 0, 2]
    assert session.scalar(select(func.count()).select_from(OpenBallot)) == 0
