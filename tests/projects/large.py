"""A round with very many projects, put there in a few statements."""

from collections.abc import Iterator
from datetime import timedelta
from random import Random
from typing import Any

from sqlalchemy import insert
from sqlalchemy.orm import Session

from neighbourhood.folding import folded
from neighbourhood.projects.models import Category, Project
from neighbourhood.projects.models.projects import NOT_DRAWN
from neighbourhood.rounds.models import Round
from tests.builders import LONG_AGO

LANGUAGES = ("fr", "en", "ar", "tr", "uk")
STATES = ("submitted", "submitted", "feasible", "feasible", "not_feasible", "withdrawn", "draft")
#: Five rows of syllables make enough words that each stands in a few projects only.
SYLLABLES = ("ba", "ce", "di", "fo", "gu", "la", "me", "ni", "po", "ru", "sa", "te", "vi")
BATCH = 500


def fill_round(
    session: Session,
    round_: Round,
    number: int,
    categories: list[Category],
    *,
    letters: int = 60,
    padding: int = 0,
    state: str | None = None,
) -> None:
    """Add so many projects with a description of about so many letters, and as many behind it as
    `padding` says that no search looks into; every one says "trees", and one says "lighthouse".
    """
    chance = Random(number)
    rows = list(_rows(chance, round_, number, categories, letters))
    for row in rows:
        row["description"] += "x" * padding
        if state is not None:
            row["state"] = state
    for first in range(0, number, BATCH):
        session.execute(insert(Project), rows[first : first + BATCH])


def _rows(
    chance: Random, round_: Round, number: int, categories: list[Category], letters: int
) -> Iterator[dict[str, Any]]:
    for place in range(1, number + 1):
        title = f"{_word(chance)} {_word(chance)} for trees".capitalize()
        texts = {
            "title": title if place != number // 2 else "A lighthouse for trees",
            "summary": " ".join(_word(chance) for _ in range(8)),
            "description": " ".join(_word(chance) for _ in range(letters // 7)),
            "place": "The square",
        }
        yield texts | {
            "round_id": round_.id,
            "number": place,
            "reference": str(place),
            "state": "feasible" if place == number // 2 else chance.choice(STATES),
            "language": chance.choice(LANGUAGES),
            "category_id": chance.choice(categories).id,
            "cost": chance.randrange(1, 500) * 10_000,
            "latitude": 43.59 + chance.random() * 0.02,
            "longitude": 1.42 + chance.random() * 0.02,
            "created_at": LONG_AGO,
            "submitted_at": LONG_AGO + timedelta(minutes=chance.randrange(100_000)),
            "search_text": "\n".join(folded(one) for one in texts.values()),
            "sort_title": folded(texts["title"]),
            "order_number": NOT_DRAWN + place,
        }


def _word(chance: Random) -> str:
    return "".join(chance.choice(SYLLABLES) for _ in range(3))
