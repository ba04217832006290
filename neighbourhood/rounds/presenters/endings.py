"""How a round ended badly, ready to print, and what that leaves of its phases."""

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from neighbourhood.languages import ReadableText, by_author
from neighbourhood.rounds.models import Round
from neighbourhood.rounds.rules import Ending, PhaseKind, endings
from neighbourhood.rounds.words.endings import BALLOTS, ENDINGS

#: What cannot be done before the result is out.
AFTER_RESULT = (PhaseKind.PUBLISH, PhaseKind.DELIVER)


@dataclass(frozen=True)
class EndView:
    """The bad end of a round: what is said of it, why in the city's own words, and what became of
    the ballots; the reason is empty where nobody has given one.
    """

    kind: Ending
    name: str
    sentence: str
    reason: ReadableText
    unexplained: str
    ballots: str
    of_project: str


def end_of(round_: Round, now: datetime) -> Ending | None:
    """Return how a round has ended badly; a draft, which nobody could miss, has not."""
    return None if round_.edition.is_draft else endings.bad_end(round_, now)


def end_view(round_: Round, now: datetime) -> EndView | None:
    """Return the bad end of a round, or None while it goes on."""
    end = end_of(round_, now)
    if end is None:
        return None
    words = ENDINGS[end]
    language = round_.ending.language if round_.ending else ""
    return EndView(
        end,
        str(words.name),
        str(words.sentence),
        by_author(round_.end_reason, language),
        str(words.unexplained),
        str(BALLOTS.get(endings.what_becomes_of_ballots(round_), "")),
        str(words.of_project),
    )


def states_of_phases(round_: Round, now: datetime, *, is_published: bool) -> Mapping[str, str]:
    """Return the states on the line of phases that the clock alone would tell wrongly."""
    end = end_of(round_, now)
    if end is not None:
        kept = _kept_phases(round_, end)
        state = "missed" if end == Ending.NOT_HELD else "cancelled"
        return {phase.kind: state for phase in round_.phases if phase.kind not in kept}
    if is_published:
        return {PhaseKind.PUBLISH: "done"}
    # Without a result nothing is published yet and nothing carried out, whatever the dates say.
    return {
        phase.kind: "late"
        for phase in round_.phases
        if (phase.kind == PhaseKind.PUBLISH and phase.ends_at and phase.ends_at <= now)
        or (phase.kind == PhaseKind.DELIVER and phase.starts_at <= now)
    }


def states_of_edition(
    rounds: Sequence[Round], now: datetime, published: Container[int]
) -> Mapping[str, str]:
    """Return the states on the common line of phases of an edition that the clock alone would tell
    wrongly: what holds for all its rounds, those that ended badly left aside where others go on.
    """
    going_on = [round_ for round_ in rounds if end_of(round_, now) is None]
    of_rounds = [
        states_of_phases(round_, now, is_published=round_.id in published)
        for round_ in going_on or rounds
    ]
    common = set[tuple[str, str]].intersection(*(set(states.items()) for states in of_rounds))
    # One result that is late is enough: the edition is not done before.
    late = {pair for states in of_rounds for pair in states.items() if pair[1] == "late"}
    return dict(common | late)


def _kept_phases(round_: Round, end: Ending) -> set[str]:
    """Return the kinds of the phases that took place before the round ended."""
    before = [phase for phase in round_.phases if phase.kind not in AFTER_RESULT]
    if end == Ending.NOT_HELD:
        vote = next(phase.position for phase in before if phase.kind == PhaseKind.VOTE)
        return {phase.kind for phase in before if phase.position < vote}
    confirmed_at = round_.ending.confirmed_at if round_.ending else None
    return {
        phase.kind
        for phase in before
        if phase.ends_at and confirmed_at and phase.ends_at <= confirmed_at
    }
