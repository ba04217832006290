"""The ballot box: the one question that reads encrypted ballots. Only sealing may import it; a
contract test says so.
"""

from collections.abc import Sequence

from sqlalchemy import Row, delete, select
from sqlalchemy.orm import Session

from neighbourhood.ballots.models import OpenBallot


def ciphertexts(session: Session, round_id: int) -> Sequence[Row[bytes, bytes]]:
    """Return (tag, ciphertext) of every ballot of the round, by tag."""
    question = select(OpenBallot.tag, OpenBallot.ciphertext).where(OpenBallot.round_id == round_id)
    return session.execute(question.order_by(OpenBallot.tag)).all()


def empty(session: Session, round_id: int) -> None:
    """Delete the encrypted ballots of a round."""
    session.execute(delete(OpenBallot).where(OpenBallot.round_id == round_id))
