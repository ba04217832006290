"""Special rules by themselves: what makes sense, what of them has an effect, what the count is
told.
"""

from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from neighbourhood import tally
from neighbourhood.money import Money
from neighbourhood.refusals import Invalid
from neighbourhood.rounds.rules import constraints
from neighbourhood.rounds.rules.constraints import Candidate, Constraints

#: Four projects: two for sport, one for nature, one without a category. The fund holds 100.00.
PROJECTS = [
    Candidate("1", "Playground", 6_000, "sport"),
    Candidate("2", "Dog meadow", 5_000, "nature"),
    Candidate("3", "Table tennis", 1_500, "sport"),
    Candidate("4", "Benches", 500),
]
FUND = Money(10_000, "EUR")


def refused(
    rules: Constraints, *, rule: str = "greedy@1", projects: list[Candidate] = PROJECTS
) -> Invalid | None:
    try:
        constraints.require_sound(rules, projects, rule=rule, fund=FUND)
    except Invalid as refusal:
        return refusal
    return None


@pytest.mark.parametrize(
    "rules",
    [
        constraints.NOTHING,
        Constraints((("1", "2"), ("2", "3", "4")), (("sport", 6_000), ("nature", 1)), ()),
        # What is funded beforehand costs exactly the limit of its category.
        Constraints((), (("sport", 6_000),), ("1",)),
        Constraints((("3", "4"),), (), ("1",)),
    ],
)
def test_rules_that_make_sense(rules: Constraints) -> None:
    for rule in ("greedy@1", "greedy-no-skip@1", "greedy-per-cost@1"):
        assert refused(rules, rule=rule) is None


@pytest.mark.parametrize(
    ("rules", "code", "field"),
    [
        (Constraints((("1",),)), "conflict_of_one", "new_group"),
        (Constraints((("1", "1"),)), "conflict_of_one", "new_group"),
        (Constraints((("1", "2"), ("2", "1"))), "conflict_twice", "new_group"),
        (Constraints((("1", "2"),), (), ("1",)), "conflict_beforehand", "prefunded"),
        (Constraints((("1", "2"),), (), ("1", "2")), "conflict_beforehand", "prefunded"),
        (Constraints((), (), ("1", "2")), "beforehand_over_fund", "prefunded"),
        (Constraints((), (("sport", 0),)), "limit_of_nothing", "limit_sport"),
        (Constraints((), (("music", 100),)), "limit_without_project", "limit_music"),
        (Constraints((), (("sport", 5_999),), ("1",)), "limit_below_beforehand", "limit_sport"),
        (Constraints(externally_funded=("2",)), "payer_missing", "payer"),
        (Constraints(externally_funded=("2",), payer=" "), "payer_missing", "payer"),
        (Constraints(externally_funded=("2",), payer="x" * 121), "payer_missing", "payer"),
        (Constraints((), (), ("4",), ("4",), "The district"), "funded_twice", "externally_funded"),
        (
            Constraints((("1", "2"),), (), (), ("2",), "The district"),
            "conflict_beforehand",
            "externally_funded",
        ),
        # The only project for nature is the district's.
        (
            Constraints((), (("nature", 1),), (), ("2",), "The district"),
            "limit_without_project",
            "limit_nature",
        ),
        (Constraints(tuple(("1", f"x{n}") for n in range(51))), "conflicts_too_many", "new_group"),
    ],
)
def test_rules_that_make_none_are_refused_beside_their_field(
    rules: Constraints, code: str, field: str
) -> None:
    refusal = refused(rules)
    assert refusal is not None
    assert (refusal.code, refusal.field) == (code, field)


@pytest.mark.parametrize(
    "rule", ["equal-shares@1", "equal-shares-comparison@1", "phragmen@1", "none@1"]
)
@pytest.mark.parametrize(
    "rules",
    [Constraints((("1", "2"),)), Constraints((), (("sport", 1),)), Constraints((), (), ("1",))],
)
def test_only_counting_by_most_votes_knows_them(rules: Constraints, rule: str) -> None:
    refusal = refused(rules, rule=rule)
    assert refusal is not None and refusal.code == "special_not_of_rule"
    assert refused(constraints.NOTHING, rule=rule) is None


@pytest.mark.parametrize("rule", ["greedy@1", "equal-shares@1", "phragmen@1"])
def test_what_somebody_else_pays_for_is_no_matter_of_the_count(rule: str) -> None:
    rules = Constraints(externally_funded=("1", "2"), payer="The district")
    assert refused(rules, rule=rule) is None
    assert rules.parameters == {}
    assert rules.plain == {"externally_funded": ["1", "2"], "payer": "The district"}
    assert rules.fingerprint != constraints.NOTHING.fingerprint


def test_a_refusal_says_the_amounts() -> None:
    over, below = (
        refused(Constraints((), (), ("1", "2"))),
        refused(Constraints((), (("sport", 1),), ("1", "3"))),
    )
    assert over is not None and over.values == {"asked": Money(11_000, "EUR"), "fund": FUND}
    assert below is not None and below.values == {"spent": Money(7_500, "EUR")}


def test_what_names_a_project_that_is_gone_has_no_effect() -> None:
    rules = Constraints(
        (("1", "2"), ("2", "3", "4")), (("sport", 100), ("nature", 100)), ("2", "4")
    )
    without_two = [each for each in PROJECTS if each.reference != "2"]
    assert constraints.effective(rules, without_two) == Constraints(
        (("3", "4"),), (("sport", 100),), ("4",)
    )
    assert constraints.effective(rules, []) == constraints.NOTHING
    # A refused rival leaves the other free, also to be funded beforehand.
    assert refused(Constraints((("1", "2"),), (), ("1",)), projects=without_two) is None


def test_the_parameters_of_the_count_lead_back_to_the_rules() -> None:
    rules = Constraints((("1", "2"),), (("sport", 100),), ("4",))
    assert rules.parameters == {
        "exclusive": [["1", "2"]],
        "category_limits": [["sport", 100]],
        "prefunded": ["4"],
    }
    assert constraints.of_parameters(rules.parameters | {"unit": 100}) == rules
    assert constraints.NOTHING.parameters == {}
    assert rules.fingerprint != constraints.NOTHING.fingerprint


NAMES = ("1", "2", "3", "4", "5")
CANDIDATES = st.lists(
    st.sampled_from([0, 1, 2_000, 5_000, 5_001, 9_000]), min_size=2, max_size=5
).flatmap(
    lambda costs: st.tuples(
        *(
            st.builds(
                Candidate,
                st.just(name),
                st.just(name),
                st.just(cost),
                st.sampled_from(["", "sport", "nature"]),
            )
            for name, cost in zip(NAMES, costs, strict=False)
        )
    )
)
RULES = st.builds(
    Constraints,
    st.lists(
        st.sampled_from([*combinations(NAMES, 2), *combinations(NAMES, 3)]), max_size=3, unique=True
    ).map(tuple),
    st.dictionaries(st.sampled_from(["sport", "nature"]), st.integers(1, 9_000)).map(
        lambda limits: tuple(limits.items())
    ),
    st.lists(st.sampled_from(NAMES), max_size=2, unique=True).map(tuple),
)
BALLOTS = st.lists(st.sets(st.sampled_from(NAMES), max_size=3), max_size=12)


@settings(max_examples=400, deadline=None)
@given(
    CANDIDATES,
    RULES,
    BALLOTS,
    st.sampled_from(["greedy@1", "greedy-no-skip@1", "greedy-per-cost@1"]),
)
def test_what_may_be_frozen_can_be_counted_and_is_kept(
    candidates: tuple[Candidate, ...], rules: Constraints, cast: list[set[str]], rule: str
) -> None:
    here = {each.reference: each for each in candidates}
    frozen = constraints.effective(rules, candidates)
    if refused(frozen, rule=rule, projects=list(candidates)):
        return
    projects = [
        tally.Project(each.reference, each.cost, each.category or None) for each in candidates
    ]
    ballots = [
        tally.Ballot(tuple((name, 1) for name in sorted(names & set(here)))) for names in cast
    ]
    how = tally.Parameters(
        rule=rule,
        exclusive=frozen.exclusive,
        category_limits=frozen.category_limits,
        prefunded=frozen.prefunded,
    )
    won = tally.count(projects, ballots, FUND.amount, how).selected
    assert won[: len(frozen.prefunded)] == frozen.prefunded
    assert sum(here[name].cost for name in won) <= FUND.amount
    assert all(len(set(group) & set(won)) <= 1 for group in frozen.exclusive)
    assert all(
        sum(here[name].cost for name in won if here[name].category == slug) <= limit
        for slug, limit in frozen.category_limits
    )
