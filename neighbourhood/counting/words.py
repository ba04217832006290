"""Why a round cannot be counted."""

from neighbourhood.languages import _l

REFUSALS = {
    "results_not_sealed": _l(
        "There is no result yet: the ballots are still sealed away, and nobody can read them "
        "before the vote has ended."
    ),
    "settled_first_missing": _l(
        "Another list is settled first, and its result is not published yet: %(places)s. What is "
        "funded there is left out here."
    ),
    "cannot_count": _l(
        "The frozen rules and the ballots cannot be counted together (%(problem)s)."
    ),
}
