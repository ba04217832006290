"""The present of the demo city: two invented editions whose rounds are in every phase, with their
projects and verdicts.
"""

from collections.abc import Mapping
from typing import Any

from neighbourhood import clock
from neighbourhood.demo.calendar import days_of, phases_of, spread
from neighbourhood.demo.sources import told
from neighbourhood.demo.town import Town
from neighbourhood.projects.rules import Content, Cost, Judgement
from neighbourhood.projects.services import review_project, submit_project, write_draft
from neighbourhood.rounds.queries import edition_by_slug
from neighbourhood.rounds.services import add_round, ask_to_move_end, name_key_holders, open_edition

SOURCE = "Invented for this demo: projects, people, ballots and decisions are not real."
#: Days before its first round on which an edition is opened, and before a round on which it is
#: added.
EDITION_BEFORE, ROUND_BEFORE = 24, 10
CENTS = 100


def tell_editions(town: Town) -> None:
    """Note when the editions are opened, their rounds added, and the projects of each written,
    handed in and judged.
    """
    for scheme, given in told("edition-2026")["editions"].items():
        rounds = [each for each in told("edition-2026")["rounds"] if each["scheme"] == scheme]
        first = min(days_of(scheme, each["phase"])["propose"] for each in rounds)
        town.diary.note(
            town.at(first - EDITION_BEFORE, 9),
            lambda given=given, scheme=scheme: _open(town, given, scheme),
        )  # type: ignore[misc]
        for each in rounds:
            day = days_of(scheme, each["phase"])["propose"] - ROUND_BEFORE
            town.diary.note(
                town.at(day, 10), lambda each=each, slug=given["slug"]: _add_round(town, each, slug)
            )  # type: ignore[misc]
            tell_projects(town, each)
            if "later" in each:
                town.diary.note(town.at(-1, 15), lambda each=each: _ask_for_more_time(town, each))  # type: ignore[misc]


def _open(town: Town, given: Mapping[str, Any], scheme: str) -> None:
    open_edition(
        town.session,
        scheme=scheme,
        actor=town.acting("staff"),
        now=clock.now(),
        slug=given["slug"],
        title=given["title"],
        aims=given["aims"],
        source=SOURCE,
        is_invented=True,
    )


def _add_round(town: Town, given: Mapping[str, Any], edition_slug: str) -> None:
    actor, place = town.acting("staff"), town.neighbourhoods[given["neighbourhood"]]
    edition = edition_by_slug(town.session, edition_slug)
    phases = phases_of(town, given["scheme"], given["phase"])
    round_ = add_round(
        town.session,
        edition,
        place,
        fund=given["fund"] * CENTS,
        phases=phases,
        actor=actor,
        now=clock.now(),
    )
    holders = town.playing("administrator"), town.playing("second_officer")
    name_key_holders(town.session, round_, *holders, actor=actor, now=clock.now())
    town.rounds[given["neighbourhood"]] = round_


def _ask_for_more_time(town: Town, given: Mapping[str, Any]) -> None:
    phase = next(
        each for each in town.rounds[given["neighbourhood"]].phases if each.kind == given["phase"]
    )
    days = days_of(given["scheme"], given["phase"])
    new_end = town.at(days["review"] + given["later"]["days"])
    ask_to_move_end(
        town.session,
        phase,
        new_end=new_end,
        reason=given["later"]["reason"],
        actor=town.acting("staff"),
        now=clock.now(),
    )


def tell_projects(town: Town, given: Mapping[str, Any]) -> None:
    """Note when each project of a round is written, handed in and judged."""
    days, projects = days_of(given["scheme"], given["phase"]), given["projects"]
    written = spread(days["propose"], min(days["review"], 0), len(projects))
    judged = spread(days["review"] + 1, days["vote"] - 1, len(projects))
    for index, project in enumerate(projects):
        key = (given["neighbourhood"], index)
        town.diary.note(
            town.at(0, written[index] * 24), lambda key=key, told=project: _write(town, key, told)
        )  # type: ignore[misc]
        if not project.get("is_draft"):
            town.diary.note(
                town.at(0, written[index] * 24 + 5), lambda key=key: _hand_in(town, key)
            )  # type: ignore[misc]
        if "verdict" in project:
            day = min(judged[index], -1 + index / 100)
            town.diary.note(
                town.at(0, day * 24), lambda key=key, told=project: _judge(town, key, told)
            )  # type: ignore[misc]


def _write(town: Town, key: tuple[str, int], given: Mapping[str, Any]) -> None:
    author, carried_by, carrier = author_of(given["author"])
    content = Content(
        title=given["title"],
        language=given["language"],
        summary=given["summary"],
        description=given["description"],
        category_id=town.categories[given["category"]].id,
        place=given["place"],
        latitude=given["latitude"],
        longitude=given["longitude"],
        carried_by=carried_by,
        carrier_name=carrier,
        costs=tuple(Cost(each["label"], each["amount"] * CENTS) for each in given["costs"]),
    )
    actor = town.actor(town.people[author])
    town.projects[key] = write_draft(
        town.session, town.rounds[key[0]], content, actor=actor, now=clock.now()
    )


def author_of(given: int | str) -> tuple[int, str, str]:
    """Return who writes a project (an index), who carries it, and under which name; groups and
    associations write by their contact.
    """
    if isinstance(given, int):
        return given, "resident", ""
    group = next(each for each in told("people")["groups"] if each["name"] == given)
    return group["contact"], "organisation" if group["kind"] == "association" else "group", given


def _hand_in(town: Town, key: tuple[str, int]) -> None:
    project = town.projects[key]
    assert project.author is not None
    submit_project(town.session, project, actor=town.actor(project.author), now=clock.now())


def _judge(town: Town, key: tuple[str, int], given: Mapping[str, Any]) -> None:
    verdict = given["verdict"]
    corrections = {
        each["line"] + 1: (each["amount"] * CENTS, each["reason"])
        for each in verdict["corrections"]
    }
    department = next(
        each["department"]
        for each in told("categories")["categories"]
        if each["slug"] == given["category"]
    )
    judgement = Judgement(verdict["result"], verdict["reason"], "fr", department, corrections)
    review_project(
        town.session, town.projects[key], judgement, actor=town.acting("reviewer"), now=clock.now()
    )
