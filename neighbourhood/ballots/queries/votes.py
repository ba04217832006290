"""Questions about votes: the open vote, its roll as a whole, what lies sealed. None of them reads
an open ballot's choices.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Select, and_, case, func, literal, or_, select
from sqlalchemy.orm import Session, joinedload, selectinload

from neighbourhood import clock
from neighbourhood.ballots.models import OpenBallot, ReceiptHash, SealedBallot, VotingRight
from neighbourhood.ballots.rules import Channel
from neighbourhood.ballots.vault import secrecy
from neighbourhood.database.locks import share
from neighbourhood.places.models import Place
from neighbourhood.places.rules.levels import Level
from neighbourhood.projects.models import Project
from neighbourhood.refusals import NotFound, NotNow
from neighbourhood.rounds.documents import FrozenRound, from_json
from neighbourhood.rounds.models import Edition, FrozenRules, Phase, Round
from neighbourhood.rounds.queries import (
    confirmed_ending,
    has_confirmed_ending,
    lock_round,
    round_at_hand,
)
from neighbourhood.rounds.rules import Dates, Ending, PhaseKind


@dataclass(frozen=True)
class OpenVote:
    """Where one votes: the round, its vote, key and frozen rules, as they were at `instant` by the
    database server's clock.
    """

    round_id: int
    edition_id: int
    slug: str
    place_id: int
    level: Level
    place: str
    place_names: dict[str, str]
    title: dict[str, str]
    decided_by: str
    key_id: str | None
    key_fingerprint: str | None
    opened_at: datetime | None
    sealed_at: datetime | None
    alarm: str
    vote: tuple[Dates, ...]
    document: str | None
    digest: str | None
    ended_as: Ending | None
    end_reason: str
    instant: datetime

    @property
    def phases(self) -> Sequence[Dates]:
        """Return the phases that voting goes by: its own."""
        return self.vote

    @property
    def closes_at(self) -> datetime | None:
        """Return the exclusive end of the vote."""
        return self.vote[0].ends_at if self.vote else None

    @property
    def rules(self) -> FrozenRound:
        """Return the frozen rules; raises NotNow before the vote was opened."""
        if self.document is None:
            raise NotNow("vote_not_opened")
        return from_json(self.document)


@dataclass(frozen=True)
class Turnout:
    """How many took part, by channel."""

    online: int
    paper: int

    @property
    def total(self) -> int:
        """Return how many took part in all."""
        return self.online + self.paper


@dataclass(frozen=True)
class RoundInBrief:
    """Of a round, what the question "may this person vote here?" needs."""

    round_id: int
    slug: str
    place_id: int


def round_in_brief(session: Session, slug: str) -> RoundInBrief:
    """Return a round in brief; raises NotFound."""
    row = session.execute(
        select(Round.id, Round.slug, Round.place_id)
        .join(Round.edition)
        .where(Round.slug == slug, ~Edition.is_draft)
    ).one_or_none()
    if row is None:
        raise NotFound
    return RoundInBrief(*row)


def open_vote(session: Session, slug: str, *, is_locked: bool = False) -> OpenVote:
    """Return the open vote of a round in two questions; `is_locked` holds the round against sealing
    until the transaction ends.
    """
    held = select(Round).where(Round.slug == slug)
    held_round = (share(held) if is_locked else held).cte("held_round")
    is_sqlite = session.get_bind().dialect.name == "sqlite"
    # The clock stands outside the locked part, so that it is read once the lock is held.
    instant = literal(None) if is_sqlite else func.clock_timestamp()
    c = held_round.c
    row = session.execute(
        select(
            c.id,
            c.edition_id,
            c.slug,
            c.place_id,
            c.level,
            c.key_id,
            c.key_fingerprint,
            c.opened_at,
            c.sealed_at,
            c.alarm,
            Place.name,
            Place.names,
            Edition.title,
            Edition.decided_by,
            Phase.starts_at,
            Phase.ends_at,
            FrozenRules.document,
            FrozenRules.digest,
            instant.label("instant"),
        )
        .select_from(held_round)
        .join(Place, Place.id == c.place_id)
        .join(Edition, and_(Edition.id == c.edition_id, ~Edition.is_draft))
        .outerjoin(Phase, and_(Phase.round_id == c.id, Phase.kind == PhaseKind.VOTE))
        .outerjoin(FrozenRules, FrozenRules.round_id == c.id)
    ).one_or_none()
    if row is None:
        raise NotFound
    # A question of its own, asked once the round is held: the one above may have waited for that
    # while two people ended the round, and what it joined would be of the time before.
    end = confirmed_ending(session, row.id)
    now = clock.now() if is_sqlite or clock.is_set() else row.instant.astimezone(UTC)
    return _open_vote_of(row, end, now)


def _open_vote_of(row: Any, end: tuple[Ending, str] | None, now: datetime) -> OpenVote:
    ended_as, end_reason = end or (None, "")
    vote = (Dates(str(PhaseKind.VOTE), row.starts_at, row.ends_at),) if row.starts_at else ()
    return OpenVote(
        row.id,
        row.edition_id,
        row.slug,
        row.place_id,
        row.level,
        row.name,
        row.names,
        row.title,
        row.decided_by,
        row.key_id,
        row.key_fingerprint,
        row.opened_at,
        row.sealed_at,
        row.alarm,
        vote,
        row.document,
        row.digest,
        ended_as,
        end_reason,
        now,
    )


def turnout(session: Session, round_id: int) -> Turnout:
    """Return how many rights were used, by channel."""
    question = select(
        func.count(case((VotingRight.channel == Channel.ONLINE, 1))),
        func.count(case((VotingRight.channel == Channel.PAPER, 1))),
    ).where(VotingRight.round_id == round_id)
    online, paper = session.execute(question).one()
    return Turnout(online, paper)


def voters_of_round(session: Session, round_id: int) -> Sequence[int]:
    """Return the numbers of the people who took part, online or on paper; erased ones are left
    out.
    """
    voters = select(VotingRight.person_id).where(
        VotingRight.round_id == round_id,
        VotingRight.channel != Channel.UNUSED,
        VotingRight.person_id.is_not(None),
    )
    return [number for number in session.scalars(voters) if number is not None]


def open_ballot_count(session: Session, round_id: int) -> int:
    """Return how many encrypted ballots lie in the ballot box."""
    return (
        session.scalar(
            select(func.count()).select_from(OpenBallot).where(OpenBallot.round_id == round_id)
        )
        or 0
    )


def open_tags(session: Session, round_id: int) -> Sequence[bytes]:
    """Return the tags of the ballots in the ballot box, and nothing else of them."""
    return session.scalars(
        select(OpenBallot.tag).where(OpenBallot.round_id == round_id).order_by(OpenBallot.tag)
    ).all()


def rights_used_online(session: Session, round_id: int) -> Sequence[VotingRight]:
    """Return the rights used online, by id."""
    question = select(VotingRight).where(
        VotingRight.round_id == round_id, VotingRight.channel == Channel.ONLINE
    )
    return session.scalars(
        question.order_by(VotingRight.id).execution_options(populate_existing=True)
    ).all()


def online_right_ids(session: Session, round_id: int) -> Sequence[bytes]:
    """Return the ids of the rights used online."""
    question = select(VotingRight.id).where(
        VotingRight.round_id == round_id, VotingRight.channel == Channel.ONLINE
    )
    return session.scalars(question.order_by(VotingRight.id)).all()


def sealed_ballots(session: Session, round_id: int) -> Sequence[SealedBallot]:
    """Return the distinct ballots of a sealed round in the order of their choices; none before
    sealing.
    """
    ballots = session.scalars(select(SealedBallot).where(SealedBallot.round_id == round_id)).all()
    # Sorted here and not by the database, whose collation could differ from machine to machine.
    return sorted(ballots, key=lambda ballot: ballot.choices)


def sealed_ballot_count(session: Session, round_id: int) -> int:
    """Return how many ballots were sealed, blank ones included."""
    return (
        session.scalar(
            select(func.coalesce(func.sum(SealedBallot.multiplicity), 0)).where(
                SealedBallot.round_id == round_id
            )
        )
        or 0
    )


def receipt_hashes(session: Session, round_id: int) -> list[str]:
    """Return the sorted hashes of the receipt codes of a sealed round."""
    return sorted(
        session.scalars(select(ReceiptHash.digest).where(ReceiptHash.round_id == round_id))
    )


def receipt_is_listed(session: Session, round_id: int, code: str) -> bool:
    """Say whether the code, as typed, is among the receipts of a sealed round."""
    return session.get(ReceiptHash, (round_id, secrecy.receipt_hash(code))) is not None


def known_references(session: Session, round_id: int) -> set[str]:
    """Return the references of all projects of a round."""
    return set(session.scalars(select(Project.reference).where(Project.round_id == round_id)))


def round_held_for_sealing(session: Session, round_id: int) -> Round:
    """Return a round read afresh and held exclusively until the transaction ends; raises
    NotFound.
    """
    round_ = round_at_hand(session, round_id)
    lock_round(session, round_)
    return round_


def rounds_due_to_open(session: Session, now: datetime) -> Sequence[int]:
    """Return the numbers of public rounds whose vote should run at `now` but was never opened."""
    return session.scalars(
        _with_vote()
        .join(Round.edition)
        .where(
            # The old dates of a draft are no vote that somebody waits for.
            ~Edition.is_draft,
            Round.opened_at.is_(None),
            Round.sealed_at.is_(None),
            Phase.starts_at <= now,
            Phase.ends_at > now,
            ~has_confirmed_ending(),
        )
    ).all()


def rounds_due_to_seal(session: Session, now: datetime) -> Sequence[int]:
    """Return the numbers of rounds whose vote has ended and whose key still exists."""
    return session.scalars(
        _with_vote().where(
            Round.opened_at.is_not(None),
            Round.key_id.is_not(None),
            Round.key_destroyed_at.is_(None),
            Phase.ends_at <= now,
            # What was sealed before it was cancelled must still lose its key.
            or_(Round.sealed_at.is_not(None), ~has_confirmed_ending()),
        )
    ).all()


def rounds_due_to_discard(session: Session) -> Sequence[int]:
    """Return the numbers of rounds that were cancelled while their vote was open and whose ballots
    or key may still exist.
    """
    return session.scalars(
        _with_vote().where(
            Round.key_id.is_not(None),
            Round.sealed_at.is_(None),
            Round.key_destroyed_at.is_(None),
            has_confirmed_ending(),
        )
    ).all()


def rounds_open(session: Session) -> Sequence[int]:
    """Return the numbers of rounds that go on, were opened and are not sealed."""
    return session.scalars(
        _with_vote().where(
            Round.opened_at.is_not(None), Round.sealed_at.is_(None), ~has_confirmed_ending()
        )
    ).all()


def rounds_with_key(session: Session) -> Sequence[Round]:
    """Return rounds for which a key was ever made, sealed ones included."""
    return session.scalars(select(Round).where(Round.key_id.is_not(None)).order_by(Round.id)).all()


def over_with_key(session: Session) -> Sequence[Round]:
    """Return sealed and cancelled rounds whose key is not known to be destroyed: `check` fails
    while there is one.
    """
    question = select(Round).where(
        or_(Round.sealed_at.is_not(None), has_confirmed_ending()),
        Round.key_id.is_not(None),
        Round.key_destroyed_at.is_(None),
    )
    return session.scalars(question.order_by(Round.id)).all()


def rounds_for_desk(session: Session, now: datetime) -> Sequence[Round]:
    """Return rounds that wait for somebody, with their phases: an alarm, or a vote begun that is
    not open.
    """
    is_late = and_(
        Round.opened_at.is_(None),
        Round.sealed_at.is_(None),
        Phase.starts_at <= now,
        Phase.ends_at > now,
        ~has_confirmed_ending(),
    )
    question = (
        select(Round)
        .join(Phase, and_(Phase.round_id == Round.id, Phase.kind == PhaseKind.VOTE))
        .join(Round.edition)
        .options(selectinload(Round.phases), joinedload(Round.place))
        .where(~Edition.is_draft)
    )
    return session.scalars(
        question.where(or_(Round.alarm != "", is_late)).order_by(Phase.ends_at, Round.id)
    ).all()


def _with_vote() -> Select[int]:
    return (
        select(Round.id)
        .join(Phase, and_(Phase.round_id == Round.id, Phase.kind == PhaseKind.VOTE))
        .order_by(Round.id)
    )
