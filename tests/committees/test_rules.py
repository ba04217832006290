"""Who votes, and what a decision must say, without an app."""

from dataclasses import dataclass

import pytest

from neighbourhood.committees import rules
from neighbourhood.refusals import Invalid, NotNow


@dataclass(frozen=True)
class ASeat:
    id: int
    number: int
    is_substitute: bool = False


MEMBERS = [ASeat(11, 1), ASeat(12, 2), ASeat(13, 3)]
SUBSTITUTES = [ASeat(15, 5, True), ASeat(14, 4, True)]


@pytest.mark.parametrize(
    ("present", "recused", "voting"),
    [
        (MEMBERS, (), [1, 2, 3]),
        (MEMBERS + SUBSTITUTES, (), [1, 2, 3]),  # everybody is here: the substitutes listen
        (MEMBERS + SUBSTITUTES, (12,), [1, 3, 4]),  # one is recused: the first substitute votes
        (MEMBERS[:1] + SUBSTITUTES, (), [1, 4, 5]),  # two are absent
        (MEMBERS[:1] + SUBSTITUTES, (14,), [1, 5]),  # the first substitute has an interest as well
        (MEMBERS, (11, 12, 13), []),
    ],
)
def test_who_votes(present: list[ASeat], recused: tuple[int, ...], voting: list[int]) -> None:
    assert [seat.number for seat in rules.voting_seats(3, present, recused)] == voting


def motion(
    amount: int = 100, votes: tuple[int, int, int] = (2, 1, 0), reason: str = "Needed."
) -> rules.Motion:
    return rules.Motion(amount, reason, *votes, "en")


@pytest.mark.parametrize(
    ("votes", "voting", "quorum", "code"),
    [
        ((2, 0, 0), 2, 3, "quorum_missing"),
        ((2, 1, 0), 4, 3, "votes_do_not_add_up"),
        ((3, 1, 1), 4, 3, "votes_do_not_add_up"),
        ((5, -1, 0), 4, 3, "votes_do_not_add_up"),
        ((0, 0, 0), 0, 1, "quorum_missing"),
    ],
)
def test_votes_that_do_not_hold(
    votes: tuple[int, int, int], voting: int, quorum: int, code: str
) -> None:
    with pytest.raises((Invalid, NotNow), match=code):
        rules.require_votes(motion(votes=votes), voting, quorum)


def test_abstentions_count_for_the_quorum_and_not_for_the_majority() -> None:
    shy = motion(votes=(1, 0, 3))
    rules.require_votes(shy, 4, 4)
    rules.require_motion(shy, 100)
    assert shy.is_passed


@pytest.mark.parametrize(
    ("given", "code", "field"),
    [
        (motion(amount=-1), "money_negative", "amount"),
        (motion(amount=101), "amount_over_cost", "amount"),
        (motion(reason=" "), "reason_missing", "reason"),
        (motion(reason="x" * 2001), "text_too_long", "reason"),
        (motion(votes=(1, 1, 1)), "majority_missing", "votes_for"),
        (motion(votes=(0, 0, 3)), "majority_missing", "votes_for"),
    ],
)
def test_motions_that_do_not_hold(given: rules.Motion, code: str, field: str) -> None:
    with pytest.raises(Invalid) as refused:
        rules.require_motion(given, 100)
    assert (refused.value.code, refused.value.field) == (code, field)


def test_nothing_may_be_given_without_a_majority() -> None:
    rules.require_motion(motion(amount=0, votes=(0, 3, 0)), 100)
