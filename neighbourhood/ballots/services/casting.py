"""Casting a ballot, and changing it: one right, one ballot, whatever happens at the same time."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Table, Update, and_, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from neighbourhood.ballots import queries, rules, secrecy
from neighbourhood.ballots.keys import KeyRing
from neighbourhood.ballots.models import OpenBallot, VotingRight
from neighbourhood.ballots.queries import Booth
from neighbourhood.ballots.rules import Channel, FilledBallot, Voter
from neighbourhood.database import RandomId
from neighbourhood.permissions import Action, Actor, require
from neighbourhood.refusals import Invalid, NotNow
from neighbourhood.rounds.ballot_kinds import kind_of

SHORTEST_SUBMISSION, LONGEST_SUBMISSION = 16, 64


def cast_ballot(
    session: Session,
    slug: str,
    filled: FilledBallot,
    *,
    keys: KeyRing,
    actor: Actor,
    voter: Voter | None = None,
) -> str:
    """Cast the voter's one ballot in the round, or put it in place of their earlier one; return its
    receipt code. The voter is the actor by their account, where no other credential is shown.

    The round is held against sealing from the first question on, and the clock is read after that.
    The same form sent again changes nothing. Raises NotAllowed, NotNow or Invalid with the reason;
    then nothing was changed and the caller rolls back.
    """
    booth = queries.booth(session, slug, is_locked=True)
    require(actor, Action.CAST_BALLOT, booth)
    voter = voter or rules.voter_of(actor)
    rules.require_own_credential(voter, actor)
    rules.require_casting(
        booth.vote,
        booth.instant,
        opened_at=booth.opened_at,
        sealed_at=booth.sealed_at,
        alarm=booth.alarm,
    )
    key = keys.read(booth.key_id, booth.key_fingerprint)
    frozen = booth.rules
    kind = kind_of(frozen.ballot)
    choices = kind.kept(filled.fields, frozen)
    if not SHORTEST_SUBMISSION <= len(filled.submission) <= LONGEST_SUBMISSION:
        raise Invalid("form_incomplete")
    right_id = _claim_right(session, booth, filled, voter)
    if right_id is None:
        return _receipt_of_replay(session, booth, filled, key, voter)
    tag = secrecy.tag_of(key, right_id)
    length = secrecy.padded_length(kind.longest(frozen))
    secret = secrecy.encrypted(
        key, round_id=booth.round_id, tag=tag, choices=choices, length=length
    )
    _put(session, booth.round_id, tag, secret, is_first=filled.version == 0)
    return secrecy.receipt_of(key, tag)


def _claim_right(
    session: Session, booth: Booth, filled: FilledBallot, voter: Voter
) -> bytes | None:
    """Use the right once more if it stands where the form left it; the row stays locked. None where
    it does not.
    """
    rights: Any = VotingRight.__table__
    fits = and_(
        rights.c.round_id == booth.round_id,
        rights.c.channel != Channel.PAPER,
        rights.c.casts == filled.version,
        rights.c.last_submission != filled.submission,
    )
    used = {
        "channel": voter.channel,
        "casts": filled.version + 1,
        "last_submission": filled.submission,
    }
    shown = {queries.ROLL_COLUMNS[voter.credential]: voter.number}
    statement = (
        _first_use(session, rights, booth, shown, used, fits)
        if filled.version == 0
        else _later_use(rights, booth, shown, used, fits)
    )
    right_id: bytes | None = session.execute(statement.returning(rights.c.id)).scalar()
    return right_id


Values = Mapping[str, Any]


def _first_use(
    session: Session, rights: Table, booth: Booth, shown: Values, used: Values, fits: Any
) -> Any:
    # The roll is unique by what was shown, so of two first casts at once one meets the other's row
    # and uses it only where it still fits.
    row = {"id": RandomId.new(), "edition_id": booth.edition_id, "round_id": booth.round_id}
    return (
        _insert(session, rights)
        .values({**row, **shown, **used})
        .on_conflict_do_update(index_elements=["edition_id", *shown], set_=used, where=fits)
    )


def _later_use(rights: Table, booth: Booth, shown: Values, used: Values, fits: Any) -> Update:
    same = [rights.c[column] == value for column, value in shown.items()]
    return update(rights).where(rights.c.edition_id == booth.edition_id, *same, fits).values(used)


def _receipt_of_replay(
    session: Session, booth: Booth, filled: FilledBallot, key: bytes, voter: Voter
) -> str:
    """Return the receipt where this very form was cast before; else raise why the right cannot be
    used.
    """
    right = queries.right_of(session, booth.edition_id, voter)
    rules.require_right_here(right, booth.round_id)
    if right is None or right.last_submission != filled.submission:
        raise NotNow("ballot_changed_meanwhile")
    return secrecy.receipt_of(key, secrecy.tag_of(key, right.id))


def _put(session: Session, round_id: int, tag: bytes, secret: bytes, *, is_first: bool) -> None:
    """Put the ballot into the urn: a first one beside the others, a later one in the place of the
    earlier.
    """
    urn: Any = OpenBallot.__table__
    first = (
        _insert(session, urn)
        .values(tag=tag, round_id=round_id, ciphertext=secret)
        .on_conflict_do_nothing()
    )
    later = (
        update(urn).where(urn.c.tag == tag, urn.c.round_id == round_id).values(ciphertext=secret)
    )
    if session.execute((first if is_first else later).returning(urn.c.tag)).scalar() is None:
        raise NotNow("ballots_do_not_match")


def _insert(session: Session, into: Table) -> Any:
    return (postgresql if session.get_bind().dialect.name == "postgresql" else sqlite).insert(into)
