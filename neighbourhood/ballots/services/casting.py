"""Casting a ballot, and changing it: one right, one ballot, whatever happens at the same time."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Table, Update, and_, or_, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from neighbourhood.ballots import queries, rules
from neighbourhood.ballots.models import OpenBallot, VotingRight
from neighbourhood.ballots.queries import OpenVote
from neighbourhood.ballots.rules import Channel, FilledBallot, Voter
from neighbourhood.ballots.vault import secrecy
from neighbourhood.ballots.vault.keys import KeyRing
from neighbourhood.database import RandomId
from neighbourhood.permissions import Action, Actor, require
from neighbourhood.refusals import Invalid, NotNow
from neighbourhood.rounds.ballot_kinds import kind_of

#: The form's key tells a replay from a second cast: a short one could meet another by chance.
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
    open_vote = queries.open_vote(session, slug, is_locked=True)
    require(actor, Action.CAST_BALLOT, open_vote)
    # The table says who may vote here; the credential could still be that of somebody else.
    voter = voter or rules.voter_of(actor)
    rules.require_own_credential(voter, actor)
    rules.require_casting(open_vote, open_vote.instant)
    key = keys.read(open_vote.key_id, open_vote.key_fingerprint)
    frozen = open_vote.rules
    kind = kind_of(frozen.ballot)
    # Checked against the frozen rules before anything is written, so that a refusal costs no right.
    choices = kind.kept(filled.fields, frozen)
    if not SHORTEST_SUBMISSION <= len(filled.submission) <= LONGEST_SUBMISSION:
        raise Invalid("form_incomplete")
    right_id = _claim_right(session, open_vote, filled, voter)
    if right_id is None:
        return _receipt_of_replay(session, open_vote, filled, key, voter)
    tag = secrecy.tag_of(key, right_id)
    # One length for all ballots: the size of what is kept must not tell how many were chosen.
    length = secrecy.padded_length(kind.longest(frozen))
    secret = secrecy.encrypted(
        key, round_id=open_vote.round_id, tag=tag, choices=choices, length=length
    )
    _put(session, open_vote.round_id, tag, secret, is_first=filled.version == 0)
    return secrecy.receipt_of(key, tag)


def _claim_right(
    session: Session, open_vote: OpenVote, filled: FilledBallot, voter: Voter
) -> bytes | None:
    """Use the right once more if it stands where the form left it; the row stays locked. None where
    it does not.
    """
    rights: Any = VotingRight.__table__
    # One statement decides and writes: of two casts at once, the second meets the first one's
    # version and changes nothing.
    fits = and_(
        # A right that two people have freed again may be used where its holder lives now.
        or_(rights.c.round_id == open_vote.round_id, rights.c.channel == Channel.UNUSED),
        # Whoever voted on paper must not vote again online, even with a form opened before.
        rights.c.channel != Channel.PAPER,
        rights.c.casts == filled.version,
        # A replay must not count as a change; it is answered with the same receipt further on.
        rights.c.last_submission != filled.submission,
    )
    used = {
        "round_id": open_vote.round_id,
        "channel": voter.channel,
        "casts": filled.version + 1,
        "last_submission": filled.submission,
    }
    shown = {queries.ROLL_COLUMNS[voter.credential]: voter.number}
    statement = (
        _first_use(session, rights, open_vote, shown, used, fits)
        if filled.version == 0
        else _later_use(rights, open_vote, shown, used, fits)
    )
    right_id: bytes | None = session.execute(statement.returning(rights.c.id)).scalar()
    return right_id


Values = Mapping[str, object]


def _first_use(
    session: Session, rights: Table, open_vote: OpenVote, shown: Values, used: Values, fits: Any
) -> Any:
    # The roll is unique by what was shown, so of two first casts at once one meets the other's row
    # and uses it only where it still fits.
    row = {
        "id": RandomId.new(),
        "edition_id": open_vote.edition_id,
        "level": open_vote.level,
    }
    return (
        _insert(session, rights)
        .values({**row, **shown, **used})
        .on_conflict_do_update(
            index_elements=["edition_id", "level", *shown], set_=used, where=fits
        )
    )


def _later_use(
    rights: Table, open_vote: OpenVote, shown: Values, used: Values, fits: Any
) -> Update:
    same = [rights.c[column] == value for column, value in shown.items()]
    return (
        update(rights)
        .where(
            rights.c.edition_id == open_vote.edition_id,
            rights.c.level == open_vote.level,
            *same,
            fits,
        )
        .values(used)
    )


def _receipt_of_replay(
    session: Session, open_vote: OpenVote, filled: FilledBallot, key: bytes, voter: Voter
) -> str:
    """Return the receipt where this very form was cast before; else raise why the right cannot be
    used.
    """
    right = queries.right_of(session, open_vote.edition_id, open_vote.level, voter)
    rules.require_right_here(right, open_vote.round_id)
    if right is None or right.last_submission != filled.submission:
        raise NotNow("ballot_changed_meanwhile")
    return secrecy.receipt_of(key, secrecy.tag_of(key, right.id))


def _put(session: Session, round_id: int, tag: bytes, secret: bytes, *, is_first: bool) -> None:
    """Put the ballot into the ballot box: a first one beside the others, a later one in the place
    of the earlier.
    """
    box: Any = OpenBallot.__table__
    first = (
        _insert(session, box)
        .values(tag=tag, round_id=round_id, ciphertext=secret)
        # A ballot under this tag without a cast of its right is a damage; it must not be
        # overwritten.
        .on_conflict_do_nothing()
    )
    later = (
        update(box).where(box.c.tag == tag, box.c.round_id == round_id).values(ciphertext=secret)
    )
    # Roll and ballot box must move together: no row here undoes the use of the right as well.
    if session.execute((first if is_first else later).returning(box.c.tag)).scalar() is None:
        raise NotNow("ballots_do_not_match")


def _insert(session: Session, into: Table) -> Any:
    return (postgresql if session.get_bind().dialect.name == "postgresql" else sqlite).insert(into)
