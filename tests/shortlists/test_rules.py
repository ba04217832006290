"""The rule of a short list, with answers worked out by hand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from neighbourhood.refusals import Invalid, NotAllowed, NotNow
from neighbourhood.shortlists.rules import (
    Candidate,
    Terms,
    choose,
    require_complete_reasons,
    require_sound,
    require_unconcerned,
)

TERMS = Terms("support", 3, 2, 2, by_category=False, is_open=False)
JURY = Terms("jury", 1, 2, 2, by_category=False, is_open=False)


def outcome(terms: Terms, *rows: tuple[int, str, int, int]) -> dict[int, tuple[str, int, int]]:
    """Return {number: (why, place, voices of the last)} for rows of number, category, for,
    against.
    """
    choices = choose(terms, [Candidate(*row) for row in rows])
    return {one.candidate.number: (str(one.why), one.place, one.last) for one in choices}


def test_the_most_supported_come_in_up_to_the_number() -> None:
    assert outcome(TERMS, (1, "", 5, 0), (2, "", 9, 0), (3, "", 4, 0), (4, "", 1, 0)) == {
        1: ("chosen", 2, 5),
        2: ("chosen", 1, 5),
        3: ("others_had_more", 3, 5),
        4: ("too_few", 0, 5),
    }


def test_all_that_are_tied_for_the_last_place_come_in() -> None:
    assert outcome(TERMS, (1, "", 5, 0), (2, "", 9, 0), (3, "", 5, 0), (4, "", 4, 0)) == {
        1: ("tied", 2, 5),
        2: ("chosen", 1, 5),
        3: ("tied", 2, 5),
        4: ("others_had_more", 4, 5),
    }


def test_no_tie_is_told_where_just_as_many_come_in_as_there_are_places() -> None:
    found = outcome(TERMS, (1, "", 5, 0), (2, "", 5, 0))
    assert found == {1: ("chosen", 1, 5), 2: ("chosen", 1, 5)}


def test_nothing_comes_in_where_nothing_has_enough() -> None:
    assert outcome(TERMS, (1, "", 1, 0), (2, "", 0, 0)) == {
        1: ("too_few", 0, 0),
        2: ("too_few", 0, 0),
    }
    assert choose(TERMS, []) == []


def test_each_category_has_its_own_places() -> None:
    terms = Terms("support", 3, 1, 1, by_category=True, is_open=False)
    rows = ((1, "nature", 9, 0), (2, "nature", 8, 0), (3, "sport", 1, 0), (4, "", 2, 0))
    assert outcome(terms, *rows) == {
        1: ("chosen", 1, 9),
        2: ("others_had_more", 2, 9),
        3: ("chosen", 1, 1),
        4: ("chosen", 1, 2),
    }


def test_a_jury_needs_more_yes_than_no_and_the_least_number() -> None:
    assert outcome(JURY, (1, "", 3, 2), (2, "", 2, 2), (3, "", 1, 0), (4, "", 2, 1)) == {
        1: ("chosen", 1, 2),
        2: ("no_majority", 0, 2),
        3: ("too_few", 0, 2),
        4: ("chosen", 2, 2),
    }


@given(st.lists(st.integers(0, 6), max_size=12), st.integers(1, 5), st.integers(1, 4))
def test_whoever_has_as_many_as_one_on_the_list_is_on_it_too(
    voices: list[int], most: int, least: int
) -> None:
    terms = Terms("support", 3, least, most, by_category=False, is_open=True)
    choices = choose(terms, [Candidate(i, "", number) for i, number in enumerate(voices)])
    kept = [one.candidate.voices for one in choices if one.is_kept]
    left = [one.candidate.voices for one in choices if not one.is_kept]
    assert all(number >= least for number in kept)
    assert all(out < min(kept, default=least) for out in left)
    # It is full unless nobody else has enough.
    assert len(kept) >= min(most, sum(number >= least for number in voices))


@pytest.mark.parametrize(
    ("terms", "field"),
    [
        (Terms("lot", 1, 1, 1, by_category=False, is_open=False), "way"),
        (Terms("support", 0, 1, 1, by_category=False, is_open=False), "supports_each"),
        (Terms("support", 51, 1, 1, by_category=False, is_open=False), "supports_each"),
        (Terms("support", 1, 0, 1, by_category=False, is_open=False), "least"),
        (Terms("support", 1, 1, 1001, by_category=False, is_open=False), "most_projects"),
    ],
)
def test_terms_that_no_list_could_be_made_by_are_refused(terms: Terms, field: str) -> None:
    with pytest.raises(Invalid) as refused:
        require_sound(terms)
    assert refused.value.field == field


def test_a_jury_owes_a_reason_for_each_project_that_is_not_kept() -> None:
    rows = ((1, "", 3, 0), (2, "", 1, 0), (3, "", 0, 2))
    choices = choose(JURY, [Candidate(*row) for row in rows])
    with pytest.raises(NotNow) as refused:
        require_complete_reasons(choices, {2})
    assert refused.value.values == {"count": 1, "first": 3}
    require_complete_reasons(choices, {2, 3})


def test_nobody_judges_what_they_have_a_part_in() -> None:
    with pytest.raises(NotAllowed, match="own_project_on_jury"):
        require_unconcerned(7, {6, 7})
    require_unconcerned(5, {6, 7})
