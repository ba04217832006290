"""The rules by name and version. A change that could alter any result is a new version; old ones
stay for recounts.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

from neighbourhood.tally.comparison import count_with_comparison
from neighbourhood.tally.election import Election, prepare
from neighbourhood.tally.equal_shares import count_equal_shares
from neighbourhood.tally.errors import TallyError
from neighbourhood.tally.greedy import count_greedy, count_greedy_no_skip, count_greedy_per_cost
from neighbourhood.tally.model import Ballot, Outcome, Parameters, Project
from neighbourhood.tally.outcomes import outcome_of_ledger
from neighbourhood.tally.phragmen import count_phragmen

COMPLETIONS = ("none", "greedy", "add1", "add1-exhaustive", "add1-greedy")
UTILITIES = ("cost", "cardinality", "points", "points-cost")


@dataclass(frozen=True)
class Rule:
    """A way to count: its function, and which parameters it understands."""

    count: Callable[[Election], Outcome]
    has_constraints: bool = False
    completions: tuple[str, ...] = ("none",)
    utilities: tuple[str | None, ...] = (None, *UTILITIES)


RULES: Mapping[str, Rule] = MappingProxyType(
    {
        "greedy@1": Rule(
            lambda election: outcome_of_ledger(election, count_greedy(election)), True
        ),
        "greedy-no-skip@1": Rule(
            lambda election: outcome_of_ledger(election, count_greedy_no_skip(election)), True
        ),
        "greedy-per-cost@1": Rule(
            lambda election: outcome_of_ledger(election, count_greedy_per_cost(election)), True
        ),
        "equal-shares@1": Rule(count_equal_shares, completions=COMPLETIONS),
        "equal-shares-comparison@1": Rule(count_with_comparison, completions=COMPLETIONS),
        "phragmen@1": Rule(count_phragmen),
    }
)


def count(
    projects: Sequence[Project], ballots: Iterable[Ballot], fund: int, parameters: Parameters
) -> Outcome:
    """The outcome of the election under the parameters; a pure function. Raises TallyError for what
    it cannot count.
    """
    name = versioned(parameters.rule)
    _check_supported(RULES[name], parameters)
    return RULES[name].count(prepare(projects, ballots, fund, replace(parameters, rule=name)))


def versioned(name: str) -> str:
    """The full name of a rule, such as `greedy@1`; a name without version means the newest. Raises
    TallyError.
    """
    if name in RULES:
        return name
    versions = [known for known in RULES if known.partition("@")[0] == name]
    if not versions:
        raise TallyError("unknown_rule", rule=name, known=sorted(RULES))
    return max(versions, key=lambda known: int(known.partition("@")[2]))


def rule_names() -> list[str]:
    """The names of the rules without their versions, in the order they are offered."""
    return list(dict.fromkeys(name.partition("@")[0] for name in RULES))


def is_rule(name: str) -> bool:
    """Whether `versioned` knows the name."""
    return name in RULES or name in rule_names()


def _check_supported(rule: Rule, parameters: Parameters) -> None:
    if parameters.completion not in rule.completions:
        raise TallyError(
            "completion_not_supported", rule=parameters.rule, completion=parameters.completion
        )
    if parameters.utility not in rule.utilities:
        raise TallyError("utility_not_supported", rule=parameters.rule, utility=parameters.utility)
    for name in ("exclusive", "category_limits", "prefunded"):
        if getattr(parameters, name) and not rule.has_constraints:
            raise TallyError("constraint_not_supported", rule=parameters.rule, constraint=name)
