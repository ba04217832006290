"""Taking over ballots that were counted elsewhere, such as a past vote from a Pabulib file."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import insert
from sqlalchemy.orm import Session

from neighbourhood.ballots import queries, rules
from neighbourhood.ballots.models import SealedBallot
from neighbourhood.ballots.services.sealing import sealed_file
from neighbourhood.ballots.vault import archive as files
from neighbourhood.database import flush
from neighbourhood.permissions import Action, Actor, require
from neighbourhood.refusals import Invalid, NotNow
from neighbourhood.rounds.ballot_kinds import BallotKind, kind_of
from neighbourhood.rounds.models import Round
from neighbourhood.things import ThingKind, ThingRef
from neighbourhood.trail import record


def take_sealed_ballots(
    session: Session, round_: Round, ballots: Mapping[str, int], *, actor: Actor, now: datetime
) -> Round:
    """Seal a round that never opened here with {kept ballot: how many cast it}; it has no key and
    no receipts.

    It counts as opened at the start of its vote, so that its rules stand as frozen. Raises Invalid
    for a reference that is no project of the round, NotNow for a round that was opened or sealed.
    """
    require(actor, Action.OPEN_VOTE, round_)
    held = queries.round_held_for_sealing(session, round_.id)
    if held.opened_at is not None or held.sealed_at is not None:
        raise NotNow("vote_opened_before")
    kind = kind_of(held.edition.ballot)
    sorted_ballots = _checked(ballots, kind, queries.known_references(session, held.id))
    if sorted_ballots:
        rows = [
            {"round_id": held.id, "choices": choices, "multiplicity": number}
            for choices, number in sorted_ballots.items()
        ]
        session.execute(insert(SealedBallot), rows)
    # From here on the round is sealed like any other: same file, same digest, same recount.
    vote = rules.vote_of(held.phases)
    held.sealed_digest = files.sealed_digest(sealed_file(session, held))
    held.opened_at = vote.starts_at if vote else now
    held.sealed_at = now
    flush(session)
    total = sum(sorted_ballots.values())
    record(
        session,
        "take_sealed_ballots",
        ThingRef(ThingKind.ROUND, held.id),
        actor=actor,
        now=now,
        digest=held.sealed_digest,
        ballots=total,
    )
    return held


def _checked(ballots: Mapping[str, int], kind: BallotKind, known: set[str]) -> dict[str, int]:
    """Return the ballots sorted; raises Invalid for a project that is none of the round's."""
    for choices, number in ballots.items():
        # A single foreign reference spoils the file: left out quietly, it would change the count.
        foreign = sorted(set(kind.references(choices)) - known)
        if foreign or number < 1:
            raise Invalid("not_on_this_ballot", number=foreign[0] if foreign else choices)
    return dict(sorted(ballots.items()))
