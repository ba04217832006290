"""What must hold for every election, tried on many made at random."""

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from neighbourhood.tally import (
    RULES,
    Ballot,
    Outcome,
    Parameters,
    Project,
    count,
    explain,
    satisfaction,
)
from neighbourhood.tally.figures import Figures
from neighbourhood.tally.reasons import REASONS, VALUES

IDS = ("a", "b", "c", "d", "e", "f")
RULE_NAMES = sorted(RULES)
projects = st.lists(st.integers(0, 60), min_size=1, max_size=6).map(
    lambda costs: [Project(project, cost) for project, cost in zip(IDS, costs, strict=False)]
)


@st.composite
def elections(draw: st.DrawFn) -> tuple[list[Project], list[Ballot], int]:
    chosen = draw(projects)
    ids = [project.id for project in chosen]
    entry = st.dictionaries(
        st.sampled_from(ids), st.integers(1, 3) if draw(st.booleans()) else st.just(1)
    )
    ballots = draw(
        st.lists(
            st.builds(lambda d, w: Ballot(tuple(d.items()), w), entry, st.integers(1, 3)),
            max_size=8,
        )
    )
    return chosen, ballots, draw(st.integers(0, 120))


def completions(rule: str) -> tuple[str, ...]:
    return RULES[rule].completions


@pytest.mark.parametrize("rule", RULE_NAMES)
@settings(max_examples=60, deadline=None)
@given(election=elections(), data=st.data())
def test_any_count_keeps_the_promises(rule: str, election: tuple, data: st.DataObject) -> None:
    chosen, ballots, fund = election
    parameters = Parameters(
        rule=rule,
        completion=data.draw(st.sampled_from(completions(rule))),
        utility=data.draw(st.sampled_from((None, "cardinality", "points"))),
        tie_seed=data.draw(st.sampled_from((None, "seed"))),
    )
    outcome = count(chosen, ballots, fund, parameters)
    check_sums(outcome)
    check_reasons(outcome)
    shuffled = count(
        data.draw(st.permutations(chosen)), data.draw(st.permutations(ballots)), fund, parameters
    )
    assert shuffled == outcome
    split = [Ballot(ballot.choices) for ballot in ballots for _ in range(ballot.weight)]
    assert count(chosen, split, fund, parameters) == outcome
    assert sum(satisfaction(outcome, ballots).values()) == outcome.voters


def check_sums(outcome: Outcome) -> None:
    assert (
        outcome.spent
        == sum(outcome.projects[project].cost for project in outcome.selected)
        <= outcome.fund
    )
    final = outcome.steps
    switch = [number for number, step in enumerate(final) if step.kind == "comparison"]
    if switch and final[switch[0]].values["chosen"] == "greedy":
        final = final[switch[0] :]
    assert [step.project for step in final if step.kind == "selected"] == list(outcome.selected)
    orders = [outcome.projects[project].order for project in outcome.selected]
    assert orders == list(range(1, len(orders) + 1))


def check_reasons(outcome: Outcome) -> None:
    for project, explanation in explain(outcome).items():
        reason = REASONS[explanation.code]
        assert reason.is_selected is (project in outcome.selected)
        always, _, sometimes = reason.values.partition("|")
        given_values = set(explanation.values) - {"votes", "points", "cost"}
        assert set(always.split()) <= set(explanation.values)
        if "stage" not in explanation.values:
            assert given_values <= set(always.split()) | set(sometimes.split())
        assert given_values <= set(VALUES)


@settings(max_examples=150, deadline=None)
@given(
    election=elections(), utility=st.sampled_from(("cost", "cardinality", "points", "points-cost"))
)
def test_equal_shares_keeps_every_purse(election: tuple, utility: str) -> None:
    chosen, ballots, fund = election
    outcome = count(chosen, ballots, fund, Parameters(rule="equal-shares@1", utility=utility))
    if not outcome.voters:
        return
    selected, purses = shares_by_hand(chosen, ballots, Fraction(fund, outcome.voters), utility)
    assert list(outcome.selected) == selected
    assert all(money >= 0 for money, _ in purses)
    assert sum(money * weight for money, weight in purses) + outcome.spent == fund
    for project, result in outcome.projects.items():
        if result.reason.startswith("supporters"):
            behind = [
                money * weight
                for (money, weight), ballot in zip(purses, ballots, strict=True)
                if project in dict(ballot.choices)
            ]
            assert result.values["left"] == sum(behind) < result.cost


def shares_by_hand(
    chosen: list[Project], ballots: list[Ballot], endowment: Fraction, utility: str
) -> tuple[list[str], list[tuple[Fraction, int]]]:
    """Equal shares as its definition reads, one fraction per ballot: slow and plain."""
    money = [endowment] * len(ballots)
    open_ones, selected = {project.id: project.cost for project in chosen}, []
    votes = {
        each: sum(dict(ballot.choices).get(each, 0) * ballot.weight for ballot in ballots)
        for each in open_ones
    }
    heads = {
        each: sum(ballot.weight for ballot in ballots if each in dict(ballot.choices))
        for each in open_ones
    }
    total = endowment * sum(ballot.weight for ballot in ballots)
    while True:
        offers = []
        for each, cost in open_ones.items():
            rate = rate_by_hand(each, cost, money, ballots, utility)
            if rate is not None and cost <= total:
                offers.append((rate, cost, -votes[each], -heads[each], each))
        if not offers:
            return selected, [
                (left, ballot.weight) for left, ballot in zip(money, ballots, strict=True)
            ]
        rate, cost, _, _, winner = min(offers)
        for place, ballot in enumerate(ballots):
            if winner in dict(ballot.choices):
                money[place] -= min(money[place], rate * worth(ballot, winner, cost, utility))
        del open_ones[winner]
        selected.append(winner)


def worth(ballot: Ballot, project: str, cost: int, utility: str) -> int:
    points = 1 if utility in ("cost", "cardinality") else dict(ballot.choices)[project]
    return points * (max(cost, 1) if utility in ("cost", "points-cost") else 1)


def rate_by_hand(
    project: str, cost: int, money: list[Fraction], ballots: list[Ballot], utility: str
) -> Fraction | None:
    supporters = sorted(
        (
            money[place] / worth(ballot, project, cost, utility),
            ballot.weight * worth(ballot, project, cost, utility),
        )
        for place, ballot in enumerate(ballots)
        if project in dict(ballot.choices)
    )
    need, rest = Fraction(cost), sum(weight for _, weight in supporters)
    for able, weight in supporters:
        if need <= able * rest:
            return need / rest
        need -= able * weight
        rest -= weight
    return None


@settings(max_examples=60, deadline=None)
@given(election=elections(), completion=st.sampled_from(("add1", "add1-exhaustive")))
def test_leaps_of_add1_lose_no_step(election: tuple, completion: str) -> None:
    chosen, ballots, fund = election
    parameters = Parameters(rule="equal-shares@1", completion=completion, utility="points")
    outcome = count(chosen, ballots, fund, parameters)
    if not outcome.steps:
        return
    endowment = outcome.steps[0].values["first_endowment"]
    selected = climb_by_hand(
        chosen, ballots, fund, endowment, is_exhaustive=completion == "add1-exhaustive"
    )
    assert list(outcome.selected) == selected


def climb_by_hand(
    chosen: list[Project],
    ballots: list[Ballot],
    fund: int,
    endowment: Fraction,
    *,
    is_exhaustive: bool,
) -> list[str]:
    supported = {project for ballot in ballots for project, _ in ballot.choices}
    candidates = [project for project in chosen if project.cost <= fund and project.id in supported]
    costs = {project.id: project.cost for project in candidates}
    selected, _ = shares_by_hand(candidates, ballots, endowment, "points")
    while len(selected) < len(candidates):
        left = fund - sum(costs[each] for each in selected)
        if is_exhaustive and all(costs[each] > left for each in set(costs) - set(selected)):
            break
        endowment += 1
        following, _ = shares_by_hand(candidates, ballots, endowment, "points")
        if sum(costs[each] for each in following) > fund:
            break
        selected = following
    return selected


@settings(max_examples=100, deadline=None)
@given(election=elections(), data=st.data())
def test_one_more_vote_never_harms_a_greedy_winner(election: tuple, data: st.DataObject) -> None:
    chosen, ballots, fund = election
    for rule in ("greedy@1", "greedy-no-skip@1", "greedy-per-cost@1"):
        outcome = count(chosen, ballots, fund, Parameters(rule=rule))
        for winner in (
            outcome.selected[:1]
            if not outcome.selected
            else [data.draw(st.sampled_from(outcome.selected))]
        ):
            more = [*ballots, Ballot(((winner, 1),))]
            assert winner in count(chosen, more, fund, Parameters(rule=rule)).selected


@settings(max_examples=100, deadline=None)
@given(election=elections())
def test_the_needed_score_is_exact(election: tuple) -> None:
    chosen, ballots, fund = election
    for project, explanation in explain(count(chosen, ballots, fund, Parameters())).items():
        needed = explanation.values.get("needed_score")
        if needed is None:
            continue
        enough = [*ballots, *[Ballot(((project, 1),))] * needed]
        assert project in count(chosen, enough, fund, Parameters()).selected
        if all(points == 1 for ballot in ballots for _, points in ballot.choices):
            assert (
                needed < 2 or project not in count(chosen, enough[:-1], fund, Parameters()).selected
            )


def with_cost(chosen: list[Project], project: str, cost: int) -> list[Project]:
    return [replace(each, cost=cost) if each.id == project else each for each in chosen]


@pytest.mark.parametrize("rule", ["greedy@1", "greedy-no-skip@1", "greedy-per-cost@1"])
@settings(max_examples=150, deadline=None)
@given(election=elections(), utility=st.sampled_from((None, "cardinality")))
def test_what_the_fund_and_the_cost_lacked_is_exact(
    rule: str, election: tuple, utility: str | None
) -> None:
    chosen, ballots, fund = election
    how = Parameters(rule=rule, utility=utility)
    for project, explanation in explain(count(chosen, ballots, fund, how)).items():
        if more := explanation.values.get("needed_fund"):
            assert project in count(chosen, ballots, fund + more, how).selected
            assert all(
                project not in count(chosen, ballots, fund + less, how).selected
                for less in range(more)
            )
        if enough := explanation.values.get("enough_cost"):
            assert project in count(with_cost(chosen, project, enough), ballots, fund, how).selected
            assert (
                project
                not in count(with_cost(chosen, project, enough + 1), ballots, fund, how).selected
            )


@pytest.mark.parametrize("completion", ["none", "greedy"])
@settings(max_examples=150, deadline=None)
@given(election=elections(), utility=st.sampled_from((None, "cardinality", "points")))
def test_a_cost_told_as_enough_is_enough_under_equal_shares(
    completion: str, election: tuple, utility: str | None
) -> None:
    chosen, ballots, fund = election
    how = Parameters(rule="equal-shares@1", completion=completion, utility=utility)
    for project, explanation in explain(count(chosen, ballots, fund, how)).items():
        if enough := explanation.values.get("enough_cost"):
            for cost in {1, (enough + 1) // 2, enough}:
                assert (
                    project in count(with_cost(chosen, project, cost), ballots, fund, how).selected
                )


@settings(max_examples=100, deadline=None)
@given(election=elections())
def test_nothing_is_told_as_enough_where_it_is_not_certain(election: tuple) -> None:
    chosen, ballots, fund = election
    told = {"needed_fund", "enough_cost", "needed_score", "level_with", "still_fitted"}
    limits = Parameters(
        exclusive=((chosen[0].id, chosen[-1].id),), category_limits=(("park", fund),)
    )
    for how in (
        limits,
        Parameters(rule="equal-shares@1", completion="add1"),
        Parameters(rule="phragmen@1"),
    ):
        assert not any(
            told & set(each.values) for each in explain(count(chosen, ballots, fund, how)).values()
        )


OF_THE_WHOLE_COUNT = {
    "first_endowment",
    "increments",
    "stopped",
    "utility",
    "prefer_equal_shares",
    "prefer_greedy",
    "indifferent",
    "chosen",
    "greedy_selected",
    "equal_shares_selected",
}


def test_every_figure_of_a_project_has_its_meaning() -> None:
    of_projects = set(Figures.__annotations__) - OF_THE_WHOLE_COUNT - {"votes", "points"}
    assert of_projects == set(VALUES)


def test_a_project_that_ends_a_count_may_have_won_a_tie_before() -> None:
    # After d nothing is left; e and f are ready at the same time, and e is the one that ends it.
    chosen = [Project(project, 1) for project in "def"]
    ballots = [Ballot((("d", 3), ("e", 2), ("f", 2)))]
    outcome = count(chosen, ballots, 1, Parameters(rule="phragmen@1"))
    assert outcome.projects["e"].values["tied_with"] == ["f"]
    check_reasons(outcome)
