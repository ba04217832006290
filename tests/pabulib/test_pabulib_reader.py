"""Every trap of the format: what is accepted, and what is refused with its file and line."""

import resource
import subprocess
import sys
import time
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from neighbourhood.pabulib import PabulibError, parse, read, write

GOOD = """META
key;value
description;A small one
num_projects;2
num_votes;3
budget;1000
vote_type;approval
max_length;2
PROJECTS
project_id;cost;name
P1;600;"Slide; with ""stairs"" "
p/2;400.50;Bench
VOTES
voter_id;vote;age
1;P1,p/2;40
2;;
3;p/2;18
"""
LINES = GOOD.split("\n")


def changed(line: int, *texts: str) -> str:
    """The good file with one line, counted from 1, replaced by others."""
    return "\n".join([*LINES[: line - 1], *texts, *LINES[line:]])


def test_a_good_file_is_read_exactly() -> None:
    election = parse(GOOD)
    assert election.budget == 1000
    assert [project.cost for project in election.projects] == [600, Fraction(801, 2)]
    assert election.projects[0].name == 'Slide; with "stairs"'
    assert [ballot.choices for ballot in election.ballots] == [("P1", "p/2"), (), ("p/2",)]
    assert election.ballots[0].fields == ("40",)


@pytest.mark.parametrize(
    "text",
    [
        GOOD.replace("\n", "\r\n"),
        GOOD.replace("\n", "\r"),
        "\ufeff" + GOOD,
        GOOD.replace("\n", "\r\n", 7),
        GOOD.replace(";", " ; ").replace("Slide ;  with", "Slide; with"),
        GOOD.rstrip("\n"),
        GOOD + "\n\n",
        changed(15, "1;P1,p/2,P1;40"),
        changed(15, "1;P1, p/2;40"),
        changed(1, "META;;"),
        changed(6, "budget: 1000.00"),
    ],
    ids=[
        "crlf",
        "cr",
        "bom",
        "mixed",
        "blanks",
        "no-last-end",
        "blank-lines",
        "repeat",
        "list",
        "wide",
        "colon",
    ],
)
def test_harmless_differences_change_nothing(text: str) -> None:
    assert parse(text) == parse(GOOD)


def test_a_line_break_in_a_name_becomes_a_blank() -> None:
    election = parse(changed(12, 'p/2;400;"Bench\u2028of', 'stone"'))
    assert election.projects[1].name == "Bench\u2028of stone"
    assert parse(write(election)) == election


def test_names_of_sections_and_none_may_be_ids_and_names() -> None:
    text = GOOD.replace("P1", "votes").replace("Bench", "None")
    assert parse(text).projects[0].id == "votes"
    assert parse(text).projects[1].name == "None"


@pytest.mark.parametrize(
    ("text", "line", "problem"),
    [
        ("", 1, "ends before section META"),
        ("PROJECTS\n", 1, "section PROJECTS stands here"),
        (changed(9, "META", "key;value"), 9, "section META is named a second time"),
        (changed(13, "PROJECTS"), 13, "section PROJECTS is named a second time"),
        (GOOD + "VOTES\nvoter_id;vote\n", 18, "section VOTES is named a second time"),
        (changed(2, "clef;valeur"), 2, "column key is missing"),
        (changed(4, "num_projects;3"), 4, "num_projects is '3'"),
        (changed(5, "num_votes;2"), 5, "num_votes is '2'"),
        (changed(6, "budget;0"), 6, "budget is '0'"),
        (changed(6, "budget;1 000,50"), 6, "budget is '1 000,50'"),
        (changed(6, "budget;nan"), 6, "budget is 'nan'"),
        (changed(6, "budget;1e9"), 6, "budget is '1e9'"),
        (changed(6, "budget;١٠٠"), 6, "budget is"),
        (changed(6, "budget;1", "budget;2"), 7, "stands twice"),
        (changed(6), 8, "META lacks budget"),
        (changed(7, "vote_type;lottery"), 7, "vote_type is 'lottery'"),
        (changed(10, "project_id;name"), 10, "column cost is missing"),
        (changed(10, "project_id;cost;cost"), 10, "'cost' stands twice"),
        (changed(11, "P1;-6;Slide"), 11, "cost is '-6'"),
        (changed(11, "P1;600"), 11, "the row has 2 cells"),
        (changed(11, "p/2;600;Slide"), 12, "project 'p/2' stands twice"),
        (changed(11, "a,b;600;Slide"), 11, "project id is 'a,b'"),
        (changed(11, 'P1;600;"Slide'), 11, "never closed"),
        (changed(11, 'P1;600;"Slide" x'), 11, "text follows"),
        (changed(15, "1;P1,P3;40"), 15, "project 'P3'"),
        (changed(15, "1;P1,,p/2;40"), 15, "empty place"),
        (changed(16, "1;;"), 16, "voter '1' stands twice"),
        (changed(16, ";P1;"), 16, "voter id is empty"),
        (changed(8, "max_length;1"), 15, "the ballot names 2 projects"),
        (changed(7, "vote_type;cumulative"), 14, "column points is missing"),
        (changed(3, "description;a\0b"), 3, "NUL"),
    ],
)
def test_a_bad_file_is_refused_on_its_line(text: str, line: int, problem: str) -> None:
    with pytest.raises(PabulibError) as error:
        parse(text, "bad.pb")
    assert error.value.line == line
    assert problem in error.value.problem
    assert str(error.value).startswith(f"bad.pb, line {line}: {error.value.problem}; expected ")
    assert len(str(error.value).splitlines()) == 1


def test_bytes_that_are_no_utf8_are_refused_on_their_line() -> None:
    with pytest.raises(PabulibError) as error:
        parse(GOOD.encode().replace(b"Bench", b"B\xffnch"))
    assert (error.value.line, error.value.problem) == (12, "the line is not valid UTF-8")


POINTS = changed(7, "vote_type;cumulative", "max_sum_points;5").replace(
    "voter_id;vote;age", "voter_id;vote;points"
)


@pytest.mark.parametrize(
    ("given", "problem"),
    [
        ("2,x", "the points are '2,x'"),
        ("2", "2 projects and 1 points"),
        ("4,2", "gives 6 points"),
        ("5,-1", "given -1 points"),
    ],
)
def test_bad_points_are_refused(given: str, problem: str) -> None:
    text = POINTS.replace("1;P1,p/2;40", f"1;P1,p/2;{given}").replace("3;p/2;18", "3;p/2;1")
    with pytest.raises(PabulibError) as error:
        parse(text)
    assert error.value.line == 16
    assert problem in error.value.problem


def test_points_are_exact() -> None:
    election = parse(
        POINTS.replace("1;P1,p/2;40", "1;P1,p/2,P1;2.5,1,1").replace("3;p/2;18", "3;p/2;0")
    )
    assert election.ballots[0].choices == ("P1", "p/2")
    assert election.ballots[0].points == (Fraction(5, 2), 1)
    assert parse(write(election)) == election


HOSTILE = {
    "million columns": "'META\\n' + ';' * 1_000_000",
    "many lines of columns": "('META\\nkey;value\\n' + (';' * 1000 + 'x\\n') * 10_000)",
    "quotes": "'META\\nkey;value\\na;' + '\"' * 5_000_000",
    "quoted lines": "'META\\nkey;value\\na;\"' + 'x\\n' * 5_000_000",
    "digits": "'META\\nkey;value\\nbudget;' + '9' * 200_000",
    "names": "'META\\nkey;value\\n' + ''.join(f'k{n};v\\n' for n in range(500_000))",
}
TRIAL = """
import resource, sys, time
from neighbourhood.pabulib import PabulibError, parse
text = {text}
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
begun = time.process_time()
try:
    parse(text)
except PabulibError as error:
    print(time.process_time() - begun, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)
"""


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_files_are_refused_soon_and_small(name: str) -> None:
    root = Path(__file__).resolve().parents[2]
    trial = TRIAL.format(text=HOSTILE[name])
    printed = subprocess.run(
        [sys.executable, "-c", trial], cwd=root, capture_output=True, text=True, check=True
    ).stdout
    seconds, kilobytes = map(float, printed.split())
    assert seconds < 2
    assert kilobytes < 200 * 1024


def test_a_cell_of_two_gigabytes_is_refused_without_reading_it(tmp_path: Path) -> None:
    path = tmp_path / "huge.pb"
    with path.open("wb") as stream:
        stream.write(b"META\nkey;value\ndescription;")
        # A hole in the file: two gigabytes of it take no room on the disk, but reading it would
        # take the memory.
        stream.seek(2 * 2**30)
        stream.write(b"x")
    begun, before = time.process_time(), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with pytest.raises(PabulibError) as error:
        read(path)
    assert error.value.line == 3
    assert time.process_time() - begun < 2
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 200 * 1024


@settings(max_examples=300, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "META",
                "PROJECTS",
                "VOTES",
                "\n",
                "\r",
                "\r\n",
                ";",
                ",",
                '"',
                '""',
                "key;value",
                "num_projects;1",
                "num_votes;1",
                "budget;5",
                "vote_type;approval",
                "project_id;cost",
                "voter_id;vote",
                "a;1",
                "v;a",
                "\0",
                "\u2028",
                " ",
                "x",
                "-1",
                "1.5",
            ]
        ),
        max_size=60,
    ).map("".join)
)
def test_rubbish_is_read_or_refused_and_nothing_else(text: str) -> None:
    try:
        election = parse(text)
    except PabulibError as error:
        assert len(str(error).splitlines()) == 1
    else:
        assert parse(write(election)) == election
