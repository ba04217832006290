"""Sentences of the pages that look into many rooms."""

from neighbourhood.languages import _dl, _l
from neighbourhood.outbox.rules import MessageState

#: Phase -> what stands on a card while it runs and has an end.
UNTIL = {
    "propose": _l("Propose projects until %(day)s."),
    "review": _l("The city checks the projects until %(day)s."),
    "vote": _l("Vote until %(day)s."),
    "allocate": _l("The committee decides until %(day)s."),
    "publish": _l("The result is published by %(day)s."),
    "deliver": _l("The chosen projects are carried out until %(day)s."),
}

#: Phase -> the same where the end is open.
RUNNING = {
    "propose": _l("Projects can be proposed."),
    "review": _l("The city checks the projects."),
    "vote": _l("The vote is open."),
    "allocate": _l("The committee decides."),
    "publish": _l("The result is published."),
    "deliver": _l("The chosen projects are carried out."),
}

#: Phase -> what stands on a card before it begins.
FROM = {
    "propose": _l("Projects can be proposed from %(day)s."),
    "review": _l("The city checks the projects from %(day)s."),
    "vote": _l("The vote begins on %(day)s."),
    "allocate": _l("The committee decides from %(day)s."),
    "publish": _l("The result is published from %(day)s."),
    "deliver": _l("The chosen projects are carried out from %(day)s."),
}

#: Phase -> headline of a round while it runs.
HEADLINES = {
    "propose": _l("%(amount)s for %(name)s: what is missing?"),
    "review": _l("%(amount)s for %(name)s: the projects are being checked"),
    "vote": _l("%(amount)s for %(name)s: you choose"),
    "allocate": _l("%(amount)s for %(name)s: the committee decides"),
    "publish": _l("%(amount)s for %(name)s: this is the result"),
    "deliver": _l("%(amount)s for %(name)s: this is being carried out"),
}
#: Headline of a round between its phases, before the first or after the last.
QUIET_HEADLINE = _l("%(amount)s for %(name)s")

#: Phase -> the one clear act while it runs.
ACTS = {
    "propose": _l("Propose a project"),
    "review": _l("See the projects"),
    "vote": _l("Vote now"),
    "allocate": _l("See the committee"),
    "publish": _l("See the result"),
    "deliver": _l("See the result"),
}

#: Right -> what it is called among the things one can do.
RIGHTS = {
    "propose": _l("Propose a project"),
    "vote": _l("Vote"),
    "allocate": _l("Decide with the committee"),
}

#: Right -> who has it, said to those who have not.
WHO_MAY = {
    "propose": _l("People whose residency in %(name)s is confirmed can propose projects here."),
    "vote": _l("People whose residency in %(name)s is confirmed can vote here."),
    "allocate": _l("Only members of this committee can decide."),
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
