"""Every reason of the count and every departure has a sentence."""

import pytest
from flask import Flask

from neighbourhood.results import figures, why, words
from neighbourhood.tally.reasons import REASONS


def test_every_reason_of_the_count_has_a_sentence() -> None:
    assert set(words.REASONS) == set(REASONS)


@pytest.mark.backend("sqlite")
@pytest.mark.parametrize("code", sorted(REASONS))
def test_a_reason_without_figures_still_tells_something(app: Flask, code: str) -> None:
    with app.test_request_context("/en/"):
        project = {"reference": "1", "cost": 100, "votes": 1, "reason": {"code": code, "values": {}}}
        assert [str(sentence) for sentence in why.reasons(project, {})] == [str(words.REASONS[code])]


@pytest.mark.parametrize(
    ("parts", "total", "shown"),
    [(["10/3", "10/3", "10/3"], 10, [4, 3, 3]), ([1, 2], 3, [1, 2]), (["1/2", "1/2"], 1, [1, 0]), ([], 0, [])],
)
def test_rounded_parts_add_up(parts: list[int | str], total: int, shown: list[int]) -> None:
    assert figures.rounded_parts(parts, total) == shown


def test_a_purse_names_the_largest_payment_first_and_adds_up() -> None:
    paid, left, had = figures.ledger({"paid": {"1": "10/3", "2": "100/3", "3": "1/3"}, "left": 63, "had": 100})
    assert (paid, left, had) == ([("2", 34), ("1", 3), ("3", 0)], 63, 100)
