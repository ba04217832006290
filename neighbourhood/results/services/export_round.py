"""A sealed round as a Pabulib file."""

from datetime import datetime

from sqlalchemy.orm import Session

from neighbourhood.permissions import Action, Actor, require
from neighbourhood.refusals import NotNow
from neighbourhood.results import queries
from neighbourhood.results.content import compose
from neighbourhood.results.services.compose import gathered_facts
from neighbourhood.rounds.models import Round
from neighbourhood.rounds.queries import round_by_slug
from neighbourhood.rounds.rules import PublishedBallots


def export_round(session: Session, round_: Round, *, actor: Actor, now: datetime) -> str:  # noqa: ARG001 - every service is told the time
    """Return the round's ballots as a Pabulib file, only counts where few voted; raises NotNow
    before the round is sealed.
    """
    require(actor, Action.SEE_RESULTS, round_)
    return compose(gathered_facts(session, round_)).ballots_pb


def ballots_to_compare(session: Session, slug: str, *, actor: Actor, now: datetime) -> bytes:  # noqa: ARG001 - as above
    """Return a sealed round's ballots file for the comparison of rules, empty without a slug;
    raises NotNow where only counts are told.
    """
    require(actor, Action.COMPARE_RULES)
    if not slug:
        return b""
    round_ = round_by_slug(session, slug)
    facts = gathered_facts(session, round_)
    if facts.published_as == PublishedBallots.COUNTS:
        raise NotNow("counts_only", field="round")
    published = queries.publication_of(session, round_.id)
    text: str = published.ballots_pb if published else compose(facts).ballots_pb
    return text.encode()
