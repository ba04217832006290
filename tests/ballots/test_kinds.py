"""The kinds of ballot: what each takes, how it is kept, and its way to the count and to files."""

from dataclasses import replace

import pytest

from neighbourhood import pabulib, tally
from neighbourhood.refusals import Invalid
from neighbourhood.rounds.ballot_kinds import KINDS, require_ballot
from neighbourhood.rounds.ballot_kinds.approval import Approval
from neighbourhood.rounds.documents import BallotTerms, FrozenRound
from tests.builders import approvals, frozen_project, frozen_rules

KIND = Approval()


def a_round(*numbers: int, least: int = 1, most: int | None = 3) -> FrozenRound:
    """Return rules with these projects on the ballot, known as p<number>."""
    projects = tuple(frozen_project(number, reference=f"p{number}") for number in numbers)
    return replace(frozen_rules(), ballot=approvals(least, most), projects=projects)


FIVE = a_round(1, 2, 3, 10, 11)


def ballot(*numbers: int, is_blank: bool = False) -> dict[str, str]:
    ticks = {f"choice-{number}": str(number) for number in numbers}
    return ticks | ({"blank": "1"} if is_blank else {})


@pytest.mark.parametrize(
    ("numbers", "kept"),
    [((1,), "p1"), ((3, 1), "p1,p3"), ((2, 10, 11), "p10,p11,p2"), ((2, 2), "p2")],
)
def test_approvals_are_references_sorted_each_once(numbers: tuple[int, ...], kept: str) -> None:
    assert KIND.kept(ballot(*numbers), FIVE) == kept


def test_a_blank_ballot_is_valid_whatever_the_least() -> None:
    assert KIND.kept(ballot(is_blank=True), a_round(1, 2, 3, least=3, most=None)) == ""


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        (ballot(), "nothing_chosen"),
        (ballot(1, is_blank=True), "blank_and_chosen"),
        (ballot(1, 2, 3, 10), "too_many_choices"),
        (ballot(4), "not_on_this_ballot"),
        (ballot(1, -1), "not_on_this_ballot"),
        (ballot(1, 2, 3, 4, 5), "not_on_this_ballot"),
        ({"choice-": "1"}, "not_on_this_ballot"),
        ({"choice-1234567890": "1"}, "not_on_this_ballot"),
        ({"choice-١": "1"}, "not_on_this_ballot"),
    ],
)
def test_bad_choices_are_refused(fields: dict[str, str], code: str) -> None:
    with pytest.raises(Invalid, match=code):
        KIND.kept(fields, FIVE)


def test_too_few_choices_are_refused_where_the_rules_name_a_least() -> None:
    with pytest.raises(Invalid) as refused:
        KIND.kept(ballot(1, 2), a_round(1, 2, 3, 10, 11, least=3, most=5))
    assert refused.value.values == {"least": 3, "chosen": 2}


def test_the_limits_never_ask_for_more_projects_than_there_are() -> None:
    few = a_round(1, 2, least=3, most=None)
    assert KIND.for_template(few) == {"most": 2}
    assert KIND.kept(ballot(1, 2), few) == "p1,p2"
    with pytest.raises(Invalid) as refused:
        KIND.kept(ballot(1), few)
    assert refused.value.values == {"least": 2, "chosen": 1}


def test_what_is_funded_beforehand_cannot_be_chosen() -> None:
    rules = replace(FIVE, rule=replace(FIVE.rule, parameters={"prefunded": ["p2"]}))
    with pytest.raises(Invalid, match="not_on_this_ballot"):
        KIND.kept(ballot(2), rules)


def test_the_longest_ballot_fits() -> None:
    projects = tuple(
        frozen_project(number, reference=reference)
        for number, reference in enumerate(["p1", "p22", "é333"], start=1)
    )
    two = replace(frozen_rules(), ballot=approvals(1, 2), projects=projects)
    assert KIND.longest(two) == len("p22,é333".encode())
    assert KIND.longest(replace(two, ballot=approvals(1, None))) == len("p1,p22,é333".encode())
    assert KIND.longest(replace(two, projects=())) == 0


def test_an_approval_is_one_point_in_the_count_and_none_in_the_file() -> None:
    assert KIND.tally_ballot("p1,p3", 7) == tally.Ballot((("p1", 1), ("p3", 1)), 7)
    assert KIND.tally_ballot("", 2) == tally.Ballot((), 2)
    assert KIND.pabulib_ballot("p1,p3", "5") == pabulib.PabulibBallot("5", ("p1", "p3"), None)
    assert KIND.from_pabulib(pabulib.PabulibBallot("1", ("p3", "p1"), None)) == "p1,p3"
    assert KIND.pabulib_meta(a_round(1, 2, least=0, most=5)) == {
        "vote_type": "approval",
        "min_length": "1",
        "max_length": "2",
    }


@pytest.mark.parametrize("marks", [{}, {3: 1}, {3: 1, 1: 1}])
def test_the_fields_of_a_form_read_back(marks: dict[int, int]) -> None:
    fields = KIND.fields_for(marks)
    assert KIND.marks(fields) == marks
    assert KIND.fields_of(fields | {"csrf_token": "x", "version": "0"}) == fields


@pytest.mark.parametrize(
    ("least", "most", "field"),
    [
        (-1, 3, "least_choices"),
        (51, None, "least_choices"),
        (0, 51, "most_choices"),
        (0, 0, "most_choices"),
        (3, 2, "most_choices"),
    ],
)
def test_bad_limits_of_a_ballot(least: int, most: int | None, field: str) -> None:
    with pytest.raises(Invalid) as refused:
        require_ballot(approvals(least, most))
    assert refused.value.field == field


@pytest.mark.parametrize(
    "terms",
    [
        BallotTerms("lottery", {}),
        BallotTerms("approval", {"least_choices": 1, "most_choices": 3, "points": 5}),
    ],
)
def test_an_unknown_kind_or_limit_is_refused(terms: BallotTerms) -> None:
    with pytest.raises(Invalid, match="ballot_kind_unknown"):
        require_ballot(terms)


def test_an_optional_limit_that_an_edition_never_knew_is_open() -> None:
    older = BallotTerms("approval", {"least_choices": 1})
    require_ballot(older)
    assert KIND.for_template(replace(FIVE, ballot=older)) == {"most": 5}
    with pytest.raises(Invalid, match="number_out_of_range"):
        require_ballot(BallotTerms("approval", {"most_choices": 3}))


def test_every_kind_goes_by_its_name() -> None:
    assert all(name == kind.name for name, kind in KINDS.items())
