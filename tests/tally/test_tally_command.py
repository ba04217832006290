"""`neighbourhood tally` as the contract of the command line has it."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from neighbourhood.commands.tally import tally
from tests.tally.elections_on_file import HERE

SLOTERDIJK = HERE / "pabulib" / "Netherlands_Amsterdam_2022_Sloterdijk.pb"
ZWIERZYNIEC = HERE / "pabulib" / "Poland_Krakow_2025_Zwierzyniec.pb"


def run(*arguments: object) -> Result:
    return CliRunner().invoke(tally, [str(each) for each in arguments])


def test_json_is_one_object_with_the_promised_keys() -> None:
    result = run(SLOTERDIJK, "--json")
    assert result.exit_code == 0
    output = json.loads(result.stdout)
    assert (output["rule"], output["utility"], output["completion"]) == ("greedy", "cost", "none")
    assert (output["budget"], output["voters"], output["spent"], output["selected"]) == (
        5720,
        66,
        5000,
        ["44251"],
    )
    winner, loser = output["projects"]["44251"], output["projects"]["44250"]
    assert (winner["cost"], winner["votes"], winner["selected"], winner["round_selected"]) == (
        5000,
        40,
        True,
        1,
    )
    assert (loser["selected"], loser["round_selected"], loser["reason"]) == (
        False,
        None,
        "does_not_fit",
    )


def test_amounts_are_in_the_units_of_the_file() -> None:
    output = json.loads(run(ZWIERZYNIEC, "--json").stdout)
    assert (output["budget"], output["spent"], output["utility"]) == (2332627.21, 2330500, "points")


@pytest.mark.parametrize(
    "rule", ["greedy", "greedy-no-skip", "greedy-per-cost", "equal-shares", "phragmen"]
)
def test_every_rule_can_be_asked_for(rule: str) -> None:
    result = run(SLOTERDIJK, "--rule", rule, "--tie-seed", "2022")
    assert result.exit_code == 0
    assert "5720" in result.stdout


@pytest.mark.parametrize("completion", ["none", "greedy", "add1", "add1-exhaustive", "add1-greedy"])
def test_every_completion_can_be_asked_for(completion: str) -> None:
    output = json.loads(
        run(SLOTERDIJK, "--rule", "equal-shares", "--completion", completion, "--json").stdout
    )
    assert output["completion"] == completion


def test_the_variants_of_add1_and_a_minimum_can_be_asked_for() -> None:
    options = (
        "--rule",
        "equal-shares",
        "--completion",
        "add1-exhaustive",
        "--start",
        "exact",
        "--step",
        "10",
        "--minimum-votes",
        "20",
    )
    output = json.loads(run(SLOTERDIJK, *options, "--json").stdout)
    # 5,720 for 66 voters are 86 2/3 each; 21 of them can pay 2,000 with 10 more; 5,000 does not
    # fit, and 5 votes are too few.
    assert (output["steps"][0]["first_endowment"], output["steps"][0]["endowment"]) == (
        "260/3",
        "290/3",
    )
    assert output["selected"] == ["44250"]
    assert (output["parameters"]["step"], output["parameters"]["minimum_votes"]) == (10, 20)


@pytest.mark.parametrize(
    "options",
    [
        ("--start", "late"),
        ("--step", "0"),
        ("--step", "1.5"),
        ("--minimum-votes", "-1"),
        ("--rule", "lottery"),
        ("--utility", "joy"),
        ("--completion", "more"),
        ("--completion", "add1"),
    ],
)
def test_bad_options_end_with_one_line(options: tuple[str, ...]) -> None:
    check_refusal(run(SLOTERDIJK, *options), "Sloterdijk.pb")


def test_bad_files_end_with_one_line(tmp_path: Path) -> None:
    bad = tmp_path / "bad.pb"
    bad.write_text(SLOTERDIJK.read_text("utf-8").replace("44251;5000", "44251;many"), "utf-8")
    check_refusal(run(bad), "bad.pb, line 24: the cost is 'many'; expected")
    check_refusal(run(tmp_path / "none.pb"), "none.pb")
    check_refusal(run(tmp_path), "expected a readable .pb file")


def test_the_command_counts_without_loading_the_web() -> None:
    script = (
        "import sys; from neighbourhood.commands.entry import main\n"
        "try: main()\n"
        "except SystemExit as end: print(end.code, sorted({'flask', 'sqlalchemy'} & "
        "set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, "tally", SLOTERDIJK, "--json"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.splitlines()[-1] == "0 []"


def check_refusal(result: Result, part: str) -> None:
    assert result.exit_code == 2
    assert result.stdout == ""
    assert result.stderr.count("\n") == 1
    assert part in result.stderr
