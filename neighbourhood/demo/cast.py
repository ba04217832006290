"""The people of the demo city: accounts, roles, confirmed residencies, and the parts that a visitor
may play.
"""

from functools import partial

from neighbourhood import clock
from neighbourhood.demo.sources import Entry, source
from neighbourhood.demo.town import SET_UP, Town
from neighbourhood.people import queries, services
from neighbourhood.people.models import Person
from neighbourhood.people.rules import RESIDENCY_YEARS, Invitee
from neighbourhood.people.services import NewPerson
from neighbourhood.permissions import SYSTEM, Role

ROLES = {
    "officer": Role.OFFICER,
    "second_officer": Role.OFFICER,
    "reviewer": Role.REVIEWER,
    "staff": Role.STAFF,
    "second_staff": Role.STAFF,
    "translator": Role.TRANSLATOR,
}


def settle_people(town: Town) -> None:
    """Give everybody of the files an account, the cast its roles, and let the officers confirm
    where people live.
    """
    part_of = {index: part for part, index in source("people")["cast"].items()}
    for entry in source("people")["people"]:
        index = entry["index"]
        new = NewPerson(entry["name"], entry["language"], entry["email"], part_of.get(index))
        town.people[index] = services.create_person(
            town.session, new, actor=SYSTEM, now=clock.now()
        )
    # Only now: whoever gives a role and whoever gets it need an account.
    give_roles(town)
    for number, entry in enumerate(source("people")["people"]):
        # Spread over days and hours, as people come.
        day, hour = SET_UP + 2 + number % 9, 9 + number % 8
        settle(town, town.people[entry["index"]], entry["neighbourhood"], day=day, hour=hour)


def give_roles(town: Town) -> None:
    """Let the system make the first administrator, who gives the other roles."""
    services.give_role(
        town.session,
        town.playing("administrator"),
        Role.ADMINISTRATOR,
        actor=SYSTEM,
        now=clock.now(),
    )
    administrator = town.acting("administrator")
    for part, role in ROLES.items():
        services.give_role(
            town.session, town.playing(part), role, actor=administrator, now=clock.now()
        )


def note_invitation(town: Town) -> None:
    """Note when the administrator invites a colleague, who has not accepted yet."""
    invitee = Invitee("Inès Castel", "ines.castel@example.org", "fr", Role.REVIEWER)

    def invite() -> None:
        administrator = town.acting("administrator")
        services.invite(town.session, invitee, actor=administrator, now=clock.now())

    town.diary.note(town.at(-3, 9), invite)


def settle(town: Town, person: Person, neighbourhood: str, *, day: int, hour: float) -> None:
    """Let a person say on a day where they live, and an officer confirm it the day after."""

    def ask() -> None:
        services.ask_residency(
            town.session,
            town.places[neighbourhood].id,
            method="in_person",
            evidence_note="",
            actor=town.actor(person),
            now=clock.now(),
        )

    def confirm() -> None:
        claim = queries.open_claim(town.session, person.id)
        # Nobody confirms themselves.
        is_officer = person is town.playing("officer")
        officer = town.acting("second_officer" if is_officer else "officer")
        if claim is not None:
            services.confirm_residency(
                town.session, claim, years=RESIDENCY_YEARS, actor=officer, now=clock.now()
            )

    town.diary.note(town.at(day, hour), ask)
    town.diary.note(town.at(day + 1, hour), confirm)


def welcome_newcomers(town: Town) -> None:
    """Let some people ask these days to be confirmed, so that the officer finds them waiting."""
    for number, entry in enumerate(source("people")["newcomers"]):
        town.diary.note(town.at(-1 - number, 10 + number), partial(ask_to_settle, town, entry))


def ask_to_settle(town: Town, entry: Entry) -> None:
    """Let a new person sign up and say where they live."""
    person = services.create_person(
        town.session,
        NewPerson(entry["name"], entry["language"], entry["email"]),
        actor=SYSTEM,
        now=clock.now(),
    )
    place = town.places[entry["neighbourhood"]]
    services.ask_residency(
        town.session,
        place.id,
        method=entry["method"],
        evidence_note=entry["note"],
        actor=town.actor(person),
        now=clock.now(),
    )
