"""One vote under several rules: what is told, within limits of time and memory, of files from anybody."""

import io
import json
from decimal import Decimal

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from neighbourhood.refusals import Invalid, NotNow
from neighbourhood.results import comparing
from neighbourhood.trail.models import TrailEntry
from tests import builders
from tests.results import world
from tests.results.test_import import MINIMAL
from tests.visitor import Visitor

#: Ten voters for one dear project, four for two cheap ones; the fund of 1,000 pays for the dear one or for both cheap ones.
SPLIT = """META
key;value
num_projects;3
num_votes;14
budget;1000
vote_type;approval
PROJECTS
project_id;cost;name
dear;800;Dear
one;140;One
two;120;Two
VOTES
voter_id;vote
""" + "".join(f"a{n};dear\n" for n in range(10)) + "".join(f"b{n};one,two\n" for n in range(4))


def test_each_rule_tells_its_winners_money_and_voters() -> None:
    found = comparing.compare(SPLIT.encode())
    by_votes = found.outcomes[0]
    assert (by_votes.rule, sorted(by_votes.selected), by_votes.spent) == ("greedy@1", ["dear", "two"], Decimal(920))  # level with one, and it costs less
    assert by_votes.voters == {"0": 0, "1": 14, "2": 0, "3+": 0}
    shares = next(each for each in found.outcomes if (each.rule, each.completion) == ("equal-shares@1", "none"))
    # A share is 1000/14 = 71.43: ten pay 714 of 800, four have 285 for one and two (260 together).
    assert (sorted(shares.selected), shares.spent) == (["one", "two"], Decimal(260))
    assert shares.voters == {"0": 10, "1": 0, "2": 4, "3+": 0}
    assert [(each.rule, each.completion) for each in found.outcomes[:3]] == list(comparing.SHOWN_FIRST)
    assert len(found.outcomes) == len(comparing.RULES) and not found.unfinished


HOSTILE = {
    "empty lines": b"\n" * 5000, "no text": bytes(range(256)) * 40, "no ballots": b"META\nnothing", "zeros": b"\0" * 100_000,
    "half a file": SPLIT.encode()[:90], "another count": SPLIT.replace("num_votes;14", "num_votes;15").encode(),
    "a huge number": SPLIT.replace("budget;1000", "budget;1e999999").encode(), "a long number": SPLIT.replace("1000", "9" * 5000).encode(),
    "below zero": SPLIT.replace("one;140", "one;-140").encode(), "a picture": b"\x89PNG\r\n\x1a\n" + b"\xff" * 3000,
    "one long line": b"META;" * 200_000, "quotes": b'META\nkey;value\n"' + b'"a' * 9000, "markup": b"<script>alert(1)</script>\n" * 10,
}


@pytest.mark.parametrize("data", HOSTILE.values(), ids=HOSTILE)
@pytest.mark.backend("sqlite")
def test_a_hostile_file_gets_one_clear_sentence(session: Session, visitor: Visitor, data: bytes) -> None:
    visitor.sign_in(builders.a_staff_member(session))
    before = session.scalar(select(func.count()).select_from(TrailEntry))
    page = visitor.post("results_desk.compare", {"round": "", "file": (io.BytesIO(data), "x.pb")}, status=422)
    assert len(page.errors()) == 1 and "<script>alert" not in page.html
    assert page.errors()[0].startswith(("The file cannot be used:", "The votes in this file cannot be counted."))
    assert session.scalar(select(func.count()).select_from(TrailEntry)) == before


def test_a_file_beyond_the_limit_is_refused_as_too_large(session: Session, visitor: Visitor) -> None:
    visitor.sign_in(builders.a_staff_member(session))
    page = visitor.post("results_desk.compare", {"round": "", "file": (io.BytesIO(b"x" * 3 * 2**20), "x.pb")}, status=413)
    assert "larger than this page accepts" in page.text


def test_what_was_not_done_in_time_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    head = {"projects": [["a", "A", "5", 1]], "voters": 1, "fund": "10"}
    done = {"rule": "greedy@1", "completion": "none", "selected": ["a"], "spent": "5", "voters": {"0": 0, "1": 1, "2": 0, "3+": 0}}
    output = json.dumps(head) + "\n" + json.dumps(done) + "\n" + '{"rule": "greedy-no'
    monkeypatch.setattr(comparing, "_child", lambda _file: (-9, output.encode()))
    found = comparing.compare(b"x")
    assert [each.rule for each in found.outcomes] == ["greedy@1"] and found.unfinished == list(comparing.RULES[1:])
    monkeypatch.setattr(comparing, "_child", lambda _file: (-9, b'{"projects": '))
    with pytest.raises(NotNow, match="compare_too_long"):
        comparing.compare(b"x")


def test_time_is_limited(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(comparing, "SECONDS", 0.01)
    with pytest.raises(NotNow, match="compare_too_long"):
        comparing.compare(SPLIT.encode())


def test_one_comparison_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(comparing, "SECONDS_OF_WAITING", 0.01)
    with comparing._one_at_a_time, pytest.raises(NotNow, match="compare_busy"):
        comparing.compare(SPLIT.encode())


def test_nothing_given_is_told() -> None:
    with pytest.raises(Invalid, match="compare_needs_one"):
        comparing.compare(b"")


@pytest.mark.backend("sqlite")
def test_the_page_names_each_mark_and_keeps_nobody_from_writing(session: Session, visitor: Visitor) -> None:
    visitor.sign_in(builders.a_staff_member(session))
    data = MINIMAL.encode()
    page = visitor.post("results_desk.compare", {"round": "", "file": (io.BytesIO(data), "x.pb")}, status=200)
    for words in ("chosen", "Voters with three or more", "Most votes first", "Equal shares, then most votes first for what is left"):
        assert words in page.text, words
    assert visitor.app.view_functions["results_desk.compare"].has_own_transaction  # type: ignore[attr-defined]


def test_few_ballots_are_not_laid_open_by_comparing(session: Session, visitor: Visitor) -> None:
    round_ = world.a_sealed_round(session, {"1": 5, "2": 3})
    visitor.sign_in(builders.a_staff_member(session))
    page = visitor.post("results_desk.compare", {"round": round_.slug}, status=422)
    assert page.errors() == ["Single ballots of this vote are not published, so it cannot be laid under other rules."]
