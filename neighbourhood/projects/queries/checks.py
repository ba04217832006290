"""What was checked for a verdict, as everybody reads it; kept by a room above."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from neighbourhood.questions import Question


@dataclass(frozen=True)
class Check:
    """A question of the city's sheet by language with its answer, `yes`, `no` or `not_applicable`;
    `kind` is `formal` or `substance`.
    """

    kind: str
    text: Mapping[str, str]
    answer: str


#: {verdict: what was checked for it}; a verdict that is held back has nothing here.
checks_of = Question[[Session, Collection[int]], Mapping[int, Sequence[Check]]](
    "what was checked for these verdicts"
)
