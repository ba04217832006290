"""What editions, rounds, phases and rules are called, and why something about them is refused."""

from neighbourhood.rounds.words.counting import (
    ABOUT_WAYS,
    COMPLETIONS,
    LEFT_OVER,
    NEXT_BY_SHARES,
    RULE_NAMES,
    RULES,
    STARTS,
    UTILITIES,
    WAY_NAMES,
    WAYS,
    way_name,
)
from neighbourhood.rounds.words.dates import WARNINGS
from neighbourhood.rounds.words.editions import (
    DECIDED_BY,
    LEDGER,
    PROPOSERS,
    PUBLISHED_BALLOTS,
    SCHEMES,
    SETTLED_FIRST,
)
from neighbourhood.rounds.words.phases import (
    PHASE_NAMES,
    PHASES,
    QUIET_HEADLINE,
    STATES,
    PhaseWords,
)
from neighbourhood.rounds.words.refusals import (
    REFUSALS,
)

__all__ = [
    "ABOUT_WAYS",
    "COMPLETIONS",
    "DECIDED_BY",
    "LEDGER",
    "LEFT_OVER",
    "NEXT_BY_SHARES",
    "PHASES",
    "PHASE_NAMES",
    "PROPOSERS",
    "PUBLISHED_BALLOTS",
    "PhaseWords",
    "way_name",
    "QUIET_HEADLINE",
    "REFUSALS",
    "RULES",
    "RULE_NAMES",
    "SCHEMES",
    "SETTLED_FIRST",
    "STARTS",
    "STATES",
    "UTILITIES",
    "WARNINGS",
    "WAYS",
    "WAY_NAMES",
]
