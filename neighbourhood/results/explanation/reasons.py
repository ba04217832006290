"""Why each project was chosen or not, in whole sentences; every figure comes from the record of the
count that chose.
"""

from collections.abc import Callable, Mapping
from typing import Any

from markupsafe import Markup

from neighbourhood.results import words
from neighbourhood.results.documents import Figures, PublishedProject
from neighbourhood.results.explanation import figures
from neighbourhood.web.filters import show_money, show_number
from neighbourhood.web.markup import _m, _mn

Values = Figures
Names = Mapping[str, Markup]
Sentences = list[Any]


def reason_sentences(project: PublishedProject, names: Names) -> Sentences:
    """Return the sentences for one project of a published result; `names` has every project's name
    by its reference.
    """
    code, values = project.reason.code, project.reason.values
    detailed = DETAILED.get(code)
    sentences = detailed(project, values, names) if detailed else []
    # Of a small vote the figures are not published; then the bare reason has to do.
    return sentences or [words.REASONS[code]]


def further_sentences(project: PublishedProject, names: Names) -> Sentences:
    """Return what else is known of a project that was not chosen: who came before it, and what
    would have been enough.
    """
    if project.is_selected:
        return []
    values = project.reason.values
    return [*_others(values, names), *_closeness(project, values), *_enough(values)]


def _others(values: Values, names: Names) -> Sentences:
    level = names.get(values.get("level_with", ""))
    fewer = names.get(values.get("still_fitted", ""))
    sentences = (
        [_m("%(project)s stood exactly level with it and went first.", project=level)]
        if level
        else []
    )
    return sentences + (
        [_m("%(project)s has fewer votes, but it costs less and still fitted.", project=fewer)]
        if fewer
        else []
    )


def _enough(values: Values) -> Sentences:
    if "needed_fund" in values:
        missing = _money(values["needed_fund"])
        if "enough_cost" in values:
            return [
                _m(
                    "Had this project cost %(missing)s less, or had the fund held %(missing)s "
                    "more, it would have been chosen.",
                    missing=missing,
                )
            ]
        return [
            _m(
                "Had the fund held %(missing)s more, this project would have been chosen.",
                missing=missing,
            )
        ]
    if "enough_cost" in values:
        return [
            _m(
                "Had this project cost %(amount)s or less, it would have been chosen.",
                amount=_money(values["enough_cost"]),
            )
        ]
    return []


def _money(value: Any) -> str:
    return show_money(figures.rounded(value))


def _selected(project: PublishedProject, values: Values, _names: Names) -> Sentences:
    if "payment" in values:
        sentences = _payers(values)
    elif "time" in values:
        sentences = [
            _m(
                "The people who voted for it could pay for it together once every voter had "
                "earned %(time)s.",
                time=_money(values["time"]),
            )
        ]
    elif values.get("stage") == "completion":
        sentences = [
            _m(
                "At the end %(left)s was left over. Of all that still fitted, it had the most "
                "votes.",
                left=_money(values["fund_left"]),
            )
        ]
    elif "fund_left" in values:
        sentences = [
            _m(
                "When its turn came, %(left)s was left. It costs %(cost)s.",
                left=_money(values["fund_left"]),
                cost=_money(project.cost),
            )
        ]
    else:
        return []
    return sentences + (
        [words.TIES[values["tie_decided_by"]]] if "tie_decided_by" in values else []
    )


def _payers(values: Values) -> Sentences:
    full = values["paid_in_full"]
    less = values["paid_less"]
    none = values["had_nothing"]
    payment = _money(values["payment"])
    sentences = [
        _mn(
            "%(num)s person who voted for it paid %(payment)s.",
            "%(num)s people who voted for it paid %(payment)s each.",
            full,
            payment=payment,
        )
    ]
    if less:
        sentences.append(
            _mn(
                "%(num)s more had less left and gave all of it.",
                "%(num)s more had less left and gave all of it.",
                less,
            )
        )
    if none:
        sentences.append(
            _mn("%(num)s more had nothing left.", "%(num)s more had nothing left.", none)
        )
    return sentences


def _below_minimum(_project: PublishedProject, values: Values, _names: Names) -> Sentences:
    if "minimum_votes" not in values:
        return []
    needed, missing = values["minimum_votes"], values["missing"]
    return [
        _mn(
            "Every project needs %(num)s vote to be counted.",
            "Every project needs %(num)s votes to be counted.",
            needed,
        ),
        _mn("It is %(num)s vote short.", "It is %(num)s votes short.", missing),
    ]


def _does_not_fit(project: PublishedProject, values: Values, names: Names) -> Sentences:
    if "fund_left" not in values:
        return []
    cost, left = _money(project.cost), _money(values["fund_left"])
    if values.get("stage") == "completion":
        sentences = [
            *_purse(project, values),
            _m("At the end %(left)s was left over; it costs %(cost)s.", left=left, cost=cost),
        ]
    elif values["fund_left"]:
        sentences = [
            _m(
                "It costs %(cost)s. Only %(left)s was left when its turn came.",
                cost=cost,
                left=left,
            )
        ]
    else:
        sentences = [_m("It costs %(cost)s. Nothing was left when its turn came.", cost=cost)]
    return sentences + _votes_short(values, names)


def _votes_short(values: Values, names: Names) -> Sentences:
    """How many votes were missing, and which chosen project they would have put it before."""
    before = names.get(values.get("outranked_by", ""))
    if not before or not values.get("needed_score"):
        return []
    return [
        _mn(
            "With %(num)s more vote it would have been chosen: it would have stood before "
            "%(project)s.",
            "With %(num)s more votes it would have been chosen: it would have stood before "
            "%(project)s.",
            values["needed_score"],
            project=before,
        )
    ]


def _stopped_before(_project: PublishedProject, values: Values, names: Names) -> Sentences:
    if values.get("before") not in names:
        return []
    return [
        _m(
            "The count ended at %(project)s, which stood before it and no longer fitted.",
            project=names[values["before"]],
        )
    ]


def _excluded_by(_project: PublishedProject, values: Values, names: Names) -> Sentences:
    return (
        [
            _m(
                "Only one of the two can be built, and %(project)s was chosen first.",
                project=names[values["by"]],
            )
        ]
        if "by" in values
        else []
    )


def _category_full(project: PublishedProject, values: Values, _names: Names) -> Sentences:
    if "category_left" not in values:
        return []
    amounts = {
        "category": values["category"],
        "left": _money(values["category_left"]),
        "cost": _money(project.cost),
    }
    return [
        _m("It costs %(cost)s. Only %(left)s was left for its category, %(category)s.", **amounts)
    ]


def _dearer_than_fund(project: PublishedProject, values: Values, _names: Names) -> Sentences:
    if "fund" not in values:
        return []
    return [
        _m(
            "It costs %(cost)s, more than the whole fund of %(fund)s.",
            cost=_money(project.cost),
            fund=_money(values["fund"]),
        )
    ]


def _too_poor(project: PublishedProject, values: Values, _names: Names) -> Sentences:
    if "had" not in values:
        return []
    sentences = [
        _m(
            "Every voter had %(share)s. Together, the people who voted for it had %(had)s, less "
            "than its cost of %(cost)s.",
            share=_money(values["endowment"]),
            had=_money(values["had"]),
            cost=_money(project.cost),
        )
    ]
    needed = values.get("needed_votes")
    return sentences + (
        [
            _mn(
                "To pay for it with shares of this size it takes %(num)s vote.",
                "To pay for it with shares of this size it takes %(num)s votes.",
                needed,
            )
        ]
        if needed
        else []
    )


def _spent_elsewhere(project: PublishedProject, values: Values, _names: Names) -> Sentences:
    return _purse(project, values)


def _purse(project: PublishedProject, values: Values) -> Sentences:
    if "had" not in values:
        return []
    paid, left, had = figures.ledger(values)
    sentences = [_m("The people who voted for it had %(had)s together.", had=show_money(had))]
    if spent := sum(amount for _reference, amount in paid):
        sentences.append(_m("They paid %(amount)s for other projects.", amount=show_money(spent)))
    # Where the completion decided, `missing` is what the fund lacked; here it is what the purses
    # lack.
    return [
        *sentences,
        _m(
            "%(left)s was left, which is %(missing)s too little.",
            left=show_money(left),
            missing=show_money(project.cost - left),
        ),
    ]


def _closeness(project: PublishedProject, values: Values) -> Sentences:
    """How close it came, where that was closer than at the end: the most that was offered for it at
    the price of a chosen project.
    """
    percent = values.get("support_percent", 0)
    if not percent or 100 * figures.exact(values["left"]) >= percent * project.cost:
        return []
    return [
        _m(
            "When it came closest to being chosen, it had %(percent)s per cent of the support "
            "that it needed.",
            percent=show_number(int(percent)),
        )
    ]


def _next_step(project: PublishedProject, values: Values, _names: Names) -> Sentences:
    if "next_spent" in values:
        amounts = {"share": _money(values["next_endowment"]), "spent": _money(values["next_spent"])}
        return [
            *_purse(project, values),
            _m(
                "With a share of %(share)s for every voter it would have been chosen, but then "
                "the projects would cost %(spent)s.",
                **amounts,
            ),
        ]
    if "fund_left" in values:
        amounts = {"left": _money(values["fund_left"]), "cost": _money(project.cost)}
        return [_m("It was the next in line. It costs %(cost)s, and %(left)s was left.", **amounts)]
    return []


def _already_funded(_project: PublishedProject, values: Values, _names: Names) -> Sentences:
    if "other_list" not in values:
        return []
    return [
        _m(
            "It was already funded on the list of %(place)s, so it took no money here.",
            place=values["other_list"],
        )
    ]


DETAILED: Mapping[str, Callable[[PublishedProject, Values, Names], Sentences]] = {
    "selected": _selected,
    "already_funded": _already_funded,
    "below_minimum": _below_minimum,
    "does_not_fit": _does_not_fit,
    "stopped_before": _stopped_before,
    "excluded_by": _excluded_by,
    "category_full": _category_full,
    "dearer_than_fund": _dearer_than_fund,
    "supporters_too_poor": _too_poor,
    "supporters_spent_elsewhere": _spent_elsewhere,
    "next_step_overspends": _next_step,
}
