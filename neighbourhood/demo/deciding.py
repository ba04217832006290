"""Committees of the invented rounds: their seats, meetings and decisions, then the two who publish,
and the council's act.
"""

from collections.abc import Mapping
from typing import Any

from neighbourhood import clock
from neighbourhood.committees.models import Meeting
from neighbourhood.committees.queries import seats_of_round
from neighbourhood.committees.services import (
    add_seat,
    open_meeting,
    publish_minutes,
    record_decision,
    write_minutes,
)
from neighbourhood.demo.calendar import days_of
from neighbourhood.demo.present import CENTS
from neighbourhood.demo.sources import told
from neighbourhood.demo.town import Town
from neighbourhood.people.models import Person
from neighbourhood.results.queries import open_request
from neighbourhood.results.services import ask_publication, confirm_publication, enter_council_act

CHOSEN_AS = {"association": "organisation", "trader": "organisation"}
SEATED_BEFORE, TERM = 14, 700
ACT = {"body": "Conseil municipal (démonstration)", "number": "DEMO-2026-07"}


def tell_committees(town: Town) -> None:
    """Note when each committee is seated, meets and decides, and when its round's result is
    published.
    """
    for given in told("edition-2026")["rounds"]:
        days = days_of(given["scheme"], given["phase"])
        if "committee" in given:
            town.diary.note(
                town.at(days["allocate"] - SEATED_BEFORE, 9), lambda given=given: _seat(town, given)
            )  # type: ignore[misc]
            for number, meeting in enumerate(given["committee"]["meetings"]):
                if meeting["held"]:
                    sitting = Sitting(town, given, number)
                    town.diary.note(town.at(meeting["day"], 18.5), sitting.meets)
                    town.diary.note(town.at(meeting["day"] + 4, 11), sitting.publishes)
        if "allocate" in days and days["publish"] < 0:
            _tell_publication(town, given["neighbourhood"], days)


def _seat(town: Town, given: Mapping[str, Any]) -> None:
    actor = town.acting("staff")
    begins = clock.now().date()
    for seat in given["committee"]["seats"]:
        add_seat(
            town.session,
            town.rounds[given["neighbourhood"]],
            town.people[seat["person"]],
            starts_on=begins,
            ends_on=begins.fromordinal(begins.toordinal() + TERM),
            actor=actor,
            now=clock.now(),
            chosen_as=CHOSEN_AS.get(seat["kind"], "resident"),
            is_chair=seat["role"] == "chair",
            is_substitute=seat["role"] == "substitute",
        )


class Sitting:
    """One meeting of a committee, led by its chair."""

    def __init__(self, town: Town, given: Mapping[str, Any], number: int) -> None:
        self._town, self._slug, self._number = town, given["neighbourhood"], number
        self._committee = given["committee"]
        self._told = given["committee"]["meetings"][number]
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
        absent = {town.people[index].id for index in self._told["absent"]}
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
            place=self._told["place"],
            present=present,
            language="fr",
            actor=actor,
            now=clock.now(),
        )
        for decision in self._committee["decisions"]:
            if decision["meeting"] == self._number:
                self._decide(decision)

    def _decide(self, given: Mapping[str, Any]) -> None:
        assert self._meeting is not None
        town = self._town
        record_decision(
            town.session,
            self._meeting,
            town.projects[self._slug, given["project"]],
            submission_key=None,
            actor=town.actor(self._chair),
            now=clock.now(),
            amount=given["amount"] * CENTS,
            reason=given["reason"],
            language="fr",
            votes_for=given["for"],
            votes_against=given["against"],
            abstentions=given["abstain"],
        )

    def publishes(self) -> None:
        """Write the minutes and show them to everybody."""
        assert self._meeting is not None
        actor = self._town.actor(self._chair)
        write_minutes(
            self._town.session,
            self._meeting,
            minutes=self._told["minutes"],
            language="fr",
            actor=actor,
            now=clock.now(),
        )
        publish_minutes(self._town.session, self._meeting, actor=actor, now=clock.now())


def _tell_publication(town: Town, slug: str, days: Mapping[str, int]) -> None:
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
        act = {**ACT, "decided_on": town.day(days["deliver"] - 3)}
        enter_council_act(
            town.session, town.rounds[slug], actor=town.acting("staff"), now=clock.now(), **act
        )  # type: ignore[arg-type]

    town.diary.note(town.at(days["publish"] + 2, 10), ask)
    town.diary.note(town.at(days["publish"] + 3, 15), confirm)
    town.diary.note(town.at(days["deliver"] - 2, 9), confirm_by_council)
