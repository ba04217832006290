"""Geometry by hand: shares, states and paths as one would draw them on squared paper."""

from dataclasses import dataclass
from datetime import UTC, datetime

import pytest

from neighbourhood.web import drawings

LABELS = {"propose": "Ideas", "vote": "Vote", "publish": "Result"}


@dataclass
class Phase:
    kind: str
    starts_at: datetime | None
    ends_at: datetime | None


def on(month: int) -> datetime:
    return datetime(2026, month, 1, tzinfo=UTC)


def phases() -> list[Phase]:
    return [
        Phase("propose", on(1), on(3)),
        Phase("vote", on(4), on(6)),
        Phase("publish", on(6), None),
    ]


@pytest.mark.parametrize(
    ("now", "states", "folded"),
    [
        (datetime(2025, 12, 1, tzinfo=UTC), "next later later", [False, True, True]),
        (on(1), "now next later", [False, False, True]),
        (on(3), "done next later", [True, False, True]),
        (on(5), "done now next", [True, False, False]),
        (on(6), "done done now", [True, True, False]),
    ],
)
def test_the_line_knows_what_is_done_now_and_next(
    now: datetime, states: str, folded: list[bool]
) -> None:
    line = drawings.timeline(phases(), now, LABELS)
    assert " ".join(step.state for step in line.steps) == states
    assert [step.is_folded for step in line.steps] == folded


def test_a_line_that_is_over_still_shows_its_last_step() -> None:
    line = drawings.timeline(phases()[:2], on(12), LABELS)
    assert [(step.state, step.is_folded) for step in line.steps] == [
        ("done", True),
        ("done", False),
    ]


def test_a_line_without_phases_is_empty() -> None:
    assert drawings.timeline([], on(1), LABELS) == drawings.Timeline(())


def test_a_phase_without_dates_comes_later() -> None:
    line = drawings.timeline([Phase("vote", None, None)], on(1), LABELS)
    assert [step.state for step in line.steps] == ["next"]


def test_a_fund_is_divided_and_the_rest_stays() -> None:
    bar = drawings.fund_bar(
        400_000, [("by the vote", 270_000), ("nothing", 0), ("by the committee", 30_000, "accent")]
    )
    assert [(part.label, part.share, part.kind) for part in bar.segments] == [
        ("by the vote", 67.5, "leaf"),
        ("by the committee", 7.5, "accent"),
    ]
    assert (bar.taken, bar.rest, bar.over) == (300_000, 100_000, 0)


def test_a_fund_overspent_shows_how_far_it_reached() -> None:
    bar = drawings.fund_bar(300, [("given", 300), ("wished", 100, "sun")])
    assert [part.share for part in bar.segments] == [75.0, 25.0]
    assert (bar.rest, bar.over, bar.limit) == (0, 100, 75.0)


def test_an_empty_fund_draws_nothing() -> None:
    bar = drawings.fund_bar(0, [])
    assert (bar.segments, bar.rest, bar.over, bar.limit) == ((), 0, 0, 0.0)


@pytest.mark.parametrize(
    ("votes", "most", "share"),
    [(209, 209, 100.0), (36, 144, 25.0), (1, 3, 33.33), (0, 9, 0.0), (0, 0, 0.0)],
)
def test_votes_are_measured_against_the_most(votes: int, most: int, share: float) -> None:
    assert drawings.vote_bar(votes, most).share == share


def test_purses_pay_and_keep_what_is_left() -> None:
    bar = drawings.purse_bar([("12 voters", 60), ("3 voters", 15)], 25, 100)
    assert [part.share for part in bar.segments] == [60.0, 15.0]
    assert bar.rest == 25
