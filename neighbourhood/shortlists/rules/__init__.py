"""How many projects become a short list: its terms, who may take part, and the rule itself."""

from neighbourhood.shortlists.rules.choosing import (
    RULE,
    Candidate,
    Choice,
    Why,
    choose,
)
from neighbourhood.shortlists.rules.juries import (
    LONGEST_OPINION,
    LONGEST_REASON,
    LONGEST_SITS_AS,
    MOST_SEATS,
    require_complete_reasons,
    require_reason,
    require_sits_as,
    require_unconcerned,
)
from neighbourhood.shortlists.rules.terms import (
    MOST_LEAST,
    MOST_PROJECTS,
    MOST_SUPPORTS,
    Terms,
    Way,
    require_sound,
    require_supporting,
    require_terms_open,
    require_way,
)

__all__ = [
    "LONGEST_OPINION",
    "LONGEST_REASON",
    "LONGEST_SITS_AS",
    "MOST_LEAST",
    "MOST_PROJECTS",
    "MOST_SEATS",
    "MOST_SUPPORTS",
    "RULE",
    "Candidate",
    "Choice",
    "Terms",
    "Way",
    "Why",
    "choose",
    "require_complete_reasons",
    "require_reason",
    "require_sits_as",
    "require_sound",
    "require_supporting",
    "require_terms_open",
    "require_unconcerned",
    "require_way",
]
