"""Committees of the invented rounds: their seats, meetings and decisions, then the two who publish,
and the council's act.
"""

from collections.abc import Mapping
from datetime import timedelta
from functools import partial

from neighbourhood import clock
from neighbourhood.committees.models import Meeting
from neighbourhood.committees.queries import seats_of_round
from neighbourhood.committees.rules import ChosenAs, Motion
from neighbourhood.committees.services import (
    add_seat,
    open_meeting,
    publish_minutes,
    record_decision,
    write_minutes,
)
from neighbourhood.demo.calendar import days_of
from neighbourhood.demo.present import CENTS
from neighbourhood.demo.sources import Entry, source
from neighbourhood.demo.town import Town
from neighbourhood.people.models import Person
from neighbourhood.results.queries import open_request
from neighbourhood.results.services import ask_publication, confirm_publication, enter_council_act

CHOSEN_AS = {"association": ChosenAs.ORGANISATION, "trader": ChosenAs.ORGANISATION}
SEATED_BEFORE, TERM = 14, 700
COUNCIL, ACT_NUMBER = "Conseil municipal (démonstration)", "DEMO-2026-07"


def note_committees(town: Town) -> None:
    """Note when each committee is seated, meets and decides, and when its round's result is
    published.
    """
    for round_entry in source("edition-2026")["rounds"]:
        days = days_of(round_entry)
        if "committee" in round_entry:
            seated = town.at(days["allocate"] - SEATED_BEFORE, 9)
            town.diary.note(seated, partial(_seat, town, round_entry))
            _note_meetings(town, round_entry)
        # Only a round whose time to publish has come has a result.
        if "allocate" in days and days["publish"] < 0:
            _note_publication(town, round_entry["place"], days)


def _note_meetings(town: Town, round_entry: Entry) -> None:
    for number, meeting in enumerate(round_entry["committee"]["meetings"]):
        if meeting["held"]:
            sitting = Sitting(town, round_entry, number)
            town.diary.note(town.at(meeting["day"], 18.5), sitting.meets)
            town.diary.note(town.at(meeting["day"] + 4, 11), sitting.publishes)


def _seat(town: Town, round_entry: Entry) -> None:
    actor = town.acting("staff")
    first_day = clock.now().date()
    for seat in round_entry["committee"]["seats"]:
        add_seat(
            town.session,
            town.rounds[round_entry["place"]],
            town.people[seat["person"]],
            starts_on=first_day,
            ends_on=first_day + timedelta(days=TERM),
            actor=actor,
            now=clock.now(),
            chosen_as=CHOSEN_AS.get(seat["kind"], ChosenAs.RESIDENT),
            is_chair=seat["role"] == "chair",
            is_substitute=seat["role"] == "substitute",
        )


class Sitting:
    """One meeting of a committee, led by its chair."""

    def __init__(self, town: Town, round_entry: Entry, number: int) -> None:
        self._town = town
        self._slug = round_entry["place"]
        self._number = number
        self._committee = round_entry["committee"]
        self._entry = self._committee["meetings"][number]
        self._meeting: Meeting | None = None

    @property
    def _chair(self) -> Person:
        return next(
            self._town.people[seat["person"]]
            for seat in self._committee["seats"]
            if seat["role"] == "chair"
        )

    def meets(self) -> None:
        """Open the meeting with who is there and record what it decides."""
        town, round_ = self._town, self._town.rounds[self._slug]
        absent = {town.people[index].id for index in self._entry["absent"]}
        present = [
            seat.id
            for seat in seats_of_round(town.session, round_.id)
            if seat.person_id not in absent
        ]
        actor = town.actor(self._chair)
        self._meeting = open_meeting(
            town.session,
            round_,
            held_at=clock.now(),
            place=self._entry["place"],
            present=present,
            language="fr",
            actor=actor,
            now=clock.now(),
        )
        for decision in self._committee["decisions"]:
            if decision["meeting"] == self._number:
                self._decide(decision)

    def _decide(self, decision: Entry) -> None:
        assert self._meeting is not None
        town = self._town
        record_decision(
            town.session,
            self._meeting,
            town.projects[self._slug, decision["project"]],
            Motion(
                amount=decision["amount"] * CENTS,
                reason=decision["reason"],
                votes_for=decision["for"],
                votes_against=decision["against"],
                abstentions=decision["abstain"],
                language="fr",
            ),
            submission_key=None,
            actor=town.actor(self._chair),
            now=clock.now(),
        )

    def publishes(self) -> None:
        """Write the minutes and show them to everybody."""
        assert self._meeting is not None
        actor = self._town.actor(self._chair)
        write_minutes(
            self._town.session,
            self._meeting,
            minutes=self._entry["minutes"],
            language="fr",
            actor=actor,
            now=clock.now(),
        )
        publish_minutes(self._town.session, self._meeting, actor=actor, now=clock.now())


def _note_publication(town: Town, slug: str, days: Mapping[str, int]) -> None:
    def ask() -> None:
        ask_publication(
            town.session, town.rounds[slug], reason="", actor=town.acting("staff"), now=clock.now()
        )

    def confirm() -> None:
        request = open_request(town.session, town.rounds[slug].id)
        assert request is not None
        confirm_publication(
            town.session, request, actor=town.acting("second_staff"), now=clock.now()
        )

    def confirm_by_council() -> None:
        enter_council_act(
            town.session,
            town.rounds[slug],
            body=COUNCIL,
            number=ACT_NUMBER,
            decided_on=town.day(days["deliver"] - 3),
            actor=town.acting("staff"),
            now=clock.now(),
        )

    town.diary.note(town.at(days["publish"] + 2, 10), ask)
    town.diary.note(town.at(days["publish"] + 3, 15), confirm)
    town.diary.note(town.at(days["deliver"] - 2, 9), confirm_by_council)
