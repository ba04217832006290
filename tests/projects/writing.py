"""What the tests of projects write."""

from datetime import datetime, timedelta
from typing import Any

from neighbourhood.projects.rules import Content, Cost
from neighbourhood.rounds.models import Round

SHADE = {
    "title": "Shade on the square",
    "language": "en",
    "summary": "Eight trees where nobody can sit in summer.",
    "description": "We plant **eight** trees.",
    "place": "The square",
}


def a_text(**values: Any) -> Content:
    """Return a complete text, but for its category; 1,500.00 in all."""
    return Content(**{"costs": (Cost("Trees", 120_000), Cost("Soil", 30_000))} | SHADE | values)


def begin_of(round_: Round, kind: str) -> datetime:
    """Return an instant shortly after a phase of the round has begun."""
    return next(phase.starts_at for phase in round_.phases if phase.kind == kind) + timedelta(
        hours=1
    )
