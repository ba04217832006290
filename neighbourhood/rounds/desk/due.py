"""What editions and rounds have coming: drafts, ends of proposing, moves nobody has confirmed."""

from datetime import datetime
from typing import Any

from neighbourhood.languages import Sentence, _dl
from neighbourhood.permissions import Action, Actor, decide
from neighbourhood.rounds import queries
from neighbourhood.rounds.models import Phase
from neighbourhood.rounds.presenters.due import dues_of
from neighbourhood.rounds.queries.due import DueMove
from neighbourhood.rounds.rules import PhaseKind
from neighbourhood.web.waiting import Due


def dates_of_rounds(database: Any, reader: Actor, now: datetime, until: datetime) -> list[Due]:
    """Tell the desk which drafts should be public by now, and until when projects are proposed."""
    if not decide(reader, Action.OPEN_EDITIONS).is_allowed:
        return []
    drafts = [
        Due(
            _dl("A draft begins: make the edition public before"),
            "rounds_desk.edition",
            draft.at,
            {"slug": draft.slug},
            is_start=True,
        )
        for draft in queries.drafts_begin(database, now, until)
    ]
    ends = queries.due_rounds(database, Phase.ends_at, PhaseKind.PROPOSE, now, until)
    return drafts + dues_of(
        ends,
        one=_proposing_ends,
        many=_dl("Places where nobody can propose a project any more"),
        endpoint="rounds_desk.round",
        whole="rounds_desk.editions",
    )


def _proposing_ends(place: str) -> Sentence:
    return _dl("Nobody can propose a project any more: %(place)s", place=place)


def moves_to_confirm(database: Any, reader: Actor, now: datetime, until: datetime) -> list[Due]:
    """Tell the desk which moves a second person has to confirm before the old date comes; one's own
    wait for somebody else.
    """
    if not decide(reader, Action.MOVE_DATES).is_allowed:
        return []
    return [
        Due(
            _dl("Confirm the moved phase before its old date: %(place)s", place=move.place),
            "rounds_desk.round",
            _old_date(move, now),
            {"slug": move.slug},
        )
        for move in queries.moves_before(database, now, until)
        if move.asked_by_id != reader.person_id and _old_date(move, now) <= until
    ]


def _old_date(move: DueMove, now: datetime) -> datetime:
    # Once it has begun, only the end of a phase moves.
    begun = move.starts_at <= now
    return move.ends_at if begun and move.ends_at is not None else move.starts_at
