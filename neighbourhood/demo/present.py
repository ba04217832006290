"""The present of the demo city: two invented editions whose rounds are in every phase, with their
projects and verdicts.
"""

from functools import partial

from neighbourhood import clock
from neighbourhood.demo.calendar import days_of, phases_of, spread
from neighbourhood.demo.merges import note_merge
from neighbourhood.demo.pictures import illustrate
from neighbourhood.demo.sources import Entry, projects_of, source
from neighbourhood.demo.town import Town
from neighbourhood.demo.verdicts import hold_verdicts, note_verdict
from neighbourhood.projects.rules import Content, Cost
from neighbourhood.projects.services import (
    share_project,
    submit_project,
    write_draft,
)
from neighbourhood.rounds.queries import edition_at_desk
from neighbourhood.rounds.services import (
    add_round,
    ask_to_move_phase,
    make_public,
    name_key_holders,
    open_edition,
)

SOURCE = "Invented for this demo: projects, people, ballots and decisions are not real."
#: Days before its first round on which an edition is opened, and before a round on which it is
#: added.
EDITION_BEFORE, ROUND_BEFORE = 24, 10
CENTS = 100


def note_editions(town: Town) -> None:
    """Note when the editions are opened, their rounds added, and the projects of each written,
    handed in and judged.
    """
    for scheme, edition in source("edition-2026")["editions"].items():
        rounds = [entry for entry in source("edition-2026")["rounds"] if entry["scheme"] == scheme]
        first_days = [days_of(entry)["propose"] for entry in rounds]
        opening = town.at(min(first_days) - EDITION_BEFORE, 9)
        town.diary.note(opening, partial(_open, town, edition, scheme))
        showing = partial(_make_public, town, edition["slug"])
        town.diary.note(town.at(min(first_days) - ROUND_BEFORE, 11), showing)
        for entry in rounds:
            _note_round(town, entry, edition["slug"])


def _note_round(town: Town, entry: Entry, edition_slug: str) -> None:
    days = days_of(entry)
    adding = partial(_add_round, town, entry, edition_slug)
    town.diary.note(town.at(days["propose"] - ROUND_BEFORE, 10), adding)
    note_projects(town, entry)
    if entry.get("holds_verdicts"):
        holding = partial(hold_verdicts, town, entry["place"])
        town.diary.note(town.at(days["propose"] + 1, 10), holding)
    if any("same_as" in project for project in entry["projects"]):
        # After the last verdict, and before either vote opens.
        town.diary.note(town.at(days["vote"] - 1, 15), partial(_share, town, entry))
    if "merge" in entry:
        note_merge(town, entry)
    if "later" in entry:
        town.diary.note(town.at(-1, 15), partial(_ask_for_more_time, town, entry))


def _open(town: Town, edition: Entry, scheme: str) -> None:
    open_edition(
        town.session,
        scheme=scheme,
        actor=town.acting("staff"),
        now=clock.now(),
        slug=edition["slug"],
        title=edition["title"],
        aims=edition["aims"],
        source=SOURCE,
        is_invented=True,
    )


def _make_public(town: Town, edition_slug: str) -> None:
    edition = edition_at_desk(town.session, edition_slug)
    make_public(town.session, edition, actor=town.acting("staff"), now=clock.now())


def _add_round(town: Town, entry: Entry, edition_slug: str) -> None:
    actor, place = town.acting("staff"), town.places[entry["place"]]
    edition = edition_at_desk(town.session, edition_slug)
    phases = phases_of(town, entry)
    round_ = add_round(
        town.session,
        edition,
        place,
        fund=entry["fund"] * CENTS,
        phases=phases,
        actor=actor,
        now=clock.now(),
    )
    holders = town.playing("administrator"), town.playing("second_officer")
    name_key_holders(town.session, round_, *holders, actor=actor, now=clock.now())
    town.rounds[entry["place"]] = round_


def _share(town: Town, entry: Entry) -> None:
    for index, project in enumerate(entry["projects"]):
        if "same_as" in project:
            twin = project["same_as"]
            share_project(
                town.session,
                town.projects[twin["place"], twin["project"]],
                town.projects[entry["place"], index],
                actor=town.acting("staff"),
                now=clock.now(),
            )


def _ask_for_more_time(town: Town, entry: Entry) -> None:
    phases = town.rounds[entry["place"]].phases
    phase = next(phase for phase in phases if phase.kind == entry["phase"])
    days = days_of(entry)
    # Asked and not confirmed: the second person of the demo finds it waiting.
    new_end = town.at(days["review"] + entry["later"]["days"])
    ask_to_move_phase(
        town.session,
        phase,
        new_start=phase.starts_at,
        new_end=new_end,
        reason=entry["later"]["reason"],
        actor=town.acting("staff"),
        now=clock.now(),
    )


def note_projects(town: Town, entry: Entry) -> None:
    """Note when each project of a round is written, handed in and judged."""
    days, projects = days_of(entry), projects_of(entry)
    # While people still hand in, projects are written up to today.
    days_of_writing = spread(days["propose"], min(days["review"], 0), len(projects))
    days_of_judging = spread(days["review"] + 1, days["vote"] - 1, len(projects))
    for index, project in enumerate(projects):
        key = (entry["place"], index)
        hour = days_of_writing[index] * 24
        town.diary.note(town.at(0, hour), partial(_write, town, key, project))
        if not project.get("is_draft"):
            town.diary.note(town.at(0, hour + 5), partial(_hand_in, town, key))
        # A verdict of the file has been given by now, one after the other.
        note_verdict(town, key, project, min(days_of_judging[index], -1 + index / 100))


def _write(town: Town, key: tuple[str, int], entry: Entry) -> None:
    author, carried_by, carrier = author_of(entry["author"])
    content = Content(
        title=entry["title"],
        language=entry["language"],
        summary=entry["summary"],
        description=entry["description"],
        category_id=town.categories[entry["category"]].id,
        place=entry["place"],
        latitude=entry["latitude"],
        longitude=entry["longitude"],
        carried_by=carried_by,
        carrier_name=carrier,
        organisation_id=_organisation_of(town, carried_by, carrier),
        costs=tuple(Cost(line["label"], line["amount"] * CENTS) for line in entry["costs"]),
    )
    actor = town.actor(town.people[author])
    town.projects[key] = write_draft(
        town.session, town.rounds[key[0]], content, actor=actor, now=clock.now()
    )
    illustrate(town, key, entry["language"], actor)


def _organisation_of(town: Town, carried_by: str, name: str) -> int | None:
    return town.organisations[name].id if carried_by == "organisation" else None


def author_of(author: int | str) -> tuple[int, str, str]:
    """Return who writes a project (an index), who carries it, and under which name; groups and
    associations write by their contact.
    """
    if isinstance(author, int):
        return author, "resident", ""
    group = next(group for group in source("people")["groups"] if group["name"] == author)
    carried_by = "organisation" if group["kind"] == "association" else "group"
    return group["contact"], carried_by, author


def _hand_in(town: Town, key: tuple[str, int]) -> None:
    project = town.projects[key]
    assert project.author is not None
    submit_project(town.session, project, actor=town.actor(project.author), now=clock.now())
