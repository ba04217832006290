"""Questions about the rights of one person: where each was used, and the ballots of an edition that
follow each other, one on each level of the person's places.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, or_, select
from sqlalchemy.orm import Session, aliased

from neighbourhood.ballots.models import VotingRight
from neighbourhood.ballots.rules import STOPPING_ALARMS, Channel, CredentialKind, Voter
from neighbourhood.ballots.vault import secrecy
from neighbourhood.ballots.vault.keys import KeyRing
from neighbourhood.permissions import Actor
from neighbourhood.places.models import Place
from neighbourhood.places.rules.levels import Level
from neighbourhood.refusals import NotNow
from neighbourhood.rounds.models import Edition, Phase, Round, RoundEnding
from neighbourhood.rounds.rules import PhaseKind

#: The column of the roll in which each credential is looked up; unique on a level of an edition.
ROLL_COLUMNS = {CredentialKind.ACCOUNT: "person_id"}


@dataclass(frozen=True)
class RightInRoll:
    """A right as it stands in the roll, with the round it is bound to."""

    id: bytes
    round_id: int
    slug: str
    place: str
    channel: str
    casts: int
    last_submission: str


class Standing(StrEnum):
    """Where a ballot of a sitting stands: still to cast, cast, or not taken now."""

    WAITING = "waiting"
    CAST = "cast"
    NOT_OPEN = "not_open"


@dataclass(frozen=True)
class SittingBallot:
    """One ballot of a sitting: the list of its level, and how the person's right there was used.

    `is_home` says whether the person still lives in the list's place; a ballot cast before a move
    stays where it was cast. `is_awaited` says that the day of the result is still to come.
    `has_ended` says that the round was cancelled: the right stays used, but what was cast is
    counted nowhere.
    """

    level: Level
    round_id: int
    slug: str
    place: str
    place_names: dict[str, str]
    edition: dict[str, str]
    is_home: bool
    is_open: bool
    is_awaited: bool
    has_ended: bool
    closes_at: datetime | None
    channel: str
    casts: int
    right_id: bytes | None
    key_id: str | None
    key_fingerprint: str | None
    has_lost_key: bool

    @property
    def is_used(self) -> bool:
        """Say whether the person's right on this level was used for this list."""
        return self.channel != Channel.UNUSED

    @property
    def standing(self) -> Standing:
        """Return where the ballot stands."""
        if self.has_ended:
            return Standing.NOT_OPEN
        if self.is_used:
            return Standing.CAST
        return Standing.WAITING if self.is_open and self.is_home else Standing.NOT_OPEN

    @property
    def is_cast(self) -> bool:
        """Say whether the ballot was cast, in whatever channel."""
        return self.standing == Standing.CAST

    @property
    def may_change(self) -> bool:
        """Say whether another ballot may take the place of the one that was cast."""
        return self.channel == Channel.ONLINE and self.is_open and self.is_home


@dataclass(frozen=True)
class Sitting:
    """A person's ballots in an edition, at most one on each level, the lowest level first."""

    ballots: tuple[SittingBallot, ...]

    def on_level(self, level: Level) -> SittingBallot | None:
        """Return the ballot on a level, if the person has one there."""
        return next((ballot for ballot in self.ballots if ballot.level == level), None)

    @property
    def numbered(self) -> tuple[SittingBallot, ...]:
        """Return the ballots that are counted as those of this sitting: what can be cast now, and
        what was cast.
        """
        return tuple(ballot for ballot in self.ballots if ballot.standing != Standing.NOT_OPEN)

    @property
    def cast(self) -> tuple[SittingBallot, ...]:
        """Return the ballots that were cast."""
        return tuple(ballot for ballot in self.ballots if ballot.is_cast)

    @property
    def waiting(self) -> tuple[SittingBallot, ...]:
        """Return the ballots that can be cast now and were not."""
        return tuple(ballot for ballot in self.ballots if ballot.standing == Standing.WAITING)

    @property
    def is_running(self) -> bool:
        """Say whether any of its ballots can be cast or changed now."""
        return any(ballot.is_open and ballot.is_home for ballot in self.ballots)

    @property
    def is_awaited(self) -> bool:
        """Say whether a result is still to come for which a ballot was cast."""
        return any(ballot.is_awaited for ballot in self.cast)

    def next_after(self, round_id: int) -> SittingBallot | None:
        """Return the first ballot still to cast but that of this round, None where there is none.

        The first, not the one that follows: whoever began with the last list is led to the others.
        """
        return next((ballot for ballot in self.waiting if ballot.round_id != round_id), None)


def right_of(session: Session, edition_id: int, level: Level, voter: Voter) -> RightInRoll | None:
    """Return a voter's right on a level of an edition as it stands now, if one was used or given
    out.
    """
    roll = VotingRight.__table__.c
    question = (
        select(
            roll.id,
            roll.round_id,
            Round.slug,
            Place.name,
            roll.channel,
            roll.casts,
            roll.last_submission,
        )
        .join(Round, Round.id == roll.round_id)
        .join(Place, Place.id == Round.place_id)
        .where(
            roll.edition_id == edition_id,
            roll.level == level,
            roll[ROLL_COLUMNS[voter.credential]] == voter.number,
        )
    )
    row = session.execute(question).one_or_none()
    return None if row is None else RightInRoll(*row)


def sitting_of(session: Session, edition_id: int, actor: Actor, now: datetime) -> Sitting:
    """Return the person's ballots in an edition: on each level the list of the place where they
    live, or the list where they have voted, wherever they live now. One question.
    """
    return _sittings(session, actor, now, Round.edition_id == edition_id).get(
        edition_id, Sitting(())
    )


def own_sittings(session: Session, actor: Actor, now: datetime) -> dict[int, Sitting]:
    """Return the sittings of which a ballot was cast or can be cast now, by the number of their
    edition, the newest first. One question, and none for somebody who is nobody.
    """
    if actor.person_id is None:
        return {}
    # What was used counts although its vote is over: the level has no other ballot.
    sittings = _sittings(
        session, actor, now, or_(_takes_ballots(now), VotingRight.channel != Channel.UNUSED)
    )
    return dict(sorted(sittings.items(), reverse=True))


def _sittings(
    session: Session, actor: Actor, now: datetime, is_asked_for: ColumnElement[bool]
) -> dict[int, Sitting]:
    """Return the sittings by the number of their edition."""
    ballots: dict[int, dict[Level, SittingBallot]] = {}
    for row in session.execute(_lists_of(actor, now).where(is_asked_for)):
        ballot = _ballot_of(row, actor)
        of_edition = ballots.setdefault(row.edition_id, {})
        # Whoever has voted in one place and moved to another has voted on this level.
        if ballot.level not in of_edition or ballot.is_cast:
            of_edition[ballot.level] = ballot
    return {
        edition_id: Sitting(tuple(of_edition.values()))
        for edition_id, of_edition in ballots.items()
    }


def _columns(now: datetime) -> list[Any]:
    return [
        Round.edition_id,
        Round.level,
        Round.id,
        Round.slug,
        Place.name,
        Place.names,
        Round.place_id,
        Edition.title,
        _takes_ballots(now).label("is_open"),
        _waits_for_result(now).label("is_awaited"),
        RoundEnding.confirmed_at.is_not(None).label("has_ended"),
        Phase.ends_at,
        Round.sealed_at,
        Round.key_id,
        Round.key_fingerprint,
        Round.key_destroyed_at,
        VotingRight.id.label("right_id"),
        VotingRight.channel,
        VotingRight.casts,
    ]


def _lists_of(actor: Actor, now: datetime) -> Select[*tuple[Any, ...]]:
    own_right = and_(
        VotingRight.edition_id == Round.edition_id,
        VotingRight.level == Round.level,
        VotingRight.round_id == Round.id,
        VotingRight.person_id == actor.person_id,
    )
    return (
        select(*_columns(now))
        .join(Place, Place.id == Round.place_id)
        .join(Edition, and_(Edition.id == Round.edition_id, Edition.public_at.is_not(None)))
        .outerjoin(Phase, and_(Phase.round_id == Round.id, Phase.kind == PhaseKind.VOTE))
        .outerjoin(RoundEnding, RoundEnding.round_id == Round.id)
        .outerjoin(VotingRight, own_right)
        .where(or_(Round.place_id.in_(actor.place_ids), VotingRight.channel != Channel.UNUSED))
        .order_by(Round.edition_id, Round.level.desc(), Round.id)
    )


def _takes_ballots(now: datetime) -> ColumnElement[bool]:
    # What `require_casting` asks of a round, for many at once. Casting itself asks that alone.
    return and_(
        Phase.starts_at <= now,
        Phase.ends_at > now,
        Round.opened_at.is_not(None),
        Round.sealed_at.is_(None),
        Round.alarm.not_in(STOPPING_ALARMS),
        RoundEnding.confirmed_at.is_(None),
    )


def _waits_for_result(now: datetime) -> ColumnElement[bool]:
    later = aliased(Phase)
    return exists().where(
        later.round_id == Round.id, later.kind != PhaseKind.DELIVER, later.ends_at > now
    )


def _ballot_of(row: Any, actor: Actor) -> SittingBallot:
    return SittingBallot(
        level=row.level,
        round_id=row.id,
        slug=row.slug,
        place=row.name,
        place_names=row.names,
        edition=row.title,
        is_home=row.place_id in actor.place_ids,
        is_open=bool(row.is_open),
        is_awaited=bool(row.is_awaited),
        has_ended=bool(row.has_ended),
        closes_at=row.ends_at,
        channel=row.channel or Channel.UNUSED,
        casts=row.casts or 0,
        right_id=row.right_id,
        key_id=row.key_id,
        key_fingerprint=row.key_fingerprint,
        has_lost_key=row.sealed_at is not None or row.key_destroyed_at is not None,
    )


def receipt_code(ballot: SittingBallot | None, keys: KeyRing) -> str:
    """Return the receipt code of a ballot that was cast, made from the key again; raises NotNow
    where there is none, or once the key is gone.
    """
    if ballot is None or ballot.right_id is None or ballot.channel != Channel.ONLINE:
        raise NotNow("no_ballot_yet")
    if ballot.has_lost_key:
        raise NotNow("receipt_gone")
    key = keys.read(ballot.key_id, ballot.key_fingerprint)
    return secrecy.receipt_of(key, secrecy.tag_of(key, ballot.right_id))


def has_voted_online(session: Session, slug: str, actor: Actor) -> bool:
    """Say whether the person has cast a ballot online in a round, wherever they live now."""
    question = (
        select(VotingRight.id)
        .join(Round, Round.id == VotingRight.round_id)
        .where(
            Round.slug == slug,
            VotingRight.person_id == actor.person_id,
            VotingRight.channel == Channel.ONLINE,
        )
    )
    return session.scalar(question) is not None
