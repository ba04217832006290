"""Files of other programs and other years: decimal commas, two bytes a sign, several faults."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from neighbourhood.commands.tally import tally
from neighbourhood.pabulib import PabulibError, parse, read
from neighbourhood.pabulib.numbers import decimal_number
from tests.pabulib.test_pabulib_reader import GOOD, changed

COMMAS = Path("tests/data/decimal_comma")
#: What an independent program chose after a person had put points for the commas.
CHOSEN = {
    "grochow-kinowa": {
        "greedy": (["1181", "1854", "1916", "2218", "2229", "2238"], 204740),
        "equal-shares": (["1181", "2218", "2229", "2238", "1854"], 74740),
    },
    "grochow-centrum": {
        "greedy": (["1139", "260", "675", "836"], 372800),
        "equal-shares": (["836", "260", "1139", "915", "506", "262"], 148750),
    },
    "grochow-polnocny": {
        "greedy": (["1136", "1162", "1217", "2289", "545"], 381500),
        "equal-shares": (["1162", "1136", "1217", "545"], 317750),
    },
}


@pytest.mark.parametrize("place", CHOSEN)
@pytest.mark.parametrize("rule", ["greedy", "equal-shares"])
def test_real_files_with_a_decimal_comma_are_counted(place: str, rule: str) -> None:
    file = COMMAS / f"poland_warszawa_2019_{place}.pb"
    done = CliRunner().invoke(tally, [str(file), "--rule", rule, "--json"])
    assert done.exit_code == 0, done.output
    outcome = json.loads(done.output)
    selected, spent = CHOSEN[place][rule]
    in_order = outcome["selected"] if rule == "equal-shares" else sorted(outcome["selected"])
    assert (in_order, outcome["spent"]) == (selected, spent)


def test_the_fund_of_such_a_file_keeps_its_cents() -> None:
    election = read(COMMAS / "poland_warszawa_2019_grochow-kinowa.pb")
    assert election.meta["budget"] == "222176.85"


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("969245,38", "969245.38"),
        ("-0,5", "-0.5"),
        ("1,000", None),
        ("1,0000", None),
        ("1.000,50", None),
        ("1,000,50", None),
        (",50", None),
        ("1,", None),
    ],
)
def test_a_comma_counts_where_it_has_one_meaning(text: str, number: str | None) -> None:
    assert decimal_number(text) == (decimal_number(number) if number else None)


@pytest.mark.parametrize("coding", ["utf-16", "utf-16-be", "utf-16-le"])
def test_unicode_text_of_a_spreadsheet_is_called_so(coding: str) -> None:
    text = GOOD if coding == "utf-16" else "\ufeff" + GOOD
    with pytest.raises(PabulibError) as refused:
        parse(text.encode(coding), "sheet.pb")
    assert str(refused.value) == (
        "sheet.pb, line 1: the file is saved as Unicode text (UTF-16); expected the file saved as "
        "UTF-8"
    )


def test_everything_wrong_with_a_head_is_told_at_once() -> None:
    text = GOOD.replace("num_projects;2\n", "").replace("1000", "20001/2")
    text = text.replace("cost;name", "cost;name;selected")
    text = text.replace('stairs"" "', 'stairs"" ";False').replace("Bench", "Bench;True")
    with pytest.raises(PabulibError) as refused:
        parse(text, "odd.pb")
    assert str(refused.value) == (
        "odd.pb, line 8: META lacks num_projects; expected a line num_projects;VALUE in META; "
        "also line 5: budget is '20001/2'; expected a number with a decimal point and no other "
        "sign; also line 10: selected is 'False'; expected 0, 1, 2 or 3; also line 11: selected "
        "is 'True'; expected 0, 1, 2 or 3"
    )


def test_everything_wrong_with_the_ballots_is_told_at_once() -> None:
    with pytest.raises(PabulibError) as refused:
        parse(changed(15, "1;P9;40", "7;P1,;", "1;;"), "odd.pb")
    assert [(one.line, one.code) for one in (refused.value, *refused.value.others)] == [
        (15, "unknown_project"),
        (16, "empty_place"),
        (17, "voter_twice"),
    ]
    assert str(refused.value.in_file("/tmp/a.pb")).count("also line") == 2


def test_of_very_many_faults_ten_are_told() -> None:
    ballots = "\n".join(f"{voter};P9;40" for voter in range(50))
    with pytest.raises(PabulibError) as refused:
        parse(changed(15, ballots), "odd.pb")
    assert len(refused.value.others) == 9


def test_a_fault_beyond_which_nothing_can_be_read_comes_last() -> None:
    with pytest.raises(PabulibError) as refused:
        parse(GOOD.replace("budget;1000", "budget;many") + '9;"P1;3', "odd.pb")
    assert [one.code for one in (refused.value, *refused.value.others)] == ["meta_not_decimal"]
    with pytest.raises(PabulibError) as refused:
        parse(changed(15, "2;P9;40", "3;P1;4;5;6"), "odd.pb")
    assert [one.code for one in (refused.value, *refused.value.others)] == [
        "unknown_project",
        "row_of_other_width",
    ]
