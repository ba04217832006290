"""The count of a sealed round from its frozen rules and its ballots."""

from dataclasses import replace

from neighbourhood.counting.documents import Advice, SealedVote, cast_ballots
from neighbourhood.counting.rules import advice_of
from neighbourhood.rounds.documents import CountTerms, FrozenFund
from tests import builders


def test_the_advice_of_the_vote() -> None:
    # Votes: 1 has 5, 2 has 4, 3 has 3, 4 none. Fund 100: 1 (60) fits, 2 (50) does not, 3 (40) does;
    # 5 was withdrawn.
    costs = {1: 60, 2: 50, 3: 40, 4: 10, 5: 1}
    frozen = replace(
        builders.frozen_rules(),
        fund=FrozenFund(100, "EUR"),
        rule=CountTerms("greedy@1", {"minimum_votes": 1}, "The lower cost."),
        projects=tuple(
            builders.frozen_project(number, cost=cost) for number, cost in costs.items()
        ),
    )
    ballots = cast_ballots([("1,2", 4), ("1,3", 1), ("3", 2), ("5", 9), ("", 3)])
    assert advice_of(SealedVote("", frozen, ballots, withdrawn=("5",))) == {
        "1": Advice(5, 1, True),
        "3": Advice(3, 2, True),
        "5": Advice(9, 3, False),
        "2": Advice(4, 4, False),
        "4": Advice(0, 5, False),
    }
