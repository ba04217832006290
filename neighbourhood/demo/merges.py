"""Authors of the demo city who are asked whether their projects become one."""

from datetime import timedelta
from functools import partial

from neighbourhood import clock
from neighbourhood.demo.sources import Entry
from neighbourhood.demo.town import ZONE, Town
from neighbourhood.projects.services import propose_merge
from neighbourhood.rounds.rules import start_of_day


def note_merge(town: Town, entry: Entry) -> None:
    """Note when an author of a round asks whether another project becomes a part of theirs."""
    town.diary.note(town.at(-1, 16), partial(_propose, town, entry))


def _propose(town: Town, entry: Entry) -> None:
    asked = entry["merge"]
    whole, part = (town.projects[entry["place"], asked[name]] for name in ("whole", "part"))
    assert whole.author is not None
    propose_merge(
        town.session,
        whole,
        [part],
        reason=asked["reason"],
        language="fr",
        answer_by=start_of_day(town.day(asked["last_day"]) + timedelta(days=1), ZONE),
        actor=town.actor(whole.author),
        now=clock.now(),
    )
