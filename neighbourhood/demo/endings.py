"""Rounds of the demo city that ended badly: one of the staff asked, and another confirmed."""

from functools import partial

from neighbourhood import clock
from neighbourhood.demo.sources import Entry, source
from neighbourhood.demo.town import Town
from neighbourhood.rounds.services import ask_to_end_round, confirm_ended_round


def note_endings(town: Town) -> None:
    """Note when it is asked that a round ends badly, and when that is confirmed, a day later."""
    for entry in source("edition-2026")["rounds"]:
        if "ending" in entry:
            day = entry["ending"]["asked"]
            town.diary.note(town.at(day, 11), partial(_ask, town, entry))
            town.diary.note(town.at(day + 1, 10), partial(_confirm, town, entry))


def _ask(town: Town, entry: Entry) -> None:
    ask_to_end_round(
        town.session,
        town.rounds[entry["place"]],
        reason=entry["ending"]["reason"],
        language="fr",
        actor=town.acting("staff"),
        now=clock.now(),
    )


def _confirm(town: Town, entry: Entry) -> None:
    ending = town.rounds[entry["place"]].ending
    assert ending is not None
    confirm_ended_round(town.session, ending, actor=town.acting("second_staff"), now=clock.now())
