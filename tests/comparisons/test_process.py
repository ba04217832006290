"""One vote under several ways to count: what is told, within limits of time and memory, and who is
told when it cannot be.
"""

import fcntl
import time
from collections.abc import Iterator
from contextlib import closing, suppress
from decimal import Decimal
from pathlib import Path

import pytest

from neighbourhood.comparisons.documents import (
    FIRST_WAYS,
    MORE_WAYS,
    Finding,
    Question,
    Vote,
    WayOutcome,
)
from neighbourhood.comparisons.presenters.comparison import Comparison, comparison_of
from neighbourhood.comparisons.process import run
from neighbourhood.comparisons.process.run import count_in_child
from neighbourhood.refusals import Invalid, NotNow

#: Ten voters for one dear project, four for two cheap ones; the fund of 1,000 pays for the dear one
#: or for both cheap ones.
SPLIT = (
    """META
key;value
num_projects;3
num_votes;14
budget;1000
vote_type;approval
currency;EUR
PROJECTS
project_id;cost;name
dear;800;Dear
one;140;One
two;120;Two
VOTES
voter_id;vote
"""
    + "".join(f"a{n};dear\n" for n in range(10))
    + "".join(f"b{n};one,two\n" for n in range(4))
)


def some_of_300(voter: int) -> list[int]:
    """Return up to six of 300 projects, other ones for nearly every voter."""
    ranks = range(1, 7)
    return sorted({(voter * voter * 31 + voter * 7919 * k + 101 * k**4) % 300 for k in ranks})


#: Twenty thousand voters who each chose some of 300 projects in a way of their own: raising their
#: shares takes longer than the tests allow.
LONG = (
    "META\nkey;value\nnum_projects;300\nnum_votes;20000\nbudget;15000000\nvote_type;approval\nPROJECTS\nproject_id;cost\n"
    + "".join(f"{n};{50_000 + n * n * 397 % 90_007}\n" for n in range(300))
    + "VOTES\nvoter_id;vote\n"
    + "".join(f"{voter};{','.join(map(str, some_of_300(voter)))}\n" for voter in range(20_000))
)
SLOW = Question(
    [
        ("equal-shares@1", "add1-exhaustive"),
        ("equal-shares-comparison@1", "add1"),
        ("equal-shares@1", "add1"),
        ("greedy@1", "none"),
    ]
)
ALL = Question([*FIRST_WAYS, *MORE_WAYS])


def findings(question: Question = ALL, file: str = SPLIT) -> list[Finding]:
    """Return all that is told of a vote."""
    return [each for each in count_in_child(file.encode(), question) if each is not None]


def compared(question: Question = ALL, file: str = SPLIT) -> Comparison:
    """Return a vote laid side by side."""
    return comparison_of(question, findings(question, file))


def children() -> set[str]:
    """Return the processes that this one, by any of its threads, has started and not yet buried."""
    found: set[str] = set()
    for task in Path("/proc/self/task").iterdir():
        with suppress(FileNotFoundError):
            found |= set((task / "children").read_text().split())
    return found


@pytest.fixture(autouse=True)
def _no_child_is_left() -> Iterator[None]:
    before = children()
    yield
    assert not children() - before


def test_each_way_tells_its_winners_money_and_voters() -> None:
    found = compared()
    by_votes, then_votes, raised, shares = found.outcomes[:4]
    # One and two are level at four votes; two costs less.
    assert (by_votes.way, sorted(by_votes.selected or ()), by_votes.spent) == (
        ("greedy@1", "none"),
        ["dear", "two"],
        Decimal(920),
    )
    assert by_votes.voters == {"0": 0, "1": 14, "2": 0, "3+": 0}
    # A share is 1000/14 = 71.43: ten pay 714 of 800, four have 285 for one and two (260 together).
    assert (shares.way, sorted(shares.selected or ()), shares.spent) == (
        ("equal-shares@1", "none"),
        ["one", "two"],
        Decimal(260),
    )
    assert shares.voters == {"0": 10, "1": 0, "2": 4, "3+": 0}
    # 740 are left, and nothing fits; raised to 80 all three would cost 1,060.
    assert sorted(then_votes.selected or ()) == sorted(raised.selected or ()) == ["one", "two"]
    assert [each.way for each in found.outcomes] == list(ALL.ways)
    assert not found.unfinished
    assert not found.unfit


def test_where_the_ways_differ() -> None:
    found = compared(Question([("greedy@1", "none"), ("equal-shares@1", "none")]))
    assert [each.id for each in found.differing] == ["dear", "one"]
    assert [each.id for each in found.always] == ["two"]
    assert not found.never
    assert found.choosing(found.differing[0]) == [True, False]
    # Most votes first leaves nobody with nothing here, equal shares ten of fourteen.
    assert found.fewer == -10
    assert found.share(found.outcomes[1]) == 10 / 14


def test_a_measure_and_least_votes_are_heeded() -> None:
    # With five votes needed, only the dear project can win.
    found = compared(
        Question([("greedy@1", "none"), ("equal-shares@1", "greedy")], minimum_votes=5)
    )
    assert [sorted(each.selected or ()) for each in found.outcomes] == [["dear"], ["dear"]]
    # Four voters with 250 each, all for the dear one, three for the cheap ones. By money most votes
    # are best: dear (200 each), then two
    # (120 of 150). By number two (40 each) and one (46.67 each) come first, and 740 are too little
    # for dear.
    four = "".join(f"{n};dear,one,two\n" for n in range(3)) + "3;dear\n"
    file = SPLIT.replace("num_votes;14", "num_votes;4").partition("a0;dear")[0] + four
    by_money = compared(
        Question([("equal-shares@1", "none"), ("greedy@1", "none")], utility="cost"), file
    ).outcomes[0]
    by_number = compared(
        Question([("equal-shares@1", "none"), ("greedy@1", "none")], utility="cardinality"), file
    ).outcomes[0]
    assert sorted(by_money.selected or ()) == ["dear", "two"]
    assert sorted(by_number.selected or ()) == ["one", "two"]


def test_the_vote_is_told_first_and_what_may_take_long_last() -> None:
    first, *others = findings()
    assert isinstance(first, Vote)
    assert (first.voters, first.fund, first.currency, [each.id for each in first.projects]) == (
        14,
        Decimal(1000),
        "EUR",
        ["dear", "one", "two"],
    )
    assert [each.way for each in others if isinstance(each, WayOutcome)] == ALL.in_order_of_time
    assert [way[1] for way in ALL.in_order_of_time[-4:]] == [
        "add1",
        "add1-exhaustive",
        "add1-greedy",
        "add1",
    ]


def test_a_child_over_its_time_is_stopped_and_what_is_missing_is_known(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(run, "SECONDS", 3)
    found = compared(SLOW, LONG)
    assert ("greedy@1", "none") in [each.way for each in found.outcomes]
    assert ("equal-shares@1", "add1") in found.unfinished


def test_nothing_done_in_time_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run, "SECONDS", 0.01)
    with pytest.raises(NotNow, match="compare_too_long"):
        findings()


def test_a_child_over_its_memory_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run, "MEMORY", 100 * 2**20)
    with pytest.raises(NotNow, match="compare_too_long"):
        findings(file=LONG)


def test_pauses_are_told_while_nothing_is_new(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run, "PAUSE", 0.02)
    assert None in list(count_in_child(SPLIT.encode(), ALL))


def test_who_goes_away_ends_the_child_and_lets_the_next_in(monkeypatch: pytest.MonkeyPatch) -> None:
    before = children()
    with closing(count_in_child(LONG.encode(), SLOW)) as news:
        while not isinstance(next(news), Vote):
            pass
        assert len(children() - before) == 1
    assert children() == before
    monkeypatch.setattr(run, "SECONDS_OF_WAITING", 0)
    assert compared().outcomes


def test_one_comparison_at_a_time_on_the_whole_server(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run, "SECONDS_OF_WAITING", 0.1)
    with run.LOCK_FILE.open("ab") as door:
        fcntl.flock(door, fcntl.LOCK_EX)
        with pytest.raises(NotNow, match="compare_busy"):
            findings()
    assert findings()


def test_a_file_larger_than_a_pipe_is_taken_whole() -> None:
    # Eight megabytes of remarks in the project's name, more than the file's reader accepts: it
    # answers and does not wait.
    began = time.monotonic()
    with pytest.raises(Invalid, match="file_unreadable"):
        findings(file=SPLIT.replace("Dear", "x" * 8 * 2**20))
    assert time.monotonic() - began < 20
