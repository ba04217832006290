"""What is said of each phase of a round: one record a phase, so that a new one is worded in one
place.
"""

from dataclasses import dataclass

from neighbourhood.languages import Sentence, _l
from neighbourhood.rounds.rules import PhaseKind


@dataclass(frozen=True)
class PhaseWords:
    """What the pages say of a round in one phase, where its one clear act leads, and why what
    belongs to the phase is refused outside it.
    """

    #: As it stands on the line of phases.
    name: Sentence
    what_happens: Sentence
    #: On a card while the phase runs and has an end.
    until: Sentence
    #: The same where the end is open.
    running: Sentence
    #: On a card before the phase begins.
    begins: Sentence
    headline: Sentence
    act: Sentence
    act_page: str
    #: The colour of its badge.
    colour: str
    #: Refused where the round has no such phase, before it, and after it.
    never: Sentence
    not_yet: Sentence
    over: Sentence


PHASES: dict[str, PhaseWords] = {
    PhaseKind.PROPOSE: PhaseWords(
        # Translators: name of a step on the line of phases
        name=_l("Propose"),
        what_happens=_l("Residents write down what is needed where they live."),
        until=_l("Propose projects until %(day)s."),
        running=_l("Projects can be proposed."),
        begins=_l("Projects can be proposed from %(day)s."),
        headline=_l("%(amount)s for %(name)s: what is missing?"),
        act=_l("Propose a project"),
        act_page="projects.propose",
        colour="sky",
        never=_l("Nobody proposes projects in this round."),
        not_yet=_l("Projects can be proposed from %(starts)s."),
        over=_l("The time for proposing projects ended on %(ended)s."),
    ),
    PhaseKind.SHORTLIST: PhaseWords(
        # Translators: name of a step on the line of phases: from many projects to a short list
        name=_l("Short list"),
        what_happens=_l(
            "Many projects become a short list: by the support of residents, or by a jury. Only "
            "projects on the short list are checked by the city."
        ),
        until=_l("The short list is made until %(day)s."),
        running=_l("The short list is being made."),
        begins=_l("The short list is made from %(day)s."),
        headline=_l("%(amount)s for %(name)s: which projects go on?"),
        act=_l("See the projects"),
        act_page="projects.list",
        colour="sky",
        never=_l("There is no short list in this round."),
        not_yet=_l("The short list is made from %(starts)s."),
        over=_l("The time for the short list ended on %(ended)s."),
    ),
    PhaseKind.REVIEW: PhaseWords(
        # Translators: name of a step on the line of phases: the city's departments
        # check the projects
        name=_l("Check"),
        what_happens=_l(
            "The city's departments check each project: is it lawful, what does it cost, can it be "
            "built? A refusal carries its reason."
        ),
        until=_l("The city checks the projects until %(day)s."),
        running=_l("The city checks the projects."),
        begins=_l("The city checks the projects from %(day)s."),
        headline=_l("%(amount)s for %(name)s: the projects are being checked"),
        act=_l("See the projects"),
        act_page="projects.list",
        colour="plain",
        never=_l("Projects are not checked in this round."),
        not_yet=_l("Projects are checked from %(starts)s."),
        over=_l("The time for checking projects ended on %(ended)s."),
    ),
    PhaseKind.VOTE: PhaseWords(
        # Translators: name of a step on the line of phases
        name=_l("Vote"),
        what_happens=_l("Residents vote for the projects they want."),
        until=_l("Vote until %(day)s."),
        running=_l("The vote is open."),
        begins=_l("The vote begins on %(day)s."),
        headline=_l("%(amount)s for %(name)s: you choose"),
        act=_l("Vote now"),
        act_page="ballots.vote",
        colour="sun",
        never=_l("There is no vote in this round."),
        not_yet=_l("The vote begins on %(starts)s."),
        over=_l("The vote ended on %(ended)s."),
    ),
    PhaseKind.ALLOCATE: PhaseWords(
        # Translators: name of a step on the line of phases: a committee of residents decides on the
        # money
        name=_l("Committee"),
        what_happens=_l(
            "A committee of residents sees how people voted and decides on each project's money, "
            "with a reason."
        ),
        until=_l("The committee decides until %(day)s."),
        running=_l("The committee decides."),
        begins=_l("The committee decides from %(day)s."),
        headline=_l("%(amount)s for %(name)s: the committee decides"),
        act=_l("See the committee"),
        act_page="committees.show",
        colour="accent",
        never=_l("No committee decides in this round; the vote does."),
        not_yet=_l("The committee decides from %(starts)s."),
        over=_l("The committee's time for deciding ended on %(ended)s."),
    ),
    PhaseKind.PUBLISH: PhaseWords(
        # Translators: name of a step on the line of phases: the result is published
        name=_l("Result"),
        what_happens=_l("Two people publish the result, with the reason for every project."),
        until=_l("The result is published by %(day)s."),
        running=_l("The result is published."),
        begins=_l("The result is published from %(day)s."),
        headline=_l("%(amount)s for %(name)s: this is the result"),
        act=_l("See the result"),
        act_page="results.show",
        colour="leaf",
        never=_l("This round publishes no result."),
        not_yet=_l("The result can be published from %(starts)s."),
        over=_l("The time for publishing ended on %(ended)s."),
    ),
    PhaseKind.DELIVER: PhaseWords(
        # Translators: name of a step on the line of phases: the projects are carried out
        name=_l("Carry out"),
        what_happens=_l(
            "The projects that got money are to be built. This site does not tell yet how far each "
            "one is."
        ),
        until=_l("The chosen projects are to be carried out by %(day)s."),
        running=_l("The chosen projects are to be carried out."),
        begins=_l("The chosen projects are to be carried out from %(day)s."),
        headline=_l("%(amount)s for %(name)s: this was chosen"),
        act=_l("See the result"),
        act_page="results.show",
        colour="leaf",
        never=_l("Nothing is carried out in this round."),
        not_yet=_l("Projects are carried out from %(starts)s."),
        over=_l("The time for carrying projects out ended on %(ended)s."),
    ),
}

#: Phase -> its name, for the line of phases.
PHASE_NAMES = {kind: phase.name for kind, phase in PHASES.items()}

#: Headline of a round between its phases, before the first or after the last.
QUIET_HEADLINE = _l("%(amount)s for %(name)s")

#: Where a round stands between its phases.
STATES = {
    # Translators: a round that has not begun
    "ahead": _l("Not begun"),
    # Translators: a round between two of its phases
    "between": _l("Pause"),
    # Translators: a round whose last phase is over
    "over": _l("Over"),
}

PHASE_REFUSALS = {
    f"{kind}_{when}": words
    for kind, phase in PHASES.items()
    for when, words in (("never", phase.never), ("not_yet", phase.not_yet), ("over", phase.over))
}
