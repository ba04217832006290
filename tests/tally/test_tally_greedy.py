"""The greedy rules on elections small enough to count by hand."""

import pytest

from neighbourhood.tally import Ballot, Outcome, Parameters, Project, TallyError, count, explain

PROJECTS = [
    Project("bench", 300),
    Project("court", 700),
    Project("dock", 400),
    Project("elm", 100),
    Project("fox", 50),
]
VOTES = {"bench": 5, "court": 4, "dock": 3, "elm": 2}


def approvals(**votes: int) -> list[Ballot]:
    return [Ballot(((project, 1),), weight) for project, weight in votes.items()]


def tallied(
    fund: int = 900, projects: list[Project] | None = None, **parameters: object
) -> Outcome:
    return count(projects or PROJECTS, approvals(**VOTES), fund, Parameters(**parameters))


def reasons(outcome: Outcome) -> dict[str, str]:
    return {project: each.reason for project, each in outcome.projects.items()}


def test_greedy_passes_by_what_does_not_fit() -> None:
    outcome = tallied()
    assert outcome.selected == ("bench", "dock", "elm")
    assert (outcome.spent, outcome.fund, outcome.voters) == (800, 900, 14)
    assert reasons(outcome)["court"] == "does_not_fit"
    assert reasons(outcome)["fox"] == "no_votes"
    assert dict(outcome.projects["court"].values) == {"fund_left": 600, "cost": 700, "missing": 100}


def test_greedy_no_skip_stops_at_what_does_not_fit() -> None:
    outcome = tallied(rule="greedy-no-skip@1")
    assert outcome.selected == ("bench",)
    assert outcome.projects["dock"].values == {"before": "court"}
    assert reasons(outcome)["elm"] == "stopped_before"


def test_a_withdrawn_project_does_not_stop_the_count() -> None:
    projects = [Project("court", 999_999_999) if each.id == "court" else each for each in PROJECTS]
    outcome = tallied(rule="greedy-no-skip@1", projects=projects)
    assert outcome.selected == ("bench", "dock", "elm")
    assert reasons(outcome)["court"] == "withdrawn"


def test_what_another_list_has_funded_leaves_its_money_to_the_others() -> None:
    outcome = tallied(rule="greedy-no-skip@1", already_funded=("court",))
    assert outcome.selected == ("bench", "dock", "elm")
    assert reasons(outcome)["court"] == "already_funded"
    assert outcome.to_json()["parameters"]["already_funded"] == ["court"]


def test_a_count_that_leaves_nothing_to_other_lists_says_nothing_of_it() -> None:
    assert "already_funded" not in tallied().to_json()["parameters"]


def test_what_is_paid_beforehand_cannot_be_funded_already() -> None:
    with pytest.raises(TallyError) as error:
        tallied(prefunded=("bench",), already_funded=("bench",))
    assert error.value.code == "prefunded_and_barred"


def test_the_mark_of_withdrawal_is_in_whole_units() -> None:
    projects = [
        Project("court", 99_999_999_900) if each.id == "court" else each for each in PROJECTS
    ]
    assert reasons(tallied(projects=projects, unit=100))["court"] == "withdrawn"
    assert reasons(tallied(projects=projects, unit=1))["court"] == "does_not_fit"


def test_greedy_per_cost_takes_the_most_votes_per_unit_first() -> None:
    assert tallied(rule="greedy-per-cost@1").selected == ("elm", "bench", "dock")


def test_below_the_minimum_of_votes_nothing_wins() -> None:
    outcome = tallied(minimum_votes=4, fund=2000)
    assert outcome.selected == ("bench", "court")
    assert dict(outcome.projects["dock"].values) == {"minimum_votes": 4, "missing": 1}


def test_one_of_an_exclusive_group_wins() -> None:
    outcome = tallied(exclusive=(("bench", "dock"),))
    assert outcome.selected == ("bench", "elm")
    assert outcome.projects["dock"].values == {"by": "bench"}


def test_a_category_keeps_its_limit() -> None:
    projects = [
        Project(each.id, each.cost, "green" if each.id in ("bench", "dock") else None)
        for each in PROJECTS
    ]
    outcome = tallied(projects=projects, category_limits=(("green", 600),))
    assert outcome.selected == ("bench", "elm")
    expected = {"category": "green", "category_left": 300, "cost": 400, "missing": 100}
    assert dict(outcome.projects["dock"].values) == expected


def test_a_prefunded_project_is_paid_first() -> None:
    outcome = tallied(prefunded=("fox",), fund=800)
    assert outcome.selected == ("fox", "bench", "dock")
    assert reasons(outcome)["fox"] == "prefunded"


@pytest.mark.parametrize("rule", ["equal-shares@1", "phragmen@1"])
@pytest.mark.parametrize(
    "constraint",
    [
        {"exclusive": (("bench", "dock"),)},
        {"category_limits": (("green", 1),)},
        {"prefunded": ("fox",)},
    ],
)
def test_rules_refuse_constraints_they_cannot_keep(rule: str, constraint: dict) -> None:
    with pytest.raises(TallyError) as error:
        tallied(rule=rule, **constraint)
    assert error.value.code == "constraint_not_supported"


def test_ties_go_to_the_cheaper_then_to_the_lot() -> None:
    projects = [Project("a", 100), Project("b", 90), Project("c", 100)]
    ballots = approvals(a=3, b=3, c=3)
    outcome = count(projects, ballots, 190, Parameters())
    assert outcome.selected == ("b", "a")
    assert outcome.steps[1].values["tie_decided_by"] == "lot"
    # SHA-256 of "spring", NUL, "a" begins e3d6, with "c" 51cd, as the program sha256sum says.
    assert count(projects, ballots, 190, Parameters(tie_seed="spring")).selected == ("b", "c")


def test_points_are_added() -> None:
    ballots = [
        Ballot((("bench", 1), ("court", 3))),
        Ballot((("dock", 2), ("bench", 1))),
        Ballot(()),
    ]
    outcome = count(PROJECTS, ballots, 1000, Parameters())
    assert outcome.selected == ("court", "bench")
    assert outcome.voters == 3
    by_votes = count(PROJECTS, ballots, 1000, Parameters(utility="cardinality"))
    assert by_votes.selected == ("bench", "dock")


def test_the_explanation_says_what_would_have_sufficed() -> None:
    explanation = explain(tallied())["court"]
    assert explanation.code == "does_not_fit"
    assert explanation.values["outranked_by"] == "bench"
    assert explanation.values["needed_score"] == 2
    assert (
        explanation.values["needed_fund"],
        explanation.values["enough_cost"],
        explanation.values["still_fitted"],
    ) == (100, 600, "dock")
    more = [*approvals(**VOTES), *approvals(court=1)]
    assert "court" not in count(PROJECTS, more, 900, Parameters()).selected
    assert "court" in count(PROJECTS, [*more, *approvals(court=1)], 900, Parameters()).selected


def test_more_in_the_fund_is_not_told_where_another_project_would_take_it() -> None:
    # With 5 more the court (605 of 600) is taken, and nothing is left for the dock, which misses 5
    # as well.
    projects = [
        Project("bench", 300),
        Project("court", 605),
        Project("dock", 605),
        Project("elm", 100),
    ]
    told = {project: each.values for project, each in explain(tallied(projects=projects)).items()}
    assert told["court"]["needed_fund"] == 5
    assert "needed_fund" not in told["dock"] and told["dock"]["enough_cost"] == 600


def test_the_lot_is_told_to_the_loser() -> None:
    projects = [Project("bench", 500), Project("court", 500)]
    outcome = count(projects, approvals(bench=3, court=3), 900, Parameters(tie_seed="a"))
    loser = next(project for project in ("bench", "court") if project not in outcome.selected)
    told = explain(outcome)[loser].values
    assert (told["level_with"], told["needed_score"]) == (outcome.selected[0], 1)
    assert "enough_cost" not in told


@pytest.mark.parametrize(
    ("ballots", "code"),
    [
        ([Ballot((("nobody", 1),))], "unknown_project"),
        ([Ballot((("bench", 1), ("bench", 1)))], "project_twice_in_ballot"),
        ([Ballot((("bench", 1.5),))], "bad_points"),
        ([Ballot((), weight=0)], "bad_weight"),
    ],
)
def test_bad_ballots_are_refused(ballots: list[Ballot], code: str) -> None:
    with pytest.raises(TallyError) as error:
        count(PROJECTS, ballots, 900, Parameters())
    assert error.value.code == code


@pytest.mark.parametrize(
    "parameters",
    [
        {"rule": "lottery"},
        {"completion": "add1"},
        {"unit": 0},
        {"start": "late"},
        {"withdrawn": ("nobody",)},
        {"already_funded": ("nobody",)},
    ],
)
def test_bad_parameters_are_refused(parameters: dict) -> None:
    with pytest.raises(TallyError):
        tallied(**parameters)
