"""Equal shares and Phragmén on elections small enough to count by hand."""

from fractions import Fraction

import pytest

from neighbourhood.tally import Ballot, Outcome, Parameters, Project, count, explain


def elections(costs: dict[str, int], *approvals: str) -> tuple[list[Project], list[Ballot]]:
    projects = [Project(project, cost) for project, cost in costs.items()]
    return projects, [
        Ballot(tuple((project, 1) for project in sorted(ballot))) for ballot in approvals
    ]


def shares(
    projects: list[Project], ballots: list[Ballot], fund: int, **parameters: object
) -> Outcome:
    return count(projects, ballots, fund, Parameters(rule="equal-shares@1", **parameters))


def test_supporters_pay_equally_and_the_poor_all_they_have() -> None:
    # Ten each. The bench costs its four supporters 6; the swing then has 4 + 4 + 10 = 18 behind it.
    projects, ballots = elections({"bench": 24, "swing": 18}, "b", "b", "bs", "bs", "s")
    ballots = [
        Ballot(tuple(({"b": "bench", "s": "swing"}[name], 1) for name, _ in each.choices))
        for each in ballots
    ]
    outcome = shares(projects, ballots, 50)
    assert outcome.selected == ("bench", "swing")
    swing = outcome.projects["swing"].values
    assert (swing["payment"], swing["paid_in_full"], swing["paid_less"]) == (10, 1, 2)
    assert outcome.projects["bench"].values["effective_votes"] == 4


@pytest.mark.parametrize(
    ("utility", "selected"), [("cost", {"p0", "p2"}), ("cardinality", {"p0", "p1", "p3"})]
)
def test_utilities_differ(utility: str, selected: set[str]) -> None:
    projects = [Project("p0", 100), Project("p1", 90), Project("p2", 200), Project("p3", 109)]
    approvals = [("p0",), ("p1", "p2", "p3"), ("p1", "p2", "p3"), ("p2",)]
    ballots = [Ballot(tuple((project, 1) for project in each)) for each in approvals]
    assert set(shares(projects, ballots, 400, utility=utility).selected) == selected


def test_points_share_the_price_in_proportion() -> None:
    outcome = shares(
        [Project("a", 40)], [Ballot((("a", 3),)), Ballot((("a", 1),))], 60, utility="points"
    )
    assert outcome.selected == ("a",)
    values = outcome.projects["a"].values
    assert values["payment"] == 30
    assert values["paid_in_full"] == 2


def test_add1_ends_when_every_supported_project_is_in() -> None:
    projects, ballots = elections({"a": 10, "b": 5000}, "a", "a")
    outcome = shares(projects, ballots, 1000, completion="add1")
    assert outcome.selected == ("a",)
    assert outcome.steps[0].values["stopped"] == "all_selected"
    assert outcome.projects["b"].reason == "no_votes"


def test_add1_leaps_over_a_million_steps() -> None:
    projects, ballots = elections({"a": 10, "b": 999_990}, *["a"] * 19, "b")
    outcome = shares(projects, ballots, 1_000_000, completion="add1")
    assert outcome.selected == ("a", "b")
    assert outcome.steps[0].values["endowment"] == 999_990
    assert outcome.steps[0].values["increments"] == 949_990


def test_add1_leaps_over_a_million_ties() -> None:
    # In millions: from 13 on, c takes 6 from the voter of all three, a and b tie for what that
    # leaves him, and a gets it. The
    # two others of b have 15 each only at the end.
    projects, ballots = elections(
        {"a": 30_000_000, "b": 30_000_000, "c": 60_000_000}, *["c"] * 9, "abc", "a", "a", "b", "b"
    )
    outcome = shares(projects, ballots, 14 * 13_000_000, completion="add1")
    assert outcome.selected == ("c", "a", "b")
    assert (outcome.steps[0].values["endowment"], outcome.steps[0].values["increments"]) == (
        15_000_000,
        2_000_000,
    )


def test_add1_keeps_the_last_outcome_within_the_fund() -> None:
    # Three voters hold 3 each at first. At 4 the pair pays for b; at 5 the third voter could pay
    # for c: 8 + 5 > 10.
    projects, ballots = elections({"b": 8, "c": 5}, "b", "b", "c")
    outcome = shares(projects, ballots, 10, completion="add1")
    assert outcome.selected == ("b",)
    endowment = outcome.steps[0].values
    assert (endowment["first_endowment"], endowment["endowment"], endowment["next_spent"]) == (
        3,
        4,
        13,
    )
    assert outcome.projects["c"].reason == "next_step_overspends"
    assert outcome.projects["c"].values["missing"] == 1


def test_exhaustive_add1_ends_when_nothing_fits() -> None:
    projects, ballots = elections({"b": 8, "c": 5}, "b", "b", "c")
    outcome = shares(projects, ballots, 10, completion="add1-exhaustive")
    assert outcome.selected == ("b",)
    assert outcome.steps[0].values["stopped"] == "nothing_fits"


def test_the_start_is_exact_where_asked_or_where_rounding_leaves_nothing() -> None:
    projects, ballots = elections({"b": 8, "c": 5}, "b", "b", "c")
    exact = shares(projects, ballots, 10, completion="add1", start="exact")
    assert exact.steps[0].values["first_endowment"] == Fraction(10, 3)
    tiny = shares([Project("b", 1), Project("c", 2)], ballots, 2, completion="add1")
    assert tiny.steps[0].values["first_endowment"] == Fraction(2, 3)


def test_losers_know_where_the_money_went() -> None:
    projects, ballots = elections({"a": 24, "d": 40}, "ad", "ad", "a")
    outcome = shares(projects, ballots, 60)
    # Twenty each: a has three to pay 8 each, which leaves 24 with the two who also want d.
    assert outcome.selected == ("a",)
    explained = explain(outcome)["d"]
    assert explained.code == "supporters_spent_elsewhere"
    values = explained.values
    assert (values["had"], values["paid"], values["left"], values["missing"]) == (
        40,
        {"a": 16},
        24,
        16,
    )


def test_supporters_too_poor_from_the_start() -> None:
    projects, ballots = elections({"a": 24, "b": 30}, "a", "a", "b")
    outcome = shares(projects, ballots, 60)
    values = outcome.projects["b"].values
    assert outcome.projects["b"].reason == "supporters_too_poor"
    assert (values["had"], values["missing"], values["needed_votes"]) == (20, 10, 2)


def test_the_greedy_completion_adds_what_fits() -> None:
    projects, ballots = elections({"a": 24, "b": 30, "c": 50}, "a", "a", "b", "c")
    outcome = shares(projects, ballots, 60, completion="greedy")
    assert outcome.selected == ("a", "b")
    assert outcome.projects["b"].values["stage"] == "completion"
    assert outcome.projects["c"].reason == "does_not_fit"


@pytest.mark.parametrize(
    "rule", ["greedy@1", "equal-shares@1", "equal-shares-comparison@1", "phragmen@1"]
)
def test_no_ballots_select_nothing(rule: str) -> None:
    outcome = count([Project("a", 1)], [], 10, Parameters(rule=rule))
    assert (outcome.selected, outcome.voters, outcome.projects["a"].reason) == ((), 0, "no_votes")


@pytest.mark.parametrize("rule", ["greedy@1", "equal-shares@1", "phragmen@1"])
def test_a_project_that_costs_nothing_wins_with_one_vote(rule: str) -> None:
    outcome = count(
        [Project("a", 0), Project("b", 10)],
        [Ballot((("a", 1),)), Ballot((("b", 1),))],
        20,
        Parameters(rule=rule),
    )
    assert set(outcome.selected) == {"a", "b"}


def test_phragmen_buys_as_soon_as_the_money_is_there() -> None:
    # a at 8/2 = 4. Then b: its two voters earned from 4 and 0, (9 + 4) / 2 = 13/2; c alone at 7,
    # and 8 + 9 + 7 > 20.
    projects, ballots = elections({"a": 8, "b": 9, "c": 7}, "a", "ab", "b", "c")
    outcome = count(projects, ballots, 20, Parameters(rule="phragmen@1"))
    assert outcome.selected == ("a", "b")
    assert outcome.projects["b"].values["time"] == Fraction(13, 2)
    assert outcome.projects["c"].reason == "next_step_overspends"
    assert outcome.projects["c"].values["missing"] == 4


def test_the_comparison_turns_to_greedy_where_more_voters_prefer_it() -> None:
    # Equal shares gives each of two camps its cheap project; nine of ten voters prefer the one dear
    # project.
    projects, ballots = elections({"d": 100, "e": 10}, *["d"] * 9, "e")
    outcome = count(projects, ballots, 100, Parameters(rule="equal-shares-comparison@1"))
    assert outcome.selected == ("d",)
    comparison = next(step for step in outcome.steps if step.kind == "comparison").values
    assert (
        comparison["prefer_greedy"],
        comparison["prefer_equal_shares"],
        comparison["chosen"],
    ) == (9, 1, "greedy")
