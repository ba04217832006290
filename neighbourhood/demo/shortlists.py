"""Two small editions whose short list is being made: by the support of residents, and by a jury."""

from functools import partial

from neighbourhood import clock
from neighbourhood.demo.calendar import BEGAN, LENGTHS, spread
from neighbourhood.demo.present import CENTS, SOURCE, author_of
from neighbourhood.demo.sources import Entry, source
from neighbourhood.demo.town import ZONE, Town
from neighbourhood.projects.models import Project
from neighbourhood.projects.rules import Content, Cost
from neighbourhood.projects.services import submit_project, write_draft
from neighbourhood.rounds.queries import edition_at_desk
from neighbourhood.rounds.rules import consecutive
from neighbourhood.rounds.services import (
    add_round,
    make_public,
    name_key_holders,
    open_edition,
)
from neighbourhood.shortlists.rules import Terms
from neighbourhood.shortlists.services import (
    add_jury_seat,
    give_opinion,
    give_support,
    set_shortlist,
)

SCHEME = "district-programme"
PROPOSING = 42
#: The first day of proposing: the short list began as many days ago as the calendar says.
BEGINS = -(PROPOSING + BEGAN["shortlist"])


def note_shortlists(town: Town) -> None:
    """Note when the editions are opened, their ideas handed in, and how people choose."""
    for edition in source("shortlists")["editions"]:
        town.diary.note(town.at(BEGINS - 20, 9), partial(_open, town, edition))
        town.diary.note(town.at(BEGINS - 10, 9), partial(_make_public, town, edition))
        days = spread(BEGINS + 1, BEGINS + PROPOSING - 1, len(edition["projects"]))
        for index, day in enumerate(days):
            town.diary.note(town.at(0, day * 24), partial(_hand_in, town, edition, index))
        for seat in edition.get("jury", ()):
            town.diary.note(
                town.at(BEGINS + PROPOSING - 6, 11), partial(_seat, town, edition, seat)
            )
        _note_choosing(town, edition)


def _open(town: Town, entry: Entry) -> None:
    actor, now = town.acting("staff"), clock.now()
    edition = open_edition(
        town.session,
        scheme=SCHEME,
        actor=actor,
        now=now,
        slug=entry["slug"],
        title=entry["title"],
        aims=entry["aims"],
        source=SOURCE,
        is_invented=True,
    )
    round_ = add_round(
        town.session,
        edition,
        town.places[entry["place"]],
        fund=entry["fund"] * CENTS,
        phases=consecutive(LENGTHS[SCHEME], town.day(BEGINS), ZONE),
        actor=actor,
        now=now,
    )
    set_shortlist(town.session, edition, Terms(**entry["terms"]), actor=actor, now=now)
    holders = town.playing("administrator"), town.playing("second_officer")
    name_key_holders(town.session, round_, *holders, actor=actor, now=now)
    town.rounds[entry["slug"]] = round_


def _make_public(town: Town, entry: Entry) -> None:
    edition = edition_at_desk(town.session, entry["slug"])
    make_public(town.session, edition, actor=town.acting("staff"), now=clock.now())


def _hand_in(town: Town, edition: Entry, index: int) -> None:
    entry = edition["projects"][index]
    author, carried_by, carrier = author_of(entry["author"])
    content = Content(
        title=entry["title"],
        language=entry["language"],
        summary=entry["summary"],
        description=entry["description"],
        category_id=town.categories[entry["category"]].id,
        place=entry["place"],
        carried_by=carried_by,
        carrier_name=carrier,
        costs=tuple(Cost(line["label"], line["amount"] * CENTS) for line in entry["costs"]),
    )
    actor, now = town.actor(town.people[author]), clock.now()
    project = write_draft(town.session, town.rounds[edition["slug"]], content, actor=actor, now=now)
    town.projects[edition["slug"], index] = project
    submit_project(town.session, project, actor=actor, now=now)


def _seat(town: Town, edition: Entry, seat: Entry) -> None:
    add_jury_seat(
        town.session,
        town.rounds[edition["slug"]],
        town.people[seat["person"]],
        sits_as=seat["sits_as"],
        is_chair=seat["is_chair"],
        actor=town.acting("staff"),
        now=clock.now(),
    )


def _note_choosing(town: Town, edition: Entry) -> None:
    """Let each author support the two ideas behind their own, or each juror say what they think."""
    number = len(edition["projects"])
    jury = edition.get("jury", ())
    people = [seat["person"] for seat in jury] or [one["author"] for one in edition["projects"]]
    for index, person in enumerate(people):
        day = 1 - BEGAN["shortlist"] + index
        for step in (1, 2):
            key = edition["slug"], (index + step * (index % 2 + 1)) % number
            act = partial(_judge if jury else _support, town, key, person)
            town.diary.note(town.at(day, 17 + step), act)


def _support(town: Town, key: tuple[str, int], person: int) -> None:
    give_support(town.session, _project(town, key), actor=town.actor(town.people[person]))


def _judge(town: Town, key: tuple[str, int], person: int) -> None:
    actor = town.actor(town.people[person])
    give_opinion(town.session, _project(town, key), is_yes=key[1] < 2, actor=actor)


def _project(town: Town, key: tuple[str, int]) -> Project:
    return town.projects[key]
