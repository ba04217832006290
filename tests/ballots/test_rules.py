"""When a ballot may be cast, and a vote opened or sealed."""

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from neighbourhood.ballots import rules
from neighbourhood.ballots.rules import Readiness
from neighbourhood.refusals import NotNow
from neighbourhood.rounds.rules import Dates

START = datetime(2026, 11, 1, tzinfo=UTC)
END = datetime(2026, 11, 20, tzinfo=UTC)
VOTE = [Dates("vote", START, END)]
TICK = timedelta(microseconds=1)


@pytest.mark.parametrize(
    ("now", "code"),
    [
        (START - TICK, "vote_not_yet"),
        (START, None),
        (END - TICK, None),
        (END, "vote_over"),
        (END + TICK, "vote_over"),
    ],
)
def test_the_end_is_exclusive(now: datetime, code: str | None) -> None:
    assert refusal(lambda: rules.require_casting(voted_on(), now)) == code


@pytest.mark.parametrize(
    ("state", "code"),
    [
        ({"opened_at": None}, "vote_not_opened"),
        ({"sealed_at": START}, "vote_sealed"),
        ({"alarm": "ballots_do_not_match"}, "vote_stopped"),
        ({"alarm": "key_missing"}, None),
        ({"ended_as": "cancelled", "end_reason": "Flood."}, "round_cancelled"),
    ],
)
def test_a_vote_must_be_open_and_undisturbed(state: dict[str, object], code: str | None) -> None:
    assert refusal(lambda: rules.require_casting(voted_on(**state), START)) == code


def voted_on(**state: object) -> Any:
    """Return a round whose vote is open, changed by `state`."""
    sound = {"opened_at": START, "sealed_at": None, "alarm": "", "ended_as": None}
    return SimpleNamespace(phases=VOTE, **{"end_reason": ""} | sound | state)


def refusal(act: object) -> str | None:
    try:
        act()  # type: ignore[operator]
    except NotNow as refused:
        return refused.code
    return None


def ready(**values: object) -> Readiness:
    phases = [Dates("review", START - timedelta(days=9), START - timedelta(days=1)), *VOTE]
    sound: dict[str, object] = {
        "phases": phases,
        "is_opened": False,
        "key_holders": (1, 2),
        "references": ["p1"],
        "has_age_window": False,
    }
    return Readiness(**sound | values)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({}, None),
        ({"phases": []}, "vote_never"),
        ({"is_opened": True}, "vote_opened_before"),
        ({"key_holders": ()}, "no_key_holders"),
        ({"key_holders": (1,)}, "no_key_holders"),
        ({"key_holders": (1, 1)}, "no_key_holders"),
        ({"references": []}, "no_project_on_ballot"),
        ({"has_age_window": True}, "no_voting_age_known"),
        ({"references": ["a,b"]}, "reference_with_comma"),
        (
            {"phases": [Dates("review", START - timedelta(days=9), START + TICK), *VOTE]},
            "review_not_over",
        ),
    ],
)
def test_what_is_missing_before_a_vote_opens(values: dict[str, object], code: str | None) -> None:
    assert rules.missing_to_open(ready(**values), START) == code


def test_a_vote_opens_before_its_start_but_not_after_its_end() -> None:
    assert rules.missing_to_open(ready(), START - timedelta(hours=1)) is None
    assert rules.missing_to_open(ready(), END) == "vote_end_has_come"


@pytest.mark.parametrize(
    ("ends", "frozen", "now", "code"),
    [
        (END, END, END - TICK, "vote_still_open"),
        (END, END, END, None),
        (END - timedelta(days=3), END, END - TICK, "vote_still_open"),
        (END + timedelta(days=3), END, END, "vote_still_open"),
    ],
)
def test_nobody_seals_before_the_frozen_or_the_moved_end(
    ends: datetime, frozen: datetime, now: datetime, code: str | None
) -> None:
    vote = Dates("vote", START, ends)
    assert (
        refusal(lambda: rules.require_sealable(vote, now, closes_at=frozen, opened_at=START))
        == code
    )
