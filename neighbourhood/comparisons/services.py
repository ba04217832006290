"""What a comparison needs of a round."""

from datetime import datetime
from fractions import Fraction

from sqlalchemy.orm import Session

from neighbourhood import pabulib
from neighbourhood.counting import rules
from neighbourhood.counting.documents import SealedVote
from neighbourhood.counting.queries import sealed_vote
from neighbourhood.money import Money
from neighbourhood.pabulib.numbers import plain
from neighbourhood.permissions import Action, Actor, require
from neighbourhood.refusals import NotNow
from neighbourhood.rounds.queries import round_by_slug
from neighbourhood.rounds.rules import PublishedBallots


def ballots_to_compare(session: Session, slug: str, *, actor: Actor, now: datetime) -> bytes:
    """Return a sealed round's vote as a Pabulib file; raises NotNow before it is sealed, and where
    only counts are published.
    """
    require(actor, Action.COMPARE_RULES)
    vote = sealed_vote(session, round_by_slug(session, slug), now=now)
    if rules.published_as(vote) == PublishedBallots.COUNTS:
        raise NotNow("counts_only", field="round")
    return _vote_file(vote).encode()


def _vote_file(vote: SealedVote) -> str:
    """Return what a comparison reads of a vote; the published file says more."""
    fund = vote.rules.fund
    projects = tuple(
        pabulib.PabulibProject(
            project.reference, _whole_units(project.cost, fund.currency), {"name": project.title}
        )
        for project in vote.rules.projects
        if project.reference not in vote.already_funded
    )
    meta = {
        "num_projects": str(len(projects)),
        "num_votes": str(vote.number_of_ballots),
        "budget": plain(_whole_units(fund.amount, fund.currency)),
        "vote_type": vote.kind.vote_types[0],
        "currency": fund.currency,
    }
    # What another list has paid for has no place in any way of counting.
    left_out = frozenset(vote.already_funded)
    ballots = tuple(ballot.without(left_out) for ballot in rules.pabulib_ballots(vote))
    return pabulib.write(pabulib.Election("ballots.pb", meta, projects, ballots))


def _whole_units(amount: int, currency: str) -> Fraction:
    return Fraction(Money(amount, currency).decimal)
