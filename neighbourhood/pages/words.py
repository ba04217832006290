"""Sentences of the pages that look into many rooms."""

from dataclasses import dataclass

from neighbourhood.languages import Sentence, _dl, _l
from neighbourhood.outbox.rules import MessageState
from neighbourhood.permissions import Action
from neighbourhood.rounds.rules import PhaseKind


@dataclass(frozen=True)
class PhaseWords:
    """What the pages say of a round in one phase, and where its one clear act leads."""

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


PHASES = {
    PhaseKind.PROPOSE: PhaseWords(
        until=_l("Propose projects until %(day)s."),
        running=_l("Projects can be proposed."),
        begins=_l("Projects can be proposed from %(day)s."),
        headline=_l("%(amount)s for %(name)s: what is missing?"),
        act=_l("Propose a project"),
        act_page="projects.propose",
        colour="sky",
    ),
    PhaseKind.REVIEW: PhaseWords(
        until=_l("The city checks the projects until %(day)s."),
        running=_l("The city checks the projects."),
        begins=_l("The city checks the projects from %(day)s."),
        headline=_l("%(amount)s for %(name)s: the projects are being checked"),
        act=_l("See the projects"),
        act_page="projects.list",
        colour="plain",
    ),
    PhaseKind.VOTE: PhaseWords(
        until=_l("Vote until %(day)s."),
        running=_l("The vote is open."),
        begins=_l("The vote begins on %(day)s."),
        headline=_l("%(amount)s for %(name)s: you choose"),
        act=_l("Vote now"),
        act_page="ballots.vote",
        colour="sun",
    ),
    PhaseKind.ALLOCATE: PhaseWords(
        until=_l("The committee decides until %(day)s."),
        running=_l("The committee decides."),
        begins=_l("The committee decides from %(day)s."),
        headline=_l("%(amount)s for %(name)s: the committee decides"),
        act=_l("See the committee"),
        act_page="committees.show",
        colour="accent",
    ),
    PhaseKind.PUBLISH: PhaseWords(
        until=_l("The result is published by %(day)s."),
        running=_l("The result is published."),
        begins=_l("The result is published from %(day)s."),
        headline=_l("%(amount)s for %(name)s: this is the result"),
        act=_l("See the result"),
        act_page="results.show",
        colour="leaf",
    ),
    PhaseKind.DELIVER: PhaseWords(
        until=_l("The chosen projects are carried out until %(day)s."),
        running=_l("The chosen projects are carried out."),
        begins=_l("The chosen projects are carried out from %(day)s."),
        headline=_l("%(amount)s for %(name)s: this is being carried out"),
        act=_l("See the result"),
        act_page="results.show",
        colour="leaf",
    ),
}
#: Headline of a round between its phases, before the first or after the last.
QUIET_HEADLINE = _l("%(amount)s for %(name)s")


@dataclass(frozen=True)
class RightWords:
    """Something one may do in a phase: what it is called, who has the right, the act that the
    table of permissions knows, and its page.
    """

    label: Sentence
    #: Said to those who have it not.
    who_may: Sentence
    action: Action
    page: str


RIGHTS = {
    PhaseKind.PROPOSE: RightWords(
        _l("Propose a project"),
        _l("People whose residency in %(name)s is confirmed can propose projects here."),
        Action.PROPOSE_PROJECT,
        "projects.propose",
    ),
    PhaseKind.VOTE: RightWords(
        _l("Vote"),
        _l("People whose residency in %(name)s is confirmed can vote here."),
        Action.CAST_BALLOT,
        "ballots.vote",
    ),
    PhaseKind.ALLOCATE: RightWords(
        _l("Decide with the committee"),
        _l("Only members of this committee can decide."),
        Action.DECIDE_ALLOCATION,
        "committees.table",
    ),
}

#: State of a message -> its name and the colour of its badge.
MESSAGE_STATES = {
    MessageState.SENT: (_dl("sent"), "leaf"),
    MessageState.TOLD: (_dl("told in person"), "leaf"),
    MessageState.KEPT: (_dl("kept, not sent"), "plain"),
    MessageState.WAITING: (_dl("waiting"), "sky"),
    MessageState.NO_ADDRESS: (_dl("no address"), "clay"),
    MessageState.FAILED: (_dl("could not be mailed"), "clay"),
}
