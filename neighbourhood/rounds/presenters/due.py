"""What rounds have coming, as lines of the desk's list of what is due."""

from collections.abc import Callable, Sequence

from neighbourhood.languages import Sentence
from neighbourhood.rounds.queries.due import DueRounds
from neighbourhood.web.waiting import Due


def dues_of(
    rows: Sequence[DueRounds],
    *,
    one: Callable[[str], Sentence],
    many: Sentence,
    endpoint: str,
    whole: str,
    is_start: bool = False,
) -> list[Due]:
    """Return a line for each instant: `one` words it for a single place and leads to that round's
    page `endpoint`, `many` words it for several and leads to the list `whole`.
    """
    return [
        Due(one(row.place), endpoint, row.at, {"slug": row.slug}, is_start=is_start)
        if row.number == 1
        else Due(many, whole, row.at, count=row.number, is_start=is_start)
        for row in rows
    ]
