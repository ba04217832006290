"""What is read, written and read again is the same election; what is written passes Pabulib's own
checker.
"""

import tempfile
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pabulib.checker import Checker

from neighbourhood.pabulib import (
    Election,
    PabulibBallot,
    PabulibProject,
    parse,
    read,
    with_counts,
    write,
)
from tests.tally.elections_on_file import LARGE, SMALL


@pytest.mark.parametrize("path", SMALL + LARGE, ids=lambda path: path.stem)
def test_reading_what_was_written_gives_the_same_election(path: Path) -> None:
    election = read(path)
    assert parse(write(election), path.name) == election


QUICKLY_CHECKED = [
    path
    for path in SMALL
    if not any(name in path.name for name in ("Wieliczka", "Swiecie", "Assen"))
]
"""The checker recomputes equal shares in plain fractions, which takes up to minutes for these
three.
"""


@pytest.mark.parametrize("path", QUICKLY_CHECKED, ids=lambda path: path.stem)
def test_what_is_written_passes_the_official_checker_as_the_original_does(path: Path) -> None:
    written = write(read(path))
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / path.name
        copy.write_text(written, "utf-8")
        ours, theirs = errors(copy), errors(path)
    assert ours <= theirs


def errors(path: Path) -> set[str]:
    """The kinds of errors the checker finds; it takes a file by its path."""
    results = Checker().process_files([str(path)])
    found = [each["results"] for key, each in results.items() if key not in ("metadata", "summary")]
    return {kind for each in found if isinstance(each, dict) for kind in each.get("errors", {})}


texts = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc"))).map(str.strip)
ids = st.from_regex(r"[a-zA-Z0-9./-]{1,8}", fullmatch=True).filter(
    lambda each: each.lower() not in ("meta", "projects", "votes")
)


@settings(max_examples=200, deadline=None)
@given(projects=st.lists(ids, min_size=1, max_size=5, unique=True), name=texts, data=st.data())
def test_any_election_survives(projects: list[str], name: str, data: st.DataObject) -> None:
    ballots = data.draw(
        st.lists(st.lists(st.sampled_from(projects), unique=True).map(tuple), max_size=5)
    )
    cost = data.draw(st.decimals(0, 10**9, places=2).map(Fraction))
    election = with_counts(
        Election(
            "made.pb",
            {
                "description": name,
                "num_projects": "0",
                "num_votes": "0",
                "budget": "100.5",
                "vote_type": "approval",
            },
            tuple(PabulibProject(each, cost, {"name": name}) for each in projects),
            tuple(
                PabulibBallot(str(voter), choices, None, ("x",))
                for voter, choices in enumerate(ballots)
            ),
            ("sex",),
        )
    )
    assert parse(write(election), "made.pb") == election
