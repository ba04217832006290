"""The words of the count: what goes in and what comes out. All amounts are integers in the smallest
unit of money.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field

from neighbourhood.tally.figures import Figures
from neighbourhood.tally.plain import Plain, amount, plain_values

WITHDRAWN_COST = 999_999_999
"""Cost, in whole units of money, by which Pabulib marks a project withdrawn after the ballot
was printed.
"""


@dataclass(frozen=True, slots=True)
class Project:
    """Something the fund can pay for; cost in the smallest unit of money."""

    id: str
    cost: int
    category: str | None = None


@dataclass(frozen=True, slots=True)
class Ballot:
    """The choices of `weight` voters who voted alike: (project id, points); an approval is one
    point.

    A ballot without choices is a voter all the same. An entry with no points or less is no vote for
    the project.
    """

    choices: tuple[tuple[str, int], ...]
    weight: int = 1


@dataclass(frozen=True, kw_only=True, slots=True)
class Parameters:
    """Everything a council decides about the count; two counts with equal input and parameters are
    equal.
    """

    rule: str = "greedy@1"
    utility: str | None = None
    """cost, cardinality, points or points-cost; None: cost if every entry is one point, else
    points.
    """
    completion: str = "none"
    """Of equal shares: none, greedy, add1, add1-exhaustive, add1-greedy."""
    minimum_votes: int = 0
    """Votes (ballots naming it) a project needs to be eligible."""
    minimum_points: int = 0
    """Points a project needs to be eligible."""
    tie_seed: str | None = None
    """Seed of the lot, see `ties`; None: project ids as text decide the last ties."""
    unit: int = 1
    """Smallest units in one whole unit of money: 100 where amounts are in cents."""
    start: str = "rounded-down"
    """Of add1: the first endowment is the fund divided by the voters, `rounded-down` to whole
    units or `exact`.
    """
    step: int = 1
    """Of add1: whole units more per voter at a time."""
    exclusive: tuple[tuple[str, ...], ...] = ()
    """Groups of projects of which one at most may win. Greedy family only."""
    category_limits: tuple[tuple[str, int], ...] = ()
    """Most that the winners of a category may cost together. Greedy family only."""
    prefunded: tuple[str, ...] = ()
    """Projects that win before the count and are paid from the fund. Greedy family only."""
    withdrawn: tuple[str, ...] = ()
    """Projects that stay on the list and cannot win."""
    already_funded: tuple[str, ...] = ()
    """Projects that stay on the list and cannot win, because another list has funded them."""

    def to_json(self) -> Plain:
        """Plain data for JSON."""
        plain = plain_values(asdict(self))
        # Counts from before there was such a thing must keep their bytes.
        if not self.already_funded:
            del plain["already_funded"]
        return plain


@dataclass(frozen=True, slots=True)
class Step:
    """One decision of the count, in order: what was done with which project, and the exact figures
    behind it.
    """

    kind: str
    project: str | None
    values: Figures = field(default_factory=Figures)

    def to_json(self, scale: int) -> Plain:
        """Plain data for JSON; amounts divided by `scale`."""
        return {
            "kind": self.kind,
            "project": self.project,
            **plain_values(self.values, scale),
        }


@dataclass(frozen=True, slots=True)
class ProjectOutcome:
    """How one project fared: order is its place among the selected, from 1; reason is a code of
    `reasons`.
    """

    cost: int
    votes: int
    points: int
    is_selected: bool
    order: int | None
    reason: str
    values: Figures = field(default_factory=Figures)

    def to_json(self, scale: int) -> Plain:
        """Plain data for JSON; amounts divided by `scale`."""
        return {
            "cost": amount(self.cost, scale),
            "votes": self.votes,
            "points": self.points,
            "selected": self.is_selected,
            "round_selected": self.order,
            "reason": self.reason,
            "values": plain_values(self.values, scale),
        }


@dataclass(frozen=True, slots=True)
class Outcome:
    """The result and the record it follows from; `selected` is in order of selection."""

    selected: tuple[str, ...]
    spent: int
    fund: int
    voters: int
    parameters: Parameters
    steps: tuple[Step, ...]
    projects: Mapping[str, ProjectOutcome]

    def to_json(self, *, scale: int = 1) -> Plain:
        """The object `tally --json` prints; amounts divided by `scale`, so that they are in the
        file's own unit, fractions that are not decimals as text "a/b".
        """
        parameters = self.parameters
        projects = {id_: project.to_json(scale) for id_, project in self.projects.items()}
        return {
            "rule": parameters.rule.partition("@")[0],
            "rule_version": parameters.rule,
            "utility": parameters.utility,
            "completion": parameters.completion,
            "budget": amount(self.fund, scale),
            "voters": self.voters,
            "spent": amount(self.spent, scale),
            "selected": list(self.selected),
            "projects": projects,
            "parameters": parameters.to_json(),
            "steps": [step.to_json(scale) for step in self.steps],
        }


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why a project won or lost, for a sentence: a code of `reasons` and the values that code
    promises.
    """

    code: str
    values: Figures
