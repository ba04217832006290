"""What is drawn on pages, computed as plain geometry; the macros in components/drawings.html print
it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any


@dataclass(frozen=True)
class Step:
    """One phase on the line; `state` is done, now, next or later by the clock, or else late, missed
    or cancelled.
    """

    kind: str
    label: str
    state: str
    starts_at: datetime | None
    ends_at: datetime | None
    is_folded: bool = False


@dataclass(frozen=True)
class Timeline:
    """The phases of a round in their order, the folded ones shown on demand where the screen is
    small.
    """

    steps: tuple[Step, ...]

    @property
    def is_foldable(self) -> bool:
        """Say whether a small screen leaves steps out."""
        return any(step.is_folded for step in self.steps)


@dataclass(frozen=True)
class Segment:
    """A piece of a bar: its amount, its share of the bar in percent and the colour it is
    drawn in.
    """

    label: str
    amount: int
    share: float
    kind: str


@dataclass(frozen=True)
class Bar:
    """A whole divided into segments; `rest` is what none of them takes, `over` what they take too
    much.
    """

    total: int
    segments: tuple[Segment, ...]
    rest: int = 0
    over: int = 0

    @property
    def taken(self) -> int:
        """Return what all segments take together."""
        return sum(segment.amount for segment in self.segments)

    @property
    def limit(self) -> float:
        """Return how far the whole reaches along the bar, in percent; below 100 where the segments
        take too much.
        """
        return _share(self.total, max(self.total, self.taken))


@dataclass(frozen=True)
class VoteBar:
    """The votes of one project beside the most any project has; `kind` is accent when funded, plain
    when not.
    """

    votes: int
    share: float
    kind: str


def timeline(
    phases: Sequence[Any],
    now: datetime,
    labels: Mapping[str, str],
    known: Mapping[str, str] | None = None,
) -> Timeline:
    """The phase line at an instant; phases offer kind, starts_at and ends_at (aware, either may be
    None). `known` are the states of kinds of which more than the clock is known.
    """
    known = known or {}
    states = _with_next([known.get(phase.kind) or _time_state(phase, now) for phase in phases])
    # On a narrow screen only the running and the coming phase stand in full, and where something
    # did not happen the first such; or else the last one.
    full = {index for index, state in enumerate(states) if state in ("now", "next")}
    full |= {states.index(state) for state in ("late", "missed", "cancelled") if state in states}
    full = full or {len(states) - 1}
    return Timeline(
        tuple(
            Step(
                phase.kind,
                labels[phase.kind],
                states[index],
                phase.starts_at,
                phase.ends_at,
                index not in full,
            )
            for index, phase in enumerate(phases)
        )
    )


def fund_bar(fund: int, parts: Iterable[tuple[str, int] | tuple[str, int, str]]) -> Bar:
    """A fund in minor units and what takes from it: (label, amount) or (label, amount, kind)."""
    return _bar(fund, [part if len(part) == 3 else (*part, "leaf") for part in parts])


def vote_bar(votes: int, most: int, kind: str = "accent") -> VoteBar:
    """A project's votes against the most votes any project has."""
    return VoteBar(votes, _share(votes, most), kind)


def purse_bar(paid_parts: Iterable[tuple[str, int]], left: int, total: int) -> Bar:
    """Who pays for a project with what is in their purses: paid parts, what is left to them, and
    the whole.
    """
    bar = _bar(total, [(label, amount, "accent") for label, amount in paid_parts])
    return Bar(bar.total, bar.segments, rest=left, over=bar.over)


def _time_state(phase: Any, now: datetime) -> str:
    if phase.ends_at is not None and phase.ends_at <= now:
        return "done"
    if phase.starts_at is not None and phase.starts_at <= now:
        return "now"
    return "later"


def _with_next(states: list[str]) -> list[str]:
    if "later" in states:
        first = states.index("later")
        states[first] = "next"
    return states


def _share(amount: int, total: int) -> float:
    return round(100 * max(0, min(amount, total)) / total, 2) if total > 0 else 0.0


def _bar(total: int, parts: Iterable[tuple[str, int, str]]) -> Bar:
    visible = [part for part in parts if part[1] > 0]
    taken = sum(amount for _, amount, _ in visible)
    # Where more is taken than there is, the bar is as long as what is taken.
    length = max(total, taken)
    segments = tuple(
        Segment(label, amount, _share(amount, length), kind) for label, amount, kind in visible
    )
    return Bar(total, segments, rest=max(0, total - taken), over=max(0, taken - total))
