"""Reads the vote of a sealed round, and what lists that were settled before it have funded."""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, selectinload

from neighbourhood.ballots.queries import sealed_ballots
from neighbourhood.counting.documents import (
    FundedBefore,
    SealedVote,
    SettledList,
    cast_ballots,
)
from neighbourhood.projects.models import Project
from neighbourhood.projects.rules import ProjectState
from neighbourhood.questions import Question
from neighbourhood.refusals import NotNow
from neighbourhood.rounds.documents import FrozenRound, SharedListing
from neighbourhood.rounds.models import Round
from neighbourhood.rounds.rules.endings import bad_end, require_going_on

#: By the slugs of the rounds; one without a published result is left out. Results stand above this
#: room.
settled_lists = Question[[Session, Collection[str]], Mapping[str, SettledList]](
    "what the published results of rounds fund"
)


def sealed_vote(
    session: Session, round_: Round, *, now: datetime, tie_seed: str = ""
) -> SealedVote:
    """Return what the count of a round follows from; raises NotNow before the round is sealed, once
    it has ended badly, and before each list that goes first is settled.
    """
    # Whoever counts asks here first, so nothing of a cancelled vote is ever told to anybody.
    require_going_on(round_, now)
    if round_.sealed_at is None or round_.frozen is None:
        raise NotNow("results_not_sealed")
    rules = round_.frozen.rules
    listed = {project.reference for project in rules.projects}
    ballots = sealed_ballots(session, round_.id)
    return SealedVote(
        round_.frozen.document,
        rules,
        cast_ballots((ballot.choices, ballot.multiplicity) for ballot in ballots),
        tuple(
            reference
            for reference in withdrawn_references(session, round_.id)
            if reference in listed
        ),
        tie_seed,
        funded_before(session, rules, now),
    )


def withdrawn_references(session: Session, round_id: int) -> list[str]:
    """Return the references of projects that were taken back, also after the ballot was printed."""
    question = select(Project.reference).where(
        Project.round_id == round_id, Project.state == ProjectState.WITHDRAWN
    )
    return sorted(session.scalars(question))


def require_turn(session: Session, round_: Round, now: datetime) -> None:
    """Raise NotNow while a list that is settled before a round's own is not settled yet."""
    if round_.frozen is not None:
        funded_before(session, round_.frozen.rules, now)


def funded_before(session: Session, rules: FrozenRound, now: datetime) -> tuple[FundedBefore, ...]:
    """Return the projects that lists which are settled before this one have funded; raises NotNow
    that names the places whose lists are not settled yet.
    """
    first = [listing for listing in rules.shared if listing.is_settled_first]
    if not first:
        return ()
    settled = settled_lists(session, {listing.round for listing in first})
    _require_settled(session, first, settled, now)
    return tuple(
        FundedBefore(
            listing.reference,
            listing.round,
            listing.other_reference,
            settled[listing.round].digest,
        )
        for listing in first
        if listing.round in settled and listing.other_reference in settled[listing.round].funded
    )


def _require_settled(
    session: Session,
    first: Iterable[SharedListing],
    settled: Mapping[str, SettledList],
    now: datetime,
) -> None:
    places = {listing.round: listing.place for listing in first if listing.round not in settled}
    if not places:
        return
    question = (
        select(Round)
        .where(Round.slug.in_(places))
        .options(joinedload(Round.ending), selectinload(Round.phases))
    )
    # A list that came to a bad end funds nothing, and nobody waits for it.
    ended = {round_.slug for round_ in session.scalars(question) if bad_end(round_, now)}
    missing = sorted({place for slug, place in places.items() if slug not in ended})
    if missing:
        raise NotNow("settled_first_missing", places=", ".join(missing))
