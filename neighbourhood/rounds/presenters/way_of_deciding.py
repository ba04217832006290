"""How an edition decides, in sentences: the same on its page, in its preview and at the desk."""

from collections.abc import Sequence
from dataclasses import dataclass

from neighbourhood.languages import Sentence
from neighbourhood.rounds import words
from neighbourhood.rounds.ballot_kinds.words import limits_explained
from neighbourhood.rounds.models import Edition
from neighbourhood.rounds.presenters.rule_sentences import how_counted


@dataclass(frozen=True)
class WayOfDeciding:
    """Who decides, what a ballot may hold, how it is counted, what is published, who proposes."""

    decided_by: Sentence
    limits: Sequence[Sentence]
    counted: Sequence[Sentence]
    published: Sentence
    proposers: Sequence[Sentence]


def way_of_deciding(edition: Edition) -> WayOfDeciding:
    """Return how an edition decides."""
    return WayOfDeciding(
        decided_by=words.DECIDED_BY[edition.decided_by],
        limits=limits_explained(edition.ballot),
        counted=[*how_counted(edition.rule, edition.rule_parameters), *_settled_first(edition)],
        published=words.PUBLISHED_BALLOTS[edition.published_ballots],
        proposers=[words.PROPOSERS[kind] for kind in edition.who_proposes],
    )


def _settled_first(edition: Edition) -> list[Sentence]:
    """Return which lists go first, where there are some on more than one level."""
    has_levels = len({round_.level for round_ in edition.rounds}) > 1
    return [words.SETTLED_FIRST[edition.settled_first]] if has_levels else []
