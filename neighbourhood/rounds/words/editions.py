"""What stands in an edition: who decides and proposes, what is published, its presets; and the
lines of a fund's ledger.
"""

from neighbourhood.languages import Sentence, _dl, _l
from neighbourhood.rounds.rules import DecidedBy, LedgerKind, PublishedBallots, SettledFirst

DECIDED_BY: dict[str, Sentence] = {
    DecidedBy.COMMITTEE: _l(
        "A committee of residents decides. The vote is its advice, and every departure from it "
        "carries a reason."
    ),
    DecidedBy.VOTE: _l("The vote decides. Nobody can depart from it."),
}

PROPOSERS = {
    # Translators: who may propose a project
    "resident": _l("Residents"),
    # Translators: who may propose a project
    "group": _l("Groups"),
    # Translators: who may propose a project
    "organisation": _l("Organisations"),
}

PUBLISHED_BALLOTS: dict[str, Sentence] = {
    PublishedBallots.BALLOTS: _l(
        "Every ballot is published without its owner where at least 30 people voted, else the "
        "votes of each project."
    ),
    PublishedBallots.COUNTS: _l("The votes of each project are published, not the single ballots."),
}

SETTLED_FIRST: dict[str, Sentence] = {
    SettledFirst.LOWER: _l(
        "The lists of the smaller places are settled first. What they fund is left out of the "
        "lists of the larger places around them."
    ),
    SettledFirst.HIGHER: _l(
        "The lists of the larger places are settled first. What they fund is left out of the lists "
        "of the smaller places in them."
    ),
}

LEDGER = {
    # Translators: a line in the book of a fund: the city gave money to the fund
    LedgerKind.GRANTED: _l("Granted by the city"),
    # Translators: a line in the book of a fund: decided for a project
    LedgerKind.ALLOCATED: _l("Allocated to a project"),
    # Translators: a line in the book of a fund: an allocation was taken back
    LedgerKind.RELEASED: _l("Allocation taken back"),
    # Translators: a line in the book of a fund
    LedgerKind.PAID: _l("Paid out"),
    # Translators: a line in the book of a fund: unspent money came back
    LedgerKind.RETURNED: _l("Paid back"),
}

#: Preset -> name, what it is, and which parts work.
SCHEMES = {
    "act-in-my-neighbourhood": (
        _dl("Act in my neighbourhood"),
        _dl(
            "Inspired by Agir dans mon quartier in Toulouse. Residents propose and vote, a "
            "committee of residents decides on the money."
        ),
        _dl("All of it works."),
    ),
    "district-programme": (
        _dl("District programme"),
        _dl(
            "Inspired by the Wijkaanpak in Amsterdam. Residents propose, the vote decides; "
            "counted by equal shares, so that minorities win too."
        ),
        _dl("All of it works."),
    ),
    "youth": (
        _dl("Youth vote"),
        _dl(
            "Inspired by Ruuti in Helsinki and by Assen. Like the district programme, for an age "
            "group and without e-mail."
        ),
        _dl("Proposing, checking and the count work; the age group is not checked at the vote."),
    ),
    "street-initiatives": (
        _dl("Street initiatives"),
        _dl(
            "Inspired by Opzoomeren in Rotterdam. Always open: small fixed grants for streets "
            "until the fund is spent."
        ),
        _dl(
            "Proposing and the committee's decision work; fixed grants and a decision within a "
            "number of days do not."
        ),
    ),
    "small-grants": (
        _dl("Small grants"),
        _dl(
            "Inspired by Zürich and Frankfurt. Small local projects, with several decision dates "
            "a year."
        ),
        _dl(
            "Proposing, checking and the committee's decision work for one decision date; several "
            "dates need several editions."
        ),
    ),
    "prize": (
        _dl("Prize"),
        _dl(
            "Inspired by YoungEngagement in Nuremberg. A jury makes a shortlist, the public votes "
            "for one in each category."
        ),
        _dl("Proposing works; the jury's shortlist and a ballot by category do not."),
    ),
    "community-budget": (
        _dl("Community budget"),
        _dl(
            "Inspired by Our Place in Birmingham. Residents and service providers agree on aims, "
            "then allocate together."
        ),
        _dl("Proposing, checking and allocating work; agreeing on aims does not."),
    ),
    "wish": (
        _dl("Wish"),
        _dl(
            "Inspired by the All Activity Houses in Malmö. An activity starts within a week "
            "because somebody asked for it."
        ),
        _dl("It has no money and no vote, so it needs pages of its own."),
    ),
}
