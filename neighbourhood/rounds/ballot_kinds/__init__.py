"""The kinds of ballot an edition may choose from: each is one entry of KINDS and one module."""

from collections.abc import Mapping

from neighbourhood.refusals import Invalid
from neighbourhood.rounds.ballot_kinds.approval import Approval
from neighbourhood.rounds.ballot_kinds.kind import BallotKind
from neighbourhood.rounds.documents import BallotTerms

KINDS: Mapping[str, BallotKind] = {kind.name: kind for kind in (Approval(),)}

__all__ = ["KINDS", "BallotKind", "kind_of", "require_ballot"]


def kind_of(terms: BallotTerms) -> BallotKind:
    """Return the kind of ballot that the terms name; KeyError where this program has no such."""
    return KINDS[terms.kind]


def require_ballot(terms: BallotTerms) -> None:
    """Raise Invalid unless there is such a kind of ballot and its limits are within bounds."""
    if terms.kind not in KINDS:
        raise Invalid("ballot_kind_unknown", kind=terms.kind)
    kind_of(terms).require_limits(terms.limits)
