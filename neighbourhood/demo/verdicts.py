"""Verdicts of the demo city: given, asked back, answered, appealed, held back."""

from dataclasses import replace
from datetime import timedelta
from functools import partial

from neighbourhood import clock
from neighbourhood.demo.reviews import answer_before
from neighbourhood.demo.sources import Entry, source
from neighbourhood.demo.town import ZONE, Town
from neighbourhood.people.models import Person
from neighbourhood.projects.models import Project
from neighbourhood.projects.rules import Judgement
from neighbourhood.projects.services import (
    answer_question,
    appeal_refusal,
    content_of,
    edit_project,
    review_project,
    set_holding,
)
from neighbourhood.rounds.rules import start_of_day

#: Place and position of a project in the files.
Key = tuple[str, int]
CENTS = 100


def note_verdict(town: Town, key: Key, entry: Entry, moment: float) -> None:
    """Note what becomes of a project in its review: the verdict of its file at this moment, in days
    from today, a question with its answer, an appeal.
    """
    if "verdict" in entry:
        town.diary.note(town.at(0, moment * 24), partial(_judge, town, key, entry))
    if "question" in entry:
        question = entry["question"]
        town.diary.note(town.at(question["asked"], 11), partial(_ask_back, town, key, entry))
        if "answered" in question:
            town.diary.note(town.at(question["answered"], 19), partial(_answer, town, key, entry))
    if "appeal" in entry:
        town.diary.note(town.at(entry["appeal"]["made"], 20), partial(_appeal, town, key, entry))


def hold_verdicts(town: Town, place: str) -> None:
    """Let a round hold its verdicts back until all are released."""
    set_holding(
        town.session, town.rounds[place], holds=True, actor=town.acting("staff"), now=clock.now()
    )


def _department(entry: Entry) -> str:
    department: str = next(
        category["department"]
        for category in source("categories")["categories"]
        if category["slug"] == entry["category"]
    )
    return department


def _judge(town: Town, key: Key, entry: Entry) -> None:
    verdict = entry["verdict"]
    corrections = {
        line["line"] + 1: (line["amount"] * CENTS, line["reason"])
        for line in verdict["corrections"]
    }
    _give(
        town,
        key,
        Judgement(verdict["result"], verdict["reason"], "fr", _department(entry), corrections),
    )


def _ask_back(town: Town, key: Key, entry: Entry) -> None:
    question = entry["question"]
    # The last day is the author's to its end.
    end = start_of_day(town.day(question["last_day"]) + timedelta(days=1), ZONE)
    asked = Judgement("asked_back", question["text"], "fr", _department(entry), answer_by=end)
    _give(town, key, asked)


def _give(town: Town, key: Key, judgement: Judgement) -> None:
    answer_before(town, town.projects[key], judgement)
    review_project(
        town.session, town.projects[key], judgement, actor=town.acting("reviewer"), now=clock.now()
    )


def _answer(town: Town, key: Key, entry: Entry) -> None:
    project = town.projects[key]
    actor, text = town.actor(_author(project)), content_of(project)
    changed = f"{text.description}\n\n{entry['question']['answer']}"
    edit_project(
        town.session,
        project,
        replace(text, description=changed),
        version=project.version,
        actor=actor,
        now=clock.now(),
    )
    answer_question(town.session, project, actor=actor, now=clock.now())


def _appeal(town: Town, key: Key, entry: Entry) -> None:
    project = town.projects[key]
    appeal_refusal(
        town.session,
        project,
        reason=entry["appeal"]["text"],
        language="fr",
        actor=town.actor(_author(project)),
        now=clock.now(),
    )


def _author(project: Project) -> Person:
    assert project.author is not None
    return project.author
