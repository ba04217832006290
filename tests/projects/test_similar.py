"""Who writes a project sees those that are about the same, however they are worded."""

import sys
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from neighbourhood.projects.queries.similar import similar_projects
from neighbourhood.rounds.models import Round
from tests import builders as b

DATA = Path(__file__).parent / "data"


def lines(name: str) -> list[list[str]]:
    """Return the lines of a file of texts, cut at their bars."""
    written = (DATA / name).read_text(encoding="utf-8").splitlines()
    return [line.split(" | ") for line in written if not line.startswith("#")]


PAIRS = lines("similar_pairs.txt")


@pytest.fixture
def full_round(session: Session) -> Round:
    """Return a round with the thirty projects among two hundred others."""
    round_ = b.a_round(session, "propose")
    others = [(language, title, "") for language, title in lines("other_titles.txt")]
    first = [(language, title, summary) for language, title, summary, _other in PAIRS]
    for number, (language, title, summary) in enumerate([*first, *others], 1):
        b.a_project(
            session, round_, title, number=number, summary=summary, language=language, place=""
        )
    session.flush()
    return round_


def numbers(session: Session, round_: Round, text: str, **besides: int) -> list[int]:
    """Return the numbers of the similar projects, the nearest first."""
    return [one.number for one in similar_projects(session, round_.id, text, **besides)]


def test_the_same_wish_is_found_in_other_words(session: Session, full_round: Round) -> None:
    missed = [
        f"{title} <- {other}"
        for number, (_language, title, _summary, other) in enumerate(PAIRS, 1)
        if number not in numbers(session, full_round, other)
    ]
    recall = 1 - len(missed) / len(PAIRS)
    # To be seen with `pytest -s`.
    sys.stdout.write(f"recall at 5 of {len(PAIRS)} pairs: {recall:.2f}\n")
    assert recall >= 0.9, "\n".join(missed)


def test_what_is_about_something_else_is_not_shown(session: Session, full_round: Round) -> None:
    shown = [
        title
        for place, (_language, title) in enumerate(lines("other_titles.txt"), len(PAIRS) + 1)
        if set(numbers(session, full_round, title)) - {place}
    ]
    # "Volleyball field" and "Skating field" share half of their words.
    assert len(shown) <= 4, shown


@pytest.mark.parametrize("text", ["", "  ", "pour les", "12 34", "%", '"', "' OR 1 --", "ا", "ab"])
def test_what_says_nothing_is_like_nothing(session: Session, full_round: Round, text: str) -> None:
    assert numbers(session, full_round, text) == []


def test_one_is_not_like_itself_a_draft_or_one_elsewhere(session: Session) -> None:
    round_, other = b.a_round(session, "propose"), b.a_round(session, "propose")
    own = b.a_project(session, round_, "Composteur partagé", number=1)
    b.a_project(session, round_, "Composteur partagé", number=2)
    b.a_project(session, round_, "Composteur partagé", number=3, state="draft")
    b.a_project(session, round_, "Composteur partagé", number=4, state="withdrawn")
    b.a_project(session, other, "Composteur partagé", number=5)
    session.flush()
    assert numbers(session, round_, "Composteurs partagés", besides=own.id) == [2]


def test_the_index_follows_every_change(session: Session) -> None:
    round_, other = b.a_round(session, "propose"), b.a_round(session, "propose")
    project = b.a_project(session, round_, "Composteur partagé", number=1)
    project.title = "Fontaine publique"
    session.flush()
    assert numbers(session, round_, "Composteurs partagés") == []
    assert numbers(session, round_, "Fontaines publiques") == [1]
    project.round = other
    session.flush()
    assert numbers(session, round_, "Fontaines publiques") == []
    assert numbers(session, other, "Fontaines publiques") == [1]
    session.delete(project)
    session.flush()
    assert numbers(session, other, "Fontaines publiques") == []
