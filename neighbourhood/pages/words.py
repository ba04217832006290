"""Sentences of the pages that look into many rooms."""

from dataclasses import dataclass

from neighbourhood.languages import Sentence, _dl, _l
from neighbourhood.outbox.models import Message
from neighbourhood.outbox.rules import MessageState
from neighbourhood.permissions import Action
from neighbourhood.rounds.rules import PhaseKind


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

#: What a message may carry that says what it is about, the nearest first.
ABOUT = ("title", "neighbourhood", "place")


def message_about(message: Message) -> str:
    """Return the name of what a message is about, "" once what it said is forgotten."""
    found = (message.content.get(name) for name in ABOUT)
    return next((value for value in found if isinstance(value, str)), "")
