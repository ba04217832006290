"""Invented residents who vote: how they come, whom they choose, and the worker who opens and seals
their vote.
"""

from collections.abc import Mapping
from functools import partial
from random import Random

from neighbourhood import clock
from neighbourhood.ballots.rules import FilledBallot
from neighbourhood.ballots.services import cast_ballot
from neighbourhood.ballots.timed import tend_votes
from neighbourhood.database import commit
from neighbourhood.demo.calendar import days_of
from neighbourhood.demo.cast import settle
from neighbourhood.demo.sources import Entry, source
from neighbourhood.demo.town import Town
from neighbourhood.people.models import Person
from neighbourhood.people.services import NewPerson, create_person
from neighbourhood.permissions import SYSTEM
from neighbourhood.rounds.ballot_kinds.approval import Approval

#: The same city each time, so that what is written and tested of it stays true.
SEED = 2026
#: How many neighbours vote in each round that has voted or votes now.
VOTERS = {"saint-cyprien": 42, "borderouge": 44, "saint-michel": 41, "bonnefoy": 40, "jolimont": 46}
CHOICES_ON_AVERAGE = 2.2
MOST_CHOICES = {"act-in-my-neighbourhood": 3, "district-programme": 5}


def note_votes(town: Town) -> None:
    """Note when the voters of each round come and cast, and when the worker opens and seals the
    vote.
    """
    chance = Random(SEED)  # noqa: S311 - the same city each time, no secret
    for round_entry in source("edition-2026")["rounds"]:
        if round_entry["neighbourhood"] in VOTERS:
            _note_vote(town, round_entry, chance)


def _note_vote(town: Town, round_entry: Entry, chance: Random) -> None:
    slug, scheme = round_entry["neighbourhood"], round_entry["scheme"]
    days = days_of(scheme, round_entry["phase"])
    first_day = days["vote"]
    # Phases follow each other: the vote ends where the next one begins.
    end = next(day for day in days.values() if day > first_day)
    # The worker looks a minute after each instant, as it does in a real city.
    town.diary.note(town.at(first_day, 0.02), partial(let_worker_look, town))
    town.diary.note(town.at(end, 0.02), partial(let_worker_look, town))
    # After the worker has looked: before, the vote is not open.
    first_cast, last_cast = town.at(first_day, 0.5), min(town.at(end), town.now)
    ballots = deal(_popularity(round_entry), VOTERS[slug], MOST_CHOICES[scheme], chance)
    for choices in ballots:
        voter = Voter(town, slug, choices, new_neighbour(chance))
        # Confirmed in time before the vote, else the permissions would turn the voter away.
        voter.comes(first_day - 30 + chance.randrange(26), 9 + chance.randrange(9))
        # Short of the end: at the very end itself no ballot is taken.
        instant = first_cast + (last_cast - first_cast) * chance.random() * 0.99
        town.diary.note(instant, voter.votes)


def _popularity(round_entry: Entry) -> dict[int, int]:
    return {
        index: project["popularity"]
        for index, project in enumerate(round_entry["projects"])
        if project.get("popularity")
    }


def let_worker_look(town: Town) -> None:
    """Let the worker do for the votes what is due at this instant."""
    # The worker begins transactions of its own.
    commit(town.session)
    tend_votes(town.session, clock.now())


class Voter:
    """A neighbour with an account who has made up their mind."""

    def __init__(
        self, town: Town, neighbourhood: str, choices: frozenset[int], new: NewPerson
    ) -> None:
        self._town = town
        self._neighbourhood = neighbourhood
        self._choices = choices
        self._new = new
        self._person: Person | None = None

    def comes(self, day: int, hour: float) -> None:
        """Let the voter sign up on a day and be confirmed the day after."""

        def sign_up() -> None:
            self._person = create_person(
                self._town.session, self._new, actor=SYSTEM, now=clock.now()
            )
            settle(self._town, self._person, self._neighbourhood, day=day, hour=hour + 0.2)

        self._town.diary.note(self._town.at(day, hour), sign_up)

    def votes(self) -> None:
        """Cast the ballot; who chose nothing casts a blank one."""
        assert self._person is not None
        town = self._town
        projects = [town.projects[self._neighbourhood, index] for index in self._choices]
        round_ = town.rounds[self._neighbourhood]
        fields = Approval().fields_for({project.number: 1 for project in projects})
        # By the service that people use too: nothing here writes a ballot past its rules.
        filled = FilledBallot(fields, 0, f"demo-city-voter-{self._person.id:06}")
        cast_ballot(
            town.session,
            round_.slug,
            filled,
            keys=town.vault.keys,
            actor=town.actor(self._person),
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
