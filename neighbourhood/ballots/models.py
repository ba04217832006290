"""Tables of ballots: voting rights, open ballots (tag and ciphertext, nothing else), sealed
ballots, receipts.
"""

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    ForeignKeyConstraint,
    LargeBinary,
    String,
    Text,
    UniqueConstraint,
)
from sqlalchemy.orm import Mapped, mapped_column

from neighbourhood.database.base import Base
from neighbourhood.database.columns import RandomId
from neighbourhood.places.models import LevelColumn
from neighbourhood.places.rules.levels import Level


class VotingRight(Base):
    """The one right of a person on a level of an edition, bound to one round; it says that somebody
    took part, never when or for what.
    """

    __tablename__ = "voting_rights"
    __table_args__ = (
        UniqueConstraint("edition_id", "level", "person_id"),
        ForeignKeyConstraint(
            ["round_id", "edition_id", "level"], ["rounds.id", "rounds.edition_id", "rounds.level"]
        ),
        CheckConstraint("channel IN ('', 'online', 'paper')", name="channel"),
        {"sqlite_with_rowid": False},
    )

    # Random and without a row number: a counted one would tell the order of casting. For the same
    # reason no column says when.
    id: Mapped[bytes] = mapped_column(RandomId, primary_key=True, default=RandomId.new)
    edition_id: Mapped[int]
    level: Mapped[Level] = mapped_column(LevelColumn)
    round_id: Mapped[int] = mapped_column(index=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    channel: Mapped[str] = mapped_column(String(8), default="")
    casts: Mapped[int] = mapped_column(default=0)
    last_submission: Mapped[str] = mapped_column(String(64), default="")


class OpenBallot(Base):
    """A ballot while the vote is open: a tag that nobody can link without the key, and the
    encrypted choices.
    """

    __tablename__ = "open_ballots"
    # Stored in the order of the tags, which is none; a row number would be that of casting.
    __table_args__ = ({"sqlite_with_rowid": False},)

    tag: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("rounds.id"), index=True)
    ciphertext: Mapped[bytes] = mapped_column(LargeBinary)


class SealedBallot(Base):
    """A distinct ballot after sealing and how many cast it; its kind alone reads `choices`."""

    __tablename__ = "sealed_ballots"
    __table_args__ = (CheckConstraint("multiplicity > 0", name="multiplicity"),)

    round_id: Mapped[int] = mapped_column(ForeignKey("rounds.id"), primary_key=True)
    # Equal ballots are one row with a number: no row belongs to one voter any more.
    choices: Mapped[str] = mapped_column(Text, primary_key=True)
    multiplicity: Mapped[int]


class ReceiptHash(Base):
    """The hash of one receipt code of a sealed round."""

    __tablename__ = "receipt_hashes"

    round_id: Mapped[int] = mapped_column(ForeignKey("rounds.id"), primary_key=True)
    digest: Mapped[str] = mapped_column(String(64), primary_key=True)
