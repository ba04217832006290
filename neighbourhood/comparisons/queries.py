"""Questions about the rounds that can be compared."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from neighbourhood.rounds.models import Round
from neighbourhood.rounds.queries import all_rounds


def sealed_rounds(session: Session) -> Sequence[Round]:
    """Return the rounds whose ballots are sealed, those of the newest edition first; those of a
    cancelled one are read by nobody.
    """
    return [
        round_
        for round_ in all_rounds(session)
        if round_.sealed_at is not None and round_.ended_as is None
    ]
