"""The limits of each kind of ballot in words: on the desk, and for the voter in sentences that are
the same on every page.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from neighbourhood.languages import Sentence, _, _dl, _l, _n
from neighbourhood.rounds.ballot_kinds.approval import Approval, bounds
from neighbourhood.rounds.documents import BallotTerms, Limits


@dataclass(frozen=True)
class LimitWords:
    """What the desk calls a limit, and what it says beside the field."""

    label: Sentence
    hint: Sentence


LIMITS: Mapping[str, LimitWords] = {
    "least_choices": LimitWords(
        _dl("Least projects on a ballot"), _dl("A blank ballot is always valid.")
    ),
    "most_choices": LimitWords(
        _dl("Most projects on a ballot"),
        _dl("Leave it empty to let people name as many as they like."),
    ),
}
#: Why a filled ballot may not be cast, or an edition may not have such a ballot.
REFUSALS = {
    "not_on_this_ballot": _l("There is no project %(number)s on this ballot."),
    "nothing_chosen": _l("Choose at least one project, or tick the blank ballot."),
    "blank_and_chosen": _l(
        "You chose projects and also ticked the blank ballot. Please keep one of the two."
    ),
    "too_few_choices": _l(
        "You chose %(chosen)s. Choose at least %(least)s projects, or tick the blank ballot."
    ),
    "too_many_choices": _l("You chose %(chosen)s. Choose at most %(most)s."),
    "ballot_kind_unknown": _dl("There is no kind of ballot called %(kind)s with these limits."),
}


def limits_explained(terms: BallotTerms, on_ballot: int | None = None) -> list[str]:
    """Return every limit in a sentence for the voter; before it is known how many projects stand
    on the ballot, the limits are given as they were set.
    """
    return _EXPLAINED[terms.kind](terms.limits, on_ballot)


def _approval(limits: Limits, on_ballot: int | None) -> list[str]:
    least, most = limits.get("least_choices") or 0, limits.get("most_choices")
    if on_ballot is not None:
        least, most = bounds(limits, on_ballot)
    if most is None and not least:
        return [_("Each voter names as many projects as they like.")]
    if most is None:
        return [
            _n(
                "You choose at least %(num)s project.",
                "You choose at least %(num)s projects.",
                least,
            )
        ]
    if least > 1:
        return [
            _n(
                "Choose at least %(least)s and up to %(num)s project.",
                "Choose at least %(least)s and up to %(num)s projects.",
                most,
                least=least,
            )
        ]
    return [
        _n("You may choose up to %(num)s project.", "You may choose up to %(num)s projects.", most)
    ]


_EXPLAINED: Mapping[str, Callable[[Limits, int | None], list[str]]] = {Approval.name: _approval}
