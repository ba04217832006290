"""What the rules of the count, their settings and the recommended ways are called."""

from typing import Any

from neighbourhood.languages import Sentence, _dl, _l

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
LEFT_OVER: dict[str, tuple[Sentence, ...]] = {
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
    "shares-raised": _dl("Equal shares, raised step by step"),
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
    ("equal-shares@1", "add1"): _l("Equal shares, raised step by step"),
    ("equal-shares@1", "add1-exhaustive"): _l(
        "Equal shares, raised step by step until nothing more fits"
    ),
    ("equal-shares@1", "add1-greedy"): _l(
        "Equal shares, raised step by step, then most votes first for what is left"
    ),
    ("equal-shares-comparison@1", "none"): _l(
        "Equal shares, unless more voters prefer most votes first"
    ),
    ("equal-shares-comparison@1", "add1"): _l(
        "Equal shares, raised step by step, unless more voters prefer most votes first"
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
