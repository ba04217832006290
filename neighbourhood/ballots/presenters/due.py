"""What votes have coming, as lines of the desk's first page: openings with what they lack, ends,
and the halves of keys to print.
"""

from datetime import datetime
from typing import Any

from neighbourhood.ballots import queries
from neighbourhood.languages import Sentence, _dl
from neighbourhood.permissions import Action, Actor, decide
from neighbourhood.rounds.models import Phase
from neighbourhood.rounds.presenters.due import dues_of
from neighbourhood.rounds.queries import due_rounds
from neighbourhood.rounds.rules import PhaseKind
from neighbourhood.web.waiting import Due, Waiting

VOTE, EDITIONS, HALF = "ballots_desk.round", "rounds_desk.editions", "ballots_desk.half"


def votes_coming(database: Any, reader: Actor, now: datetime, until: datetime) -> list[Due]:
    """Tell the desk which votes open, whether they lack something for it, and which end."""
    if not decide(reader, Action.OPEN_VOTE).is_allowed:
        return []
    lacks, unopened = queries.lacks_for_opening(), queries.is_unopened()
    opening = (database, Phase.starts_at, PhaseKind.VOTE, now, until, unopened)
    ending = (database, Phase.ends_at, PhaseKind.VOTE, now, until, ~unopened)
    return [
        *dues_of(
            due_rounds(*opening, lacks),
            one=_cannot_open,
            many=_dl("Votes that cannot open yet: something is missing"),
            endpoint=VOTE,
            whole=EDITIONS,
            is_start=True,
        ),
        *dues_of(
            due_rounds(*opening, ~lacks),
            one=_opens,
            many=_dl("Votes open"),
            endpoint=VOTE,
            whole=EDITIONS,
            is_start=True,
        ),
        *dues_of(
            due_rounds(*ending), one=_ends, many=_dl("Votes end"), endpoint=VOTE, whole=EDITIONS
        ),
    ]


def _cannot_open(place: str) -> Sentence:
    return _dl("The vote cannot open yet, something is missing: %(place)s", place=place)


def _opens(place: str) -> Sentence:
    return _dl("The vote opens: %(place)s", place=place)


def _ends(place: str) -> Sentence:
    return _dl("The vote ends: %(place)s", place=place)


def halves_due(database: Any, reader: Actor, now: datetime, until: datetime) -> list[Due]:
    """Tell those who keep a half of a key when they will have to print it, and before which day
    where it is there and was never shown.
    """
    kept = queries.keys_kept(database, reader.person_id, now) if reader.person_id else []
    dues = []
    for key in kept:
        due = key.starts_at if key.opened_at is None else key.ends_at
        if key.is_shown or due is None or not now < due <= until:
            continue
        label = (
            _dl("Your half of the key can be printed from this day on: %(place)s", place=key.place)
            if key.opened_at is None
            else _dl("Print your half of the key before the vote ends: %(place)s", place=key.place)
        )
        dues.append(Due(label, HALF, due, {"slug": key.slug}, is_start=key.opened_at is None))
    return dues


def halves_to_print(database: Any, reader: Actor, now: datetime) -> list[Waiting]:
    """Tell those who keep a half of a key that it waits to be printed."""
    kept = queries.keys_kept(database, reader.person_id, now) if reader.person_id else []
    return [
        Waiting(
            _dl("Your half of the key to print: %(place)s", place=key.place),
            HALF,
            key.opened_at,
            {"slug": key.slug},
        )
        for key in kept
        if key.opened_at is not None and not key.is_shown
    ]
