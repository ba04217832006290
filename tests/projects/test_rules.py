"""What a project must be, and when what may happen to it."""

from datetime import UTC, datetime
from types import SimpleNamespace

import pytest

from neighbourhood.projects import rules
from neighbourhood.projects.rules import Content, Cost, Judgement
from neighbourhood.refusals import Invalid, NotNow
from neighbourhood.rounds.documents import FrozenProject

EVERYBODY = ("resident", "group", "organisation")
FINE = Content(
    "Shade on the square", "en", "Trees.", "We plant.", 1, "The square", costs=(Cost("Trees", 100),)
)


def day(number):
    return datetime(2026, 3, number, tzinfo=UTC)


def a_round(opened_at=None, kinds=("propose", "review", "vote")):
    """Propose from the 1st, review from the 10th, vote from the 20th; the days between are
    nobody's.
    """
    starts = {"propose": (1, 8), "review": (10, 18), "vote": (20, 28)}
    phases = [
        SimpleNamespace(kind=kind, starts_at=day(starts[kind][0]), ends_at=day(starts[kind][1]))
        for kind in kinds
    ]
    return SimpleNamespace(
        phases=phases,
        opened_at=opened_at,
        sealed_at=None,
        ended_as=None,
        end_reason="",
        list_closed_at=None,
    )


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("draft", "submitted"),
        ("submitted", "feasible"),
        ("submitted", "not_feasible"),
        ("feasible", "not_feasible"),
        ("not_feasible", "feasible"),
        ("feasible", "withdrawn"),
        ("draft", "withdrawn"),
    ],
)
def test_ways_a_project_may_go(before, after):
    rules.require_transition(before, after)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("draft", "feasible"),
        ("submitted", "draft"),
        ("feasible", "submitted"),
        ("withdrawn", "submitted"),
        ("withdrawn", "feasible"),
    ],
)
def test_ways_a_project_may_not_go(before, after):
    with pytest.raises(NotNow, match=f"project_is_{before}"):
        rules.require_transition(before, after)


@pytest.mark.parametrize(
    ("now", "code"), [(day(7), None), (day(8), "propose_over"), (day(20), "propose_over")]
)
def test_writing_has_its_phase(now, code):
    if code is None:
        rules.require_may_write(a_round(), now)
        return
    with pytest.raises(NotNow, match=code):
        rules.require_may_write(a_round(), now)


@pytest.mark.parametrize(
    ("state", "now", "code"),
    [
        ("draft", day(7), None),
        ("draft", day(9), "propose_over"),
        ("submitted", day(7), None),
        ("submitted", day(9), None),
        ("submitted", day(10), "review_has_begun"),
        ("feasible", day(7), "project_is_feasible"),
        ("withdrawn", day(7), "project_is_withdrawn"),
    ],
)
def test_when_a_text_may_change(state, now, code):
    if code is None:
        rules.require_may_edit(a_round(), state, now)
        return
    with pytest.raises(NotNow, match=code):
        rules.require_may_edit(a_round(), state, now)


def test_without_a_review_phase_texts_change_while_proposing_runs():
    rules.require_may_edit(a_round(kinds=("propose", "vote")), "submitted", day(7))
    with pytest.raises(NotNow, match="propose_over"):
        rules.require_may_edit(a_round(kinds=("propose", "vote")), "submitted", day(8))


def test_nothing_changes_once_the_vote_was_opened():
    opened = a_round(opened_at=day(5))
    for ask in (
        lambda: rules.require_may_write(opened, day(6)),
        lambda: rules.require_may_edit(opened, "draft", day(6)),
        lambda: rules.require_may_withdraw(opened, "feasible"),
        lambda: rules.require_may_review(opened, "submitted", day(12)),
    ):
        with pytest.raises(NotNow, match="projects_frozen"):
            ask()


def test_withdrawing_and_judging_need_no_clock_but_the_opening():
    rules.require_may_withdraw(a_round(), "feasible")
    rules.require_may_review(a_round(), "submitted", day(19))
    with pytest.raises(NotNow, match="review_not_yet"):
        rules.require_may_review(a_round(), "submitted", day(9))


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"title": "Short"}, "title"),
        ({"title": "x" * 121}, "title"),
        ({"summary": "x" * 301}, "summary"),
        ({"description": "x" * 6001}, "description"),
        ({"language": "english!"}, "language"),
        ({"carried_by": "king"}, "carried_by"),
        ({"carried_by": "group"}, "carrier_name"),
        ({"costs": (Cost("x", 1),) * 13}, "cost_lines-12-label"),
        ({"costs": (Cost("Trees", 1), Cost("x" * 121, 1))}, "cost_lines-2-label"),
        ({"costs": (Cost("", 1),)}, "cost_lines-1-label"),
        ({"costs": (Cost("Trees", -1),)}, "cost_lines-1-amount"),
        ({"latitude": 43.5}, "longitude"),
        ({"longitude": 1.5}, "latitude"),
        ({"latitude": 91.0, "longitude": 1.5}, "latitude"),
    ],
)
def test_limits_name_their_field(values, field):
    with pytest.raises(Invalid) as refused:
        rules.require_sound(
            Content(**vars(FINE) | values), who_proposes=EVERYBODY, metres_outside=0
        )
    assert refused.value.field == field


@pytest.mark.parametrize(
    "values",
    [
        {"title": "x" * 6},
        {"title": "x" * 120},
        {"summary": "", "description": "", "costs": ()},
        {"latitude": 44.05, "longitude": 1.0},
        {"language": "pt_BR"},
        {"carried_by": "group", "carrier_name": "Gardeners"},
    ],
)
def test_what_just_fits(values):
    rules.require_sound(Content(**vars(FINE) | values), who_proposes=EVERYBODY, metres_outside=0)


def test_everything_missing_is_named_at_once():
    with pytest.raises(rules.Incomplete) as refused:
        rules.require_complete(rules.missing_parts(Content("Shade on the square", "en"), fund=100))
    assert [part.code for part in refused.value.parts] == [
        "summary_missing",
        "description_missing",
        "category_missing",
        "project_place_missing",
        "costs_missing",
    ]


@pytest.mark.parametrize(
    ("amount", "codes"), [(100, []), (101, ["cost_beyond_fund"]), (0, ["cost_zero"])]
)
def test_the_cost_lies_between_nothing_and_the_fund(amount, codes):
    content = Content(**vars(FINE) | {"costs": (Cost("Trees", amount),)})
    assert [part.code for part in rules.missing_parts(content, fund=100)] == codes


@pytest.mark.parametrize(
    ("judgement", "code"),
    [
        (Judgement("perhaps", "x", "en"), "verdict_unknown"),
        (Judgement("not_feasible", "", "en"), "verdict_reason_missing"),
        (Judgement("feasible", "", "en", "", {2: (1, "x")}), "line_unknown"),
        (Judgement("feasible", "", "en", "", {1: (-1, "x")}), "money_negative"),
        (Judgement("feasible", "", "en", "", {1: (90, "")}), "correction_reason_missing"),
        (Judgement("feasible", "", "en", "", {1: (101, "x")}), "corrected_beyond_fund"),
        (Judgement("feasible", "", "en", "", {1: (0, "x")}), "corrected_to_zero"),
    ],
)
def test_a_verdict_needs_its_parts(judgement, code):
    with pytest.raises(Invalid, match=code):
        rules.require_sound_judgement(judgement, {1: 50}, fund=100)


def test_differences_between_versions():
    before = vars(FINE) | {"costs": [{"label": "Trees", "amount": 100}]}
    after = before | {"place": "The park", "latitude": 43.5, "longitude": 1.5}
    assert rules.changed_parts(before, after) == ["place", "point"]
    assert rules.line_changes("one\ntwo\nthree", "one\n2\nthree") == [
        ("same", "one"),
        ("gone", "two"),
        ("new", "2"),
        ("same", "three"),
    ]


def test_what_the_frozen_rules_keep():
    project = SimpleNamespace(
        number=3,
        reference="3",
        title="Shade",
        summary="Trees.",
        description="We plant.",
        language="en",
        cost=100,
        category=SimpleNamespace(slug="nature", name={"en": "Nature"}),
        list_number=None,
        place="The square",
        author_id=7,
    )
    assert rules.as_frozen(project) == FrozenProject(
        number=3,
        reference="3",
        title="Shade",
        summary="Trees.",
        description="We plant.",
        language="en",
        cost=100,
        category="nature",
        category_name={"en": "Nature"},
        place="The square",
    )
