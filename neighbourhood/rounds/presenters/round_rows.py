"""A round as a row of a list, and its dates, with everything ready to print."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from neighbourhood.languages import Sentence
from neighbourhood.places.presenters import by_level, place_name
from neighbourhood.places.words import level_name
from neighbourhood.rounds import words
from neighbourhood.rounds.models import Phase, Round
from neighbourhood.rounds.presenters.endings import end_of, states_of_phases
from neighbourhood.rounds.rules import PhaseKind, current_phase, next_phase
from neighbourhood.rounds.words.endings import ENDINGS, NO_RESULT_BADGE
from neighbourhood.web import actor
from neighbourhood.web.panels import NoteView


@dataclass(frozen=True)
class RoundRow:
    """A round with where it stands: a label, the colour of its badge, and when that ends or
    begins; what other rooms say of it.
    """

    slug: str
    name: str
    fund: int
    label: Sentence
    kind: str
    ends_at: datetime | None
    begins_at: datetime | None
    notes: Sequence[NoteView] = ()
    is_own: bool = False
    has_ended_badly: bool = False


@dataclass(frozen=True)
class RowGroup:
    """The rounds of one level with their money together; the name is empty where all rounds stand
    on one level.
    """

    name: str
    level_name: str
    fund: int
    rows: Sequence[RoundRow]


def row_of(round_: Round, now: datetime, notes: Sequence[NoteView] = ()) -> RoundRow:
    """Return where a round stands at `now`."""
    end = end_of(round_, now)
    phase, following = current_phase(round_.phases, now), next_phase(round_.phases, now)
    if end is not None:
        phase = following = None
        label, kind = ENDINGS[end].name, "clay"
    elif phase is not None:
        label, kind = words.PHASES[phase.kind].name, "sun"
    elif following is None:
        label, kind = words.STATES["over"], "plain"
    else:
        label = words.STATES["ahead" if following is round_.phases[0] else "between"]
        kind = "plain"
    begins_at = following.starts_at if following and not phase else None
    return RoundRow(
        round_.slug,
        str(place_name(round_.place)),
        round_.fund.planned,
        label,
        kind,
        phase.ends_at if phase else None,
        begins_at,
        notes,
        has_ended_badly=end is not None,
    )


def _true_row(round_: Round, now: datetime, notes: Sequence[NoteView]) -> RoundRow:
    """Return a row that does not tell of projects carried out before there is a result; what rooms
    say of a round is its result.
    """
    row = row_of(round_, now, notes)
    states = states_of_phases(round_, now, is_published=bool(notes))
    is_late = states.get(PhaseKind.DELIVER) == "late"
    return replace(row, label=NO_RESULT_BADGE, kind="plain", ends_at=None) if is_late else row


def rows_by_level(
    rounds: Iterable[Round], now: datetime, notes: Mapping[int, Sequence[NoteView]]
) -> list[RowGroup]:
    """Return the rounds of an edition level by level, the reader's own first on each; `notes` are
    what other rooms say of a round, by its number.
    """
    home = actor().place_ids
    return [
        RowGroup(
            group.name,
            level_name(group.things[0].level),
            sum(round_.fund.planned for round_ in group.things),
            [
                replace(
                    _true_row(round_, now, notes.get(round_.id, ())),
                    is_own=round_.place_id in home,
                )
                for round_ in sorted(group.things, key=lambda of: of.place_id not in home)
            ],
        )
        for group in by_level(rounds)
    ]


def common_phases(rounds: Sequence[Round]) -> Sequence[Phase]:
    """Return the phases that all rounds of an edition share date by date; none where one
    differs.
    """
    spans = {
        tuple((phase.kind, phase.starts_at, phase.ends_at) for phase in round_.phases)
        for round_ in rounds
    }
    return rounds[0].phases if len(spans) == 1 else []
