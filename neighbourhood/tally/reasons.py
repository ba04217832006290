"""Every code a project's outcome can carry, what it means, and the values it promises. The web
layer words them.

Amounts are exact (integers or fractions) in the smallest unit. Every explanation also has votes,
points and cost.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class Reason:
    """Whether the project won, in one sentence why, and the names of its values; those after `|`
    may be absent.
    """

    is_selected: bool
    meaning: str
    values: str


_LEDGER = "endowment had paid left missing support_percent"

REASONS: Mapping[str, Reason] = MappingProxyType(
    {
        "selected": Reason(
            True,
            "The rule took it.",
            "cost | fund_left payment paid_in_full paid_less had_nothing effective_votes time "
            "tied_with tie_decided_by stage",
        ),
        "prefunded": Reason(True, "It was paid from the fund before the count.", "cost fund_left"),
        "withdrawn": Reason(False, "It was withdrawn after the ballot was fixed.", ""),
        "already_funded": Reason(False, "Another list had funded it before.", ""),
        "no_votes": Reason(False, "Nobody voted for it.", ""),
        "below_minimum": Reason(
            False,
            "It missed the minimum of votes or points.",
            "missing | minimum_votes minimum_points",
        ),
        "does_not_fit": Reason(
            False,
            "At its turn less was left than it costs.",
            (
                "fund_left cost missing | outranked_by needed_score level_with still_fitted "
                "needed_fund enough_cost stage"
            ),
        ),
        "stopped_before": Reason(
            False, "The count ended at another project that stood before it.", "before | time"
        ),
        "excluded_by": Reason(False, "A project it excludes was taken before it.", "by"),
        "category_full": Reason(
            False,
            "At its turn too little was left for its category.",
            "category category_left cost missing",
        ),
        "dearer_than_fund": Reason(
            False, "It costs more than the whole fund.", "cost fund missing"
        ),
        "supporters_too_poor": Reason(
            False,
            "All the money of all its supporters was less than its cost from the start.",
            _LEDGER + " needed_votes | enough_cost",
        ),
        "supporters_spent_elsewhere": Reason(
            False,
            "Its supporters had paid for other winners and had too little left together.",
            _LEDGER + " | enough_cost",
        ),
        "next_step_overspends": Reason(
            False,
            (
                "It would be taken at the next step, and the winners would then cost more than "
                "the fund."
            ),
            (
                "missing | fund_left cost time endowment had paid left support_percent "
                "next_endowment next_spent tied_with tie_decided_by"
            ),
        ),
    }
)

VALUES: Mapping[str, str] = MappingProxyType(
    {
        "before": "id of the project at which the count ended",
        "by": "id of the winner that excludes this project",
        "category": "name of the category",
        "category_left": "amount left under the category's limit at its turn",
        "cost": "what the project costs",
        "effective_votes": "cost divided by the highest payment, a fraction; under approval",
        "enough_cost": (
            "a cost at which it would have been chosen, all else equal; of the greedy rules the "
            "highest one"
        ),
        "endowment": "what every voter could spend in the run that counted",
        "fund": "the whole fund",
        "fund_left": "what was left of the fund at its turn, before it was paid",
        "had": "what its supporters had together at the start of the run",
        "had_nothing": "supporters with nothing left",
        "left": "what its supporters had left together at the end",
        "level_with": (
            "id of the winner at which the fund fell below its cost, where the two had the same "
            "score"
        ),
        "minimum_points": "points a project needs",
        "minimum_votes": "votes a project needs",
        "missing": "by how much it failed: an amount, or votes or points for below_minimum",
        "needed_fund": "how much more in the fund would have made it win, all else equal; not less",
        "needed_score": (
            "how many more points (votes under approval) would have made it win, all else equal"
        ),
        "needed_votes": "how many supporters could have paid for it together at this endowment",
        "next_endowment": "the endowment one step higher",
        "next_spent": "what the winners at that endowment would cost",
        "outranked_by": "id of the winner at which the fund fell below this project's cost",
        "paid": "by id of a winner, what this project's supporters paid for it, largest first",
        "paid_in_full": "supporters who paid the full price",
        "paid_less": "supporters who paid less because it was all they had",
        "payment": "the most a supporter pays",
        "stage": "completion, where the greedy completion of equal shares decided",
        "still_fitted": "id of the first winner after its turn that had a lower score",
        "support_percent": (
            "the most its supporters offered at a winner's price, in percent of its cost, rounded "
            "down"
        ),
        "tie_decided_by": "cost, points, votes or lot: how deep the tie rule had to go",
        "tied_with": "ids of projects that ranked exactly the same",
        "time": "money per voter, from the start, at which the project could be bought (Phragmén)",
    }
)
