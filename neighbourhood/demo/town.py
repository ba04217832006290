"""What all builders of the demo city share: session, diary, calendar, and the things made so far by
the names in the files.
"""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from neighbourhood import clock
from neighbourhood.ballots.vault import Vault
from neighbourhood.demo.diary import Diary
from neighbourhood.demo.sources import source
from neighbourhood.organisations.models import Organisation
from neighbourhood.people.models import Person
from neighbourhood.people.queries import actor_by_id
from neighbourhood.permissions import Actor
from neighbourhood.places.models import Place
from neighbourhood.projects.models import Category, Project
from neighbourhood.rounds.models import Round
from neighbourhood.rounds.rules import start_of_day

ZONE = ZoneInfo("Europe/Paris")
#: Days before today on which the city set its site up.
SET_UP = -420


@dataclass
class Town:
    """The demo city while it is built; people by their index, places and categories by slug."""

    session: Session
    vault: Vault
    now: datetime
    diary: Diary = field(default_factory=Diary)
    people: dict[int, Person] = field(default_factory=dict)
    places: dict[str, Place] = field(default_factory=dict)
    categories: dict[str, Category] = field(default_factory=dict)
    rounds: dict[str, Round] = field(default_factory=dict)
    projects: dict[tuple[str, int], Project] = field(default_factory=dict)
    organisations: dict[str, Organisation] = field(default_factory=dict)
    acted: dict[str, Actor] = field(default_factory=dict)

    def day(self, number: int) -> date:
        """Return the day so many days after today on the city's clocks."""
        return self.now.astimezone(ZONE).date() + timedelta(days=number)

    def at(self, day: int, hour: float = 0) -> datetime:
        """Return an instant of a day counted from today, so many hours after it began."""
        return start_of_day(self.day(day), ZONE) + timedelta(hours=hour)

    def actor(self, person: Person) -> Actor:
        """Return a person as the one who acts at this instant."""
        row = actor_by_id(self.session, person.id, now=clock.now())
        if row is None:
            raise LookupError(person.name)
        return row[0]

    def playing(self, part: str) -> Person:
        """Return the person who plays a part."""
        return self.people[source("people")["cast"][part]]

    def acting(self, part: str) -> Actor:
        """Return who plays a part in the city's service as the one who acts; their roles were given
        before and stay.
        """
        if part not in self.acted:
            self.acted[part] = self.actor(self.playing(part))
        return self.acted[part]
