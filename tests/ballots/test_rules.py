"""What a ballot may hold, and when."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from neighbourhood.ballots import rules
from neighbourhood.ballots.rules import BallotRules, FilledBallot, Readiness
from neighbourhood.refusals import Invalid, NotNow
from neighbourhood.rounds.documents import BallotTerms
from neighbourhood.rounds.rules import Dates
from tests.builders import frozen_project, frozen_rules

START = datetime(2026, 11, 1, tzinfo=UTC)
END = datetime(2026, 11, 20, tzinfo=UTC)
VOTE = [Dates("vote", START, END)]
TICK = timedelta(microseconds=1)
FIVE = BallotRules(1, 3, {1: "p1", 2: "p2", 3: "p3", 10: "p10", 11: "p11"})


def ballot(*numbers: int, is_blank: bool = False) -> FilledBallot:
    return FilledBallot(frozenset(numbers), 0, "s" * 20, is_blank)


@pytest.mark.parametrize(
    ("numbers", "kept"),
    [((1,), "p1"), ((3, 1), "p1,p3"), ((2, 10, 11), "p10,p11,p2"), ((2, 2), "p2")],
)
def test_choices_are_references_sorted_each_once(numbers: tuple[int, ...], kept: str) -> None:
    assert rules.checked_choices(ballot(*numbers), FIVE) == kept


def test_a_blank_ballot_is_valid_whatever_the_least() -> None:
    assert rules.checked_choices(ballot(is_blank=True), BallotRules(3, None, FIVE.references)) == ""


@pytest.mark.parametrize(
    ("filled", "code"),
    [
        (ballot(), "nothing_chosen"),
        (ballot(1, is_blank=True), "blank_and_chosen"),
        (ballot(1, 2, 3, 10), "too_many_choices"),
        (ballot(4), "not_on_this_ballot"),
        (ballot(1, -1), "not_on_this_ballot"),
        (ballot(1, 2, 3, 4, 5), "not_on_this_ballot"),
    ],
)
def test_bad_choices_are_refused(filled: FilledBallot, code: str) -> None:
    with pytest.raises(Invalid, match=code):
        rules.checked_choices(filled, FIVE)


def test_too_few_choices_are_refused_where_the_rules_name_a_least() -> None:
    with pytest.raises(Invalid) as refused:
        rules.checked_choices(ballot(1, 2), BallotRules(3, 5, FIVE.references))
    assert refused.value.values == {"least": 3, "chosen": 2}


def test_the_limits_never_ask_for_more_projects_than_there_are() -> None:
    few = BallotRules(3, None, {1: "p1", 2: "p2"})
    assert (few.least, few.most) == (2, 2)
    assert rules.checked_choices(ballot(1, 2), few) == "p1,p2"


def test_the_rules_are_read_from_the_frozen_document() -> None:
    frozen = replace(
        frozen_rules(),
        ballot=BallotTerms("approval", {"least_choices": 2, "most_choices": None}),
        projects=(frozen_project(7, reference="x7"),),
    )
    assert rules.ballot_rules(frozen) == BallotRules(2, None, {7: "x7"})


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
    assert (
        refusal(lambda: rules.require_casting(VOTE, now, opened_at=START, sealed_at=None, alarm=""))
        == code
    )


@pytest.mark.parametrize(
    ("state", "code"),
    [
        ({"opened_at": None}, "vote_not_opened"),
        ({"sealed_at": START}, "vote_sealed"),
        ({"alarm": "ballots_do_not_match"}, "vote_stopped"),
        ({"alarm": "key_missing"}, None),
    ],
)
def test_a_vote_must_be_open_and_undisturbed(state: dict[str, object], code: str | None) -> None:
    sound: dict[str, object] = {"opened_at": START, "sealed_at": None, "alarm": ""}
    assert refusal(lambda: rules.require_casting(VOTE, START, **sound | state)) == code  # type: ignore[arg-type]


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
