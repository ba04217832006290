"""Which projects may say something: the index of pieces of three letters, kept by triggers of the
database (migration 0023).

SQLite keeps it in a full-text table, PostgreSQL in arrays with an index; both answer the same.
"""

from collections.abc import Collection, Sequence

from sqlalchemy import Select, literal, select, union_all
from sqlalchemy.orm import Session

from neighbourhood.projects.models.grams import POSTGRESQL_GRAMS, SQLITE_GRAMS

#: So long is a piece; a word of fewer letters is in no index.
PIECE = 3
#: Above all letters: three of these signs name a round on SQLite.
FIRST_SIGN = 0xE000


def pieces_of(word: str) -> list[str]:
    """Return the pieces of three letters of a folded word, each once."""
    return list(dict.fromkeys(word[at : at + PIECE] for at in range(len(word) - PIECE + 1)))


def candidates(
    session: Session, round_id: int, words: Collection[str], *, most: int
) -> Sequence[int] | None:
    """Return the ids of the projects of a round that hold all pieces of these folded words, in
    whatever order; None where they are more than `most`, or no word is long enough to tell.

    A word may still not stand there as a whole: whoever asks looks again.
    """
    pieces = [piece for word in words for piece in pieces_of(word)]
    if not pieces:
        return None
    found = _named(session, round_id, [pieces], part="whole", most=most + 1)
    return None if len(found) > most else [project_id for _place, project_id in found]


def holders_of_stems(
    session: Session, round_id: int, stems: Sequence[str], *, most: int
) -> dict[str, set[int]]:
    """Return, for each of these folded beginnings of words, the ids of the projects of a round in
    whose title or summary its pieces stand; those that more than `most` projects have are left out.
    """
    asked = [pieces_of(stem) for stem in stems]
    found: dict[int, set[int]] = {}
    for place, project_id in _named(session, round_id, asked, part="named", most=most + 1):
        found.setdefault(place, set()).add(project_id)
    return {stems[place]: ids for place, ids in found.items() if len(ids) <= most}


def _named(
    session: Session, round_id: int, asked: Sequence[Sequence[str]], *, part: str, most: int
) -> Sequence[tuple[int, int]]:
    """Return (place in `asked`, project id) for the first `most` projects that hold all pieces."""
    if not asked:
        return []
    one = _on_sqlite if session.get_bind().dialect.name == "sqlite" else _on_postgresql
    # Each in brackets of its own, for only so may a part of a union have an end of its own.
    parts = [
        select(literal(place).label("place"), one(round_id, pieces, part).limit(most).subquery())
        for place, pieces in enumerate(asked)
    ]
    return [(row[0], row[1]) for row in session.execute(union_all(*parts))]


def _on_sqlite(round_id: int, pieces: Sequence[str], part: str) -> Select[int]:
    high, middle, low = round_id >> 24, round_id >> 12 & 4095, round_id & 4095
    round_name = "".join(chr(FIRST_SIGN + number) for number in (high, middle, low))
    quoted = " AND ".join('"' + one.replace('"', '""') + '"' for one in (round_name, *pieces))
    question = f"named : ({quoted})" if part == "named" else quoted
    return select(SQLITE_GRAMS.c.rowid).where(SQLITE_GRAMS.c.project_grams.match(question))


def _on_postgresql(round_id: int, pieces: Sequence[str], part: str) -> Select[int]:
    held = POSTGRESQL_GRAMS.c[part].contains([f"#{round_id}", *pieces])
    return select(POSTGRESQL_GRAMS.c.project_id).where(held)
