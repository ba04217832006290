"""What became of a project, as its card and its page show it once a result is published."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from neighbourhood.languages import ReadableText, _
from neighbourhood.money import Money
from neighbourhood.projects.models import Project
from neighbourhood.questions import Question
from neighbourhood.rounds.rules import DecidedBy
from neighbourhood.web.filters import show_money


@dataclass(frozen=True)
class Outcome:
    """What the newest published result of its round says of a project.

    The amount is nothing where it is not funded. `decision` and `reason` are whole sentences, and
    `own_reason` is what a committee wrote, where it did; a committee that `departs` decided
    otherwise than the vote advised. One that `is_funded_elsewhere` gets its money from another
    list of the edition.
    """

    amount: Money
    decided_by: DecidedBy
    departs: bool
    decision: str
    reason: str
    own_reason: ReadableText
    is_confirmed: bool
    url: str
    is_funded_elsewhere: bool = False

    @property
    def is_funded(self) -> bool:
        """Say whether the project gets money from the fund."""
        return self.amount.amount > 0


#: By the ids of the projects, in one question to the database at most; a project on which nothing
#: is published is left out. Results stand above this room.
published_outcomes = Question[[Session, Sequence[Project]], Mapping[int, Outcome]](
    "what became of projects"
)


def outcomes_of(session: Session, projects: Sequence[Project]) -> Mapping[int, Outcome]:
    """Return what became of these projects, by their ids; their rounds are at hand."""
    # Before the ballots are sealed there is no result, so the question is spared.
    sealed = [project for project in projects if project.round.sealed_at is not None]
    return published_outcomes(session, sealed) if sealed else {}


def outcome_of(session: Session, project: Project) -> Outcome | None:
    """Return what became of a project, None where nothing is published on it."""
    return outcomes_of(session, [project]).get(project.id)


def outcome_badge(outcome: Outcome) -> tuple[str, str]:
    """Return whether a project is funded, with the amount, and the kind of its badge."""
    if outcome.is_funded_elsewhere:
        return _("Funded on another list"), "leaf"
    if not outcome.is_funded:
        return _("Not funded"), "plain"
    amount = show_money(outcome.amount.amount)
    return _("%(what)s: %(amount)s", what=_("Funded"), amount=amount), "leaf"
