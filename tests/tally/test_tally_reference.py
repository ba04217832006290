"""Every rule gives the reference winners, in the reference order, on the elections of Pabulib."""

from fractions import Fraction
from pathlib import Path

import pytest

from neighbourhood.tally import Outcome, Parameters, count, from_election
from tests.tally.elections_on_file import LARGE, SMALL, election, reference

UTILITIES = {"cost": "cost", "cardinality": "cardinality", "points": "points", "points_x_cost": "points-cost"}
CASES = [(path, utility) for path in SMALL for utility in reference()[path.name] if utility in UTILITIES]
LONG_CLIMBS = (
    "Wieliczka",
    "Seattle",
    "Ranking_value",
    "Lisiniec",
    "Zwierzyniec",
    "Las",
    "Murcki",
    "Amsterdam_588",
    "Swiecie",
    "Assen",
)
"""Elections whose add1 takes seconds; the official winners of three of them are in `test_tally_official`."""


def outcome(path: Path, **parameters: object) -> tuple[Outcome, int]:
    """The outcome of the file, and the scale of its amounts."""
    projects, ballots, fund, scale = from_election(election(path))
    return count(projects, ballots, fund, Parameters(unit=scale, **parameters)), scale


def shares(path: Path, utility: str, completion: str, **parameters: object) -> tuple[Outcome, int]:
    """The outcome of equal shares."""
    return outcome(path, rule="equal-shares@1", utility=UTILITIES[utility], completion=completion, **parameters)


@pytest.mark.parametrize("path", SMALL + LARGE, ids=lambda path: path.stem)
def test_greedy_gives_the_reference_winners(path: Path) -> None:
    result, scale = outcome(path)
    expected = reference()[path.name]["greedy"]
    assert sorted(result.selected) == sorted(expected["winners"])
    assert result.spent == expected["cost"] * scale


@pytest.mark.parametrize(("path", "utility"), CASES, ids=lambda value: getattr(value, "stem", value))
def test_equal_shares_gives_the_reference_winners(path: Path, utility: str) -> None:
    expected = reference()[path.name][utility]
    result, scale = shares(path, utility, "greedy")
    plain = expected["mes"]["order"]
    assert list(result.selected[: len(plain)]) == plain
    assert sorted(result.selected) == sorted(expected["mes_then_greedy"]["winners"])
    assert result.spent == expected["mes_then_greedy"]["cost"] * scale


@pytest.mark.parametrize(("path", "utility"), CASES, ids=lambda value: getattr(value, "stem", value))
def test_add1_gives_the_reference_winners(path: Path, utility: str) -> None:
    expected = reference()[path.name][utility]
    if "add1" not in expected or any(part in path.name for part in LONG_CLIMBS):
        pytest.skip("the reference has no add1 for this utility, or it takes seconds")
    result, scale = shares(path, utility, "add1-greedy")
    add1 = expected["add1"]
    assert result.steps[0].values["endowment"] == Fraction(add1["per_voter"]) * scale
    assert list(result.selected[: len(add1["order"])]) == add1["order"]
    assert sorted(result.selected) == sorted(expected["add1u"]["winners"])
    assert result.spent == expected["add1u"]["cost"] * scale


@pytest.mark.parametrize("start", ["rounded-down", "exact"])
@pytest.mark.parametrize(("path", "utility"), CASES, ids=lambda value: getattr(value, "stem", value))
def test_exhaustive_add1_gives_the_reference_winners(path: Path, utility: str, start: str) -> None:
    name = "add1_stop_when_exhaustive" if start == "rounded-down" else "add1_exact_start_stop_when_exhaustive"
    expected = reference()[path.name][utility].get(name)
    if expected is None or "Toulouse_2022_1" in path.name or any(part in path.name for part in LONG_CLIMBS):
        pytest.skip("the reference has no such outcome, or it is left to the other tests for its length")
    result, scale = shares(path, utility, "add1-exhaustive", start=start)
    assert list(result.selected) == expected["order"]
    assert result.spent == expected["cost"] * scale
    assert result.steps[0].values["endowment"] == Fraction(expected["per_voter"]) * scale


def large(part: str) -> Path:
    """A large election, where the folder with them is at hand."""
    found = [path for path in LARGE if part in path.name]
    if not found:
        pytest.skip("the large elections lie outside the repository")
    return found[0]


@pytest.mark.parametrize("part", ["Lodz_2022", "Wroclaw_2015", "Katowice_2023"])
def test_equal_shares_gives_the_reference_winners_of_a_city(part: str) -> None:
    path = large(part)
    for utility in sorted(set(reference()[path.name]) & set(UTILITIES)):
        assert list(shares(path, utility, "none")[0].selected) == reference()[path.name][utility]["mes"]["order"]
