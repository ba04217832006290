"""Every reason of the count and every departure has a sentence."""

from dataclasses import replace

import pytest
from flask import Flask
from markupsafe import Markup

from neighbourhood.results import words
from neighbourhood.results.documents import step_of
from neighbourhood.results.explanation import figures, reasons, steps
from neighbourhood.tally.reasons import REASONS
from tests.results import world


def test_every_reason_of_the_count_has_a_sentence() -> None:
    assert set(words.REASONS) == set(REASONS)


@pytest.mark.backend("sqlite")
@pytest.mark.parametrize("code", sorted(REASONS))
def test_a_reason_without_figures_still_tells_something(app: Flask, code: str) -> None:
    with app.test_request_context("/en/"):
        project = world.a_loser(code, {}, cost=100, votes=1)
        assert [str(sentence) for sentence in reasons.reason_sentences(project, {})] == [
            str(words.REASONS[code])
        ]


@pytest.mark.parametrize(
    ("parts", "total", "shown"),
    [
        (["10/3", "10/3", "10/3"], 10, [4, 3, 3]),
        ([1, 2], 3, [1, 2]),
        (["1/2", "1/2"], 1, [1, 0]),
        ([], 0, []),
    ],
)
def test_rounded_parts_add_up(parts: list[int | str], total: int, shown: list[int]) -> None:
    assert figures.rounded_parts(parts, total) == shown


def test_a_purse_names_the_largest_payment_first_and_adds_up() -> None:
    paid, left, had = figures.ledger(
        {"paid": {"1": "10/3", "2": "100/3", "3": "1/3"}, "left": 63, "had": 100}
    )
    assert (paid, left, had) == ([("2", 34), ("1", 3), ("3", 0)], 63, 100)


@pytest.mark.backend("sqlite")
def test_a_step_of_the_count_that_does_not_hold_is_not_called_chosen(app: Flask) -> None:
    endowment = {
        "kind": "endowment",
        "project": None,
        "first_endowment": 50,
        "endowment": 50,
        "increments": 0,
        "stopped": "not_raised",
    }
    paid = {
        "kind": "selected",
        "project": "1",
        "cost": 60,
        "payment": 30,
        "paid_in_full": 2,
        "paid_less": 0,
        "had_nothing": 0,
    }
    compared = {
        "kind": "comparison",
        "project": None,
        "prefer_equal_shares": 0,
        "prefer_greedy": 1,
        "indifferent": 1,
        "chosen": "greedy",
    }
    taken = {"kind": "selected", "project": "2", "cost": 80, "fund_left": 100}
    lost = world.a_loser("does_not_fit", {}, cost=60, votes=2)
    won = replace(world.a_loser("selected", {}, cost=80, votes=2), reference="2", is_selected=True)
    result = replace(
        world.an_old_result(),
        fund=100,
        projects=(lost, won),
        count=replace(
            world.an_old_result().count,
            voters=2,
            steps=tuple(step_of(step) for step in (endowment, paid, compared, taken)),
        ),
    )
    with app.test_request_context("/en/"):
        views = steps.steps_of(result, {"1": Markup("One"), "2": Markup("Two")})
    assert [(str(step.heading), step.is_taken) for step in views[1::2]] == [
        ("One", None),
        ("Two", True),
    ]
    purses = views[1].bars[1].bar
    assert (purses.total, purses.rest, [segment.amount for segment in purses.segments]) == (
        100,
        40,
        [60],
    )
