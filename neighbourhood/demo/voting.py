"""Invented residents who vote: how they come, whom they choose, and the worker who opens and seals
their vote.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from random import Random

from neighbourhood import clock
from neighbourhood.ballots.rules import FilledBallot
from neighbourhood.ballots.services import cast_ballot
from neighbourhood.ballots.timed import tend_votes
from neighbourhood.database import commit
from neighbourhood.demo.calendar import days_of
from neighbourhood.demo.cast import settle
from neighbourhood.demo.sources import Entry, projects_of, source
from neighbourhood.demo.town import Town
from neighbourhood.people.models import Person
from neighbourhood.people.services import NewPerson, create_person
from neighbourhood.permissions import SYSTEM
from neighbourhood.rounds.ballot_kinds.approval import Approval

#: The same city each time, so that what is written and tested of it stays true.
SEED = 2026
#: How many neighbours vote in each round that has voted or votes now.
VOTERS = {"saint-cyprien": 42, "borderouge": 44, "saint-michel": 41, "bonnefoy": 40, "jolimont": 46}
#: The list of the whole city; its voters come from everywhere, and some have just voted on the list
#: of their own neighbourhood.
CITY_LIST, OWN_LIST = "toulouse", "saint-cyprien"
VOTERS_ON_BOTH, VOTERS_FROM_EVERYWHERE = 26, 36
CHOICES_ON_AVERAGE = 2.2
MOST_CHOICES = {"act-in-my-neighbourhood": 3, "district-programme": 5}


@dataclass(frozen=True)
class Vote:
    """The vote of a round of the files: from when on ballots are cast, and until when."""

    place: str
    first_day: int
    first_cast: datetime
    last_cast: datetime
    popularity: Mapping[int, int]
    most_choices: int

    def some_instant(self, chance: Random) -> datetime:
        """Return an instant of the vote, short of its end, at which no ballot is taken."""
        return self.first_cast + (self.last_cast - self.first_cast) * chance.random() * 0.99


def note_votes(town: Town) -> None:
    """Note when the voters of each round come and cast, and when the worker opens and seals the
    vote.
    """
    chance = Random(SEED)  # noqa: S311 - the same city each time, no secret
    looks: set[datetime] = set()
    came: dict[str, list[tuple[Voter, datetime]]] = {}
    for round_entry in source("edition-2026")["rounds"]:
        place = round_entry["place"]
        if place not in VOTERS and place != CITY_LIST:
            continue
        days = days_of(round_entry)
        # Phases follow each other: the vote ends where the next one begins. The worker looks a
        # minute after each instant, as it does in a real city.
        end = next(day for day in days.values() if day > days["vote"])
        looks |= {town.at(days["vote"], 0.02), town.at(end, 0.02)}
        vote = _vote_of(town, round_entry, days["vote"], end)
        if place in VOTERS:
            came[place] = _note_neighbours(town, vote, chance)
        else:
            _note_whole_city(town, vote, came[OWN_LIST])
    for look in sorted(looks):
        town.diary.note(look, partial(let_worker_look, town))


def _vote_of(town: Town, round_entry: Entry, first_day: int, end: int) -> Vote:
    popularity = {
        index: project["popularity"]
        for index, project in enumerate(projects_of(round_entry))
        if project.get("popularity")
    }
    return Vote(
        round_entry["place"],
        first_day,
        # After the worker has looked: before, the vote is not open.
        first_cast=town.at(first_day, 0.5),
        last_cast=min(town.at(end), town.now),
        popularity=popularity,
        most_choices=MOST_CHOICES[round_entry["scheme"]],
    )


def _note_neighbours(town: Town, vote: Vote, chance: Random) -> list[tuple["Voter", datetime]]:
    """Note that new neighbours come and vote; return them with the instant of their ballot."""
    voters = []
    for choices in deal(vote.popularity, VOTERS[vote.place], vote.most_choices, chance):
        new = new_neighbour(chance)
        voter = Voter(town)
        # Confirmed in time before the vote, else the permissions would turn the voter away.
        day, hour = vote.first_day - 30 + chance.randrange(26), 9 + chance.randrange(9)
        voter.comes(new, vote.place, day, hour)
        instant = vote.some_instant(chance)
        town.diary.note(instant, partial(voter.votes, vote.place, choices))
        voters.append((voter, instant))
    return voters


def _note_whole_city(
    town: Town, vote: Vote, neighbours: Sequence[tuple["Voter", datetime]]
) -> None:
    """Note that some neighbours fill in the city's ballot after their own, in the same sitting, and
    that residents of everywhere vote on it too.
    """
    chance = Random(SEED)  # noqa: S311 - the same city each time, no secret
    played = set(source("people")["cast"].values())
    residents = [
        entry["index"] for entry in source("people")["people"] if entry["index"] not in played
    ]
    voters = [
        (voter, instant + timedelta(minutes=3))
        for voter, instant in chance.sample(neighbours, VOTERS_ON_BOTH)
    ]
    voters += [
        (Voter(town, index), vote.some_instant(chance))
        for index in chance.sample(residents, VOTERS_FROM_EVERYWHERE)
    ]
    ballots = deal(vote.popularity, len(voters), vote.most_choices, chance)
    for (voter, instant), choices in zip(voters, ballots, strict=True):
        town.diary.note(instant, partial(voter.votes, vote.place, choices))


def let_worker_look(town: Town) -> None:
    """Let the worker do for the votes what is due at this instant."""
    # The worker begins transactions of its own.
    commit(town.session)
    tend_votes(town.session, clock.now())


class Voter:
    """Somebody with an account who has made up their mind: a person of the files by their index, or
    a neighbour who comes first.
    """

    def __init__(self, town: Town, index: int | None = None) -> None:
        self._town = town
        self._index = index
        self._newcomer: Person | None = None

    @property
    def _person(self) -> Person:
        person = self._newcomer if self._index is None else self._town.people[self._index]
        assert person is not None
        return person

    def comes(self, new: NewPerson, neighbourhood: str, day: int, hour: float) -> None:
        """Let the voter sign up on a day and be confirmed the day after."""

        def sign_up() -> None:
            self._newcomer = create_person(self._town.session, new, actor=SYSTEM, now=clock.now())
            settle(self._town, self._newcomer, neighbourhood, day=day, hour=hour + 0.2)

        self._town.diary.note(self._town.at(day, hour), sign_up)

    def votes(self, place: str, choices: frozenset[int]) -> None:
        """Cast a ballot in the round of a place; who chose nothing casts a blank one."""
        town, person = self._town, self._person
        projects = [town.projects[place, index] for index in choices]
        fields = Approval().fields_for({project.number: 1 for project in projects})
        # By the service that people use too: nothing here writes a ballot past its rules.
        filled = FilledBallot(fields, 0, f"demo-city-voter-{person.id:06}")
        cast_ballot(
            town.session,
            town.rounds[place].slug,
            filled,
            keys=town.vault.keys,
            actor=town.actor(person),
        )


def deal(
    popularity: Mapping[int, int], voters: int, most: int, chance: Random
) -> list[frozenset[int]]:
    """Deal out choices so that projects get votes in proportion to their popularity, at most `most`
    on one ballot.
    """
    ballots: list[set[int]] = [set() for _voter in range(voters)]
    whole = sum(popularity.values())
    for index, share in popularity.items():
        votes = round(share * CHOICES_ON_AVERAGE * voters / whole)
        with_room = [ballot for ballot in ballots if len(ballot) < most]
        # Emptier ballots come first, more or less, so that few stay blank and none looks made.
        with_room.sort(key=lambda ballot: len(ballot) + chance.random() * 2.5)
        for ballot in with_room[:votes]:
            ballot.add(index)
    return [frozenset(ballot) for ballot in ballots]


def new_neighbour(chance: Random) -> NewPerson:
    """Make up a neighbour with the first name of one and the last name of another of the files'
    people.
    """
    people = source("people")["people"]
    one, other = chance.choice(people), chance.choice(people)
    last_name = other["name"].split(" ", 1)[1]
    address = f"neighbour-{chance.randrange(10**9):09}@example.org"
    return NewPerson(f"{one['name'].split(' ')[0]} {last_name}", one["language"], address)
