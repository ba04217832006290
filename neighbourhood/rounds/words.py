"""What editions, rounds, phases and rules are called, and why something about them is refused."""

from typing import Any

from neighbourhood.languages import Sentence, _dl, _l
from neighbourhood.rounds.rules import DecidedBy, LedgerKind, PublishedBallots

#: Phase -> its name, as it stands on the phase line.
PHASES = {
    # Translators: name of a step on the line of phases
    "propose": _l("Propose"),
    # Translators: name of a step on the line of phases: the city's departments check the projects
    "review": _l("Check"),
    # Translators: name of a step on the line of phases
    "vote": _l("Vote"),
    # Translators: name of a step on the line of phases: a committee of residents decides on the
    # money
    "allocate": _l("Committee"),
    # Translators: name of a step on the line of phases: the result is published
    "publish": _l("Result"),
    # Translators: name of a step on the line of phases: the projects are carried out
    "deliver": _l("Carry out"),
}

#: Phase -> what happens in it.
WHAT_HAPPENS = {
    "propose": _l("Residents write down what their neighbourhood needs."),
    "review": _l(
        "The city's departments check each project: is it lawful, what does it cost, can it be "
        "built? A refusal carries its reason."
    ),
    "vote": _l("The residents of the neighbourhood vote for the projects they want."),
    "allocate": _l(
        "A committee of residents sees how people voted and decides on each project's money, with "
        "a reason."
    ),
    "publish": _l("Two people publish the result, with the reason for every project."),
    "deliver": _l("The chosen projects are carried out until they stand in the street."),
}

DECIDED_BY: dict[str, Sentence] = {
    DecidedBy.COMMITTEE: _l(
        "A committee of residents decides. The vote is its advice, and every departure from it "
        "carries a reason."
    ),
    DecidedBy.VOTE: _l("The vote decides. Nobody can depart from it."),
}

#: Rule with its version -> how the votes are counted.
RULES = {
    "greedy@1": _l(
        "The project with the most votes comes first. Projects are taken in that order; one that "
        "no longer fits is skipped."
    ),
    "greedy-no-skip@1": _l(
        "The project with the most votes comes first. Projects are taken in that order until one "
        "no longer fits."
    ),
    "greedy-per-cost@1": _l(
        "The project with the most votes for its cost comes first. One that no longer fits is "
        "skipped."
    ),
    "equal-shares@1": _l(
        "Everybody who votes gets an equal share of the fund. A project is chosen when those who "
        "voted for it can pay for it with their shares."
    ),
    "equal-shares-comparison@1": _l(
        "Counted by equal shares and by most votes. The way that more voters prefer is the result."
    ),
    "phragmen@1": _l(
        "Every voter earns money at the same pace. A project is chosen as soon as those who voted "
        "for it can pay for it together."
    ),
}

#: Which project equal shares take next where the money is what counts.
NEXT_BY_SHARES = _l(
    "The next project is always the one with the most voters who can still pay for it. After that "
    "they have less left for others."
)

#: Completion of equal shares -> what happens with money that nobody's share has paid out, in one
#: sentence or two.
LEFT_OVER = {
    "none": (_l("Money that the shares leave over stays in the fund."),),
    "greedy": (
        _l(
            "Money that the shares leave over goes to the projects with the most votes that still "
            "fit."
        ),
    ),
    "add1": (
        _l(
            "If money is left over, everybody's share is raised step by step, for as long as the "
            "fund can pay for all chosen projects."
        ),
    ),
    "add1-exhaustive": (
        _l(
            "If money is left over, everybody's share is raised step by step, until no other "
            "project fits into the fund."
        ),
    ),
}
LEFT_OVER["add1-greedy"] = (*LEFT_OVER["add1"], *LEFT_OVER["greedy"])

#: What staff choose between first, in words, and what each is good for.
WAYS = {
    "most-votes": _dl("Most votes first"),
    "shares-then-votes": _dl("Equal shares, then most votes first for what is left"),
    "shares-raised": _dl("Equal shares, shares raised step by step (add1)"),
    "own": _dl("A combination of your own, set below"),
}
ABOUT_WAYS = {
    "most-votes": _dl(
        "Easy to explain. A majority can win everything, and dear projects win easily."
    ),
    "shares-then-votes": _dl(
        "Small groups win something too. The shares decide first; the rest of the fund goes by "
        "votes."
    ),
    "shares-raised": _dl(
        "Small groups win something too, and the shares decide on nearly the whole fund. Used by "
        "Polish and Dutch cities."
    ),
}

UTILITIES = {
    "cost": _dl("The money: a share buys most where a project has many votes"),
    "cardinality": _dl("The number of projects: cheap ones come first"),
}
STARTS = {
    "rounded-down": _dl("The fund divided by the voters, in whole units of money"),
    "exact": _dl("The fund divided by the voters, exactly"),
}

#: Rule with its version -> its name where staff choose one.
RULE_NAMES = {
    "greedy@1": _dl("Most votes first"),
    "greedy-no-skip@1": _dl("Most votes first, no skipping"),
    "greedy-per-cost@1": _dl("Most votes per cost first"),
    "equal-shares@1": _dl("Equal shares"),
    "equal-shares-comparison@1": _dl("Equal shares, compared with most votes"),
    "phragmen@1": _dl("Phragmén"),
}

#: Rule with completion -> its name beside other ways of counting.
WAY_NAMES = {
    ("greedy@1", "none"): _l("Most votes first"),
    ("greedy-no-skip@1", "none"): _l("Most votes first, stopping at the first that does not fit"),
    ("greedy-per-cost@1", "none"): _l("Most votes for the money first"),
    ("equal-shares@1", "none"): _l("Equal shares"),
    ("equal-shares@1", "greedy"): _l("Equal shares, then most votes first for what is left"),
    ("equal-shares@1", "add1"): _l("Equal shares, raised until the fund is used"),
    ("equal-shares@1", "add1-exhaustive"): _l("Equal shares, raised until nothing more fits"),
    ("equal-shares@1", "add1-greedy"): _l(
        "Equal shares, raised until the fund is used, then most votes first"
    ),
    ("equal-shares-comparison@1", "none"): _l(
        "Equal shares, unless more voters prefer most votes first"
    ),
    ("equal-shares-comparison@1", "add1"): _l(
        "Equal shares, raised, unless more voters prefer most votes first"
    ),
    ("phragmen@1", "none"): _l(
        "Everybody earns alike, projects are bought when their supporters can pay"
    ),
}


def way_name(rule: str, completion: str) -> Any:
    """Return what a rule with its completion is called; a rule unknown here is called by its own
    name.
    """
    return WAY_NAMES.get((rule, completion)) or WAY_NAMES.get((rule, "none"), rule)


COMPLETIONS = {
    "none": _dl("Leave what remains in the fund"),
    "greedy": _dl("Fill up with the most votes"),
    "add1": _dl("Raise everybody's share step by step"),
    "add1-exhaustive": _dl("Raise everybody's share until nothing more fits"),
    "add1-greedy": _dl("Raise everybody's share, then fill up with the most votes"),
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

#: Where a round stands between its phases.
STATES = {
    # Translators: a round that has not begun
    "ahead": _l("Not begun"),
    # Translators: a round between two of its phases
    "between": _l("Pause"),
    # Translators: a round whose last phase is over
    "over": _l("Over"),
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

REFUSALS = {
    "propose_never": _l("Nobody proposes projects in this round."),
    "propose_not_yet": _l("Projects can be proposed from %(starts)s."),
    "propose_over": _l("The time for proposing projects ended on %(ended)s."),
    "review_never": _l("Projects are not checked in this round."),
    "review_not_yet": _l("Projects are checked from %(starts)s."),
    "review_over": _l("The time for checking projects ended on %(ended)s."),
    "vote_never": _l("There is no vote in this round."),
    "vote_not_yet": _l("The vote begins on %(starts)s."),
    "vote_over": _l("The vote ended on %(ended)s."),
    "allocate_never": _l("No committee decides in this round; the vote does."),
    "allocate_not_yet": _l("The committee decides from %(starts)s."),
    "allocate_over": _l("The committee's time for deciding ended on %(ended)s."),
    "publish_never": _l("This round publishes no result."),
    "publish_not_yet": _l("The result can be published from %(starts)s."),
    "publish_over": _l("The time for publishing ended on %(ended)s."),
    "deliver_never": _l("Nothing is carried out in this round."),
    "deliver_not_yet": _l("Projects are carried out from %(starts)s."),
    "deliver_over": _l("The time for carrying projects out ended on %(ended)s."),
    "fund_exceeded": _l("The fund does not reach: %(asked)s are asked for and %(left)s are left."),
    # What the database itself refuses knows no figures.
    "fund_would_be_exceeded": _l("The fund does not reach for this."),
    "phase_ends_too_early": _dl("This phase ends before it begins."),
    "phases_overlap": _dl("This phase begins before the one before it has ended."),
    "phases_out_of_order": _dl("The phases of a round come in a fixed order, each once."),
    "phase_missing": _dl("A committee that decides needs a phase for it."),
    "phase_has_begun": _dl(
        "This phase began on %(started)s. Its end can only be moved later, by two people."
    ),
    "phase_would_be_over": _dl("This phase would be over already."),
    "vote_is_frozen": _dl(
        "The rules of the vote are frozen. The end of a phase can only be moved later, by two "
        "people."
    ),
    "end_has_come": _dl("This end has come already, or there is none; it can no longer be moved."),
    "end_only_later": _dl("The end can only be moved later than %(end)s."),
    "end_too_far": _dl("The end can be moved by a year at most."),
    "reason_needed": _dl(
        "Please give a reason of at most %(most)s characters; everybody will read it."
    ),
    "move_already_asked": _dl(
        "Somebody has asked to move this end already. A second person can confirm it."
    ),
    "end_moved_meanwhile": _dl(
        "This was confirmed already, or the end has moved since it was asked for."
    ),
    "scheme_unknown": _dl("Please choose one of the presets."),
    "scheme_not_usable": _dl("This preset is only described here; its parts do not all work."),
    "slug_unfit": _dl(
        "Use small letters from a to z, digits and single hyphens, at most %(most)s characters."
    ),
    "slug_taken": _dl("Another edition has this address already."),
    "title_missing": _dl("Please give a title in at least one language."),
    "round_exists": _dl("This neighbourhood has a round in this edition already."),
    "rule_unknown": _dl("There is no rule called %(rule)s."),
    "rule_setting_unknown": _dl("A rule has no setting called %(setting)s."),
    "completion_not_of_rule": _dl("This rule does not know this way to use what remains."),
    "utility_not_of_rule": _dl("This rule does not know this measure of use."),
    "only_by_shares": _dl(
        "Only equal shares know this measure. Choose equal shares, or measure by money."
    ),
    "start_unknown": _dl("Please choose one of the list."),
    "only_when_raised": _dl(
        "This has an effect only where shares are raised. Choose such a way to use the rest, or "
        "leave this as it was."
    ),
    "way_contradicts": _dl(
        "You changed the settings below. Choose “A combination of your own” to use them, or leave "
        "them as they were."
    ),
    "number_out_of_range": _dl("Please give a number from %(least)s to %(most)s."),
    "most_below_least": _dl("The most cannot be below the least."),
    "publication_unknown": _dl("Please choose one of the list."),
    "rules_are_frozen": _dl("A vote has opened under these rules; they are frozen."),
    "special_rules_stand": _dl(
        "Special rules of %(places)s need a way of counting by most votes. Take them away first, "
        "or keep such a way of counting."
    ),
    "special_not_of_rule": _dl(
        "Special rules need a way of counting by most votes. Choose one for the edition first."
    ),
    "special_changed_meanwhile": _dl(
        "Somebody else has changed the special rules. Please open this page again and look at "
        "them first."
    ),
    "special_project_unknown": _dl(
        "There is no project with the reference %(reference)s in this round."
    ),
    "conflict_of_one": _dl(
        "Please tick at least two projects: one alone is in conflict with nothing."
    ),
    "conflict_twice": _dl("These projects are a group already."),
    "conflicts_too_many": _dl("There can be at most %(most)s groups."),
    "conflict_beforehand": _dl(
        "“%(project)s” would be funded beforehand, so no other project of its group could ever "
        "win. Take the others off the ballot by their review."
    ),
    "beforehand_over_fund": _dl(
        "The projects funded beforehand cost %(asked)s together; the fund holds %(fund)s."
    ),
    "payer_missing": _dl(
        "Please say who pays, with at most %(most)s characters; everybody reads it."
    ),
    "funded_twice": _dl(
        "“%(project)s” is either paid from this fund or by somebody else, not both."
    ),
    "limit_of_nothing": _dl("Please give more than zero, or leave the field empty for no limit."),
    "limit_without_project": _dl("No project of this round has this category."),
    "limit_below_beforehand": _dl(
        "The projects of this category that are funded beforehand already cost %(spent)s."
    ),
    "fund_is_bound": _dl("The fund cannot change once the vote or the committee's work has begun."),
    "fund_below_allocated": _dl("More than this has been allocated already."),
    "key_is_split": _dl("The key of this round has been split already."),
    "key_holders_same": _dl("Two different people must keep the two halves."),
}
