"""What the tests of projects write."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from neighbourhood.projects.rules import Content, Cost
from neighbourhood.rounds.models import Round
from tests.visitor import Page, Visitor

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


#: Step of writing -> what its fields begin with.
STEP_FIELDS = {
    "idea": ("title", "language", "category_id"),
    "words": ("summary", "description"),
    "place": ("place", "point", "latitude", "longitude"),
    "costs": ("cost_lines", "more_rows", "upkeep", "upkeep_note"),
    "authors": ("carried_by", "carrier_name"),
}


def begin(visitor: Visitor, round_: Round, typed: Mapping[str, str], **values: Any) -> int:
    """Write the first sentence; return the number of the draft."""
    first = {name: typed[name] for name in ("title", "language") if name in typed}
    page = visitor.fill("projects.propose", first, slug=round_.slug, **values)
    return int(page.location.split("/projects/")[1].split("/")[0])


def fill_step(
    visitor: Visitor,
    round_: Round,
    number: int,
    typed: Mapping[str, str],
    *,
    step: str,
    status: int = 303,
    **values: Any,
) -> Page:
    """Type into one step what belongs there, and keep it."""
    asked = STEP_FIELDS.get(step, ())
    part = {n: text for n, text in typed.items() if n.partition("-")[0] in asked}
    where = {"slug": round_.slug, "number": number, **values}
    page = visitor.get(f"projects.edit_{step}", most_queries=16, **where)
    return visitor.post(f"projects.edit_{step}", page.fields() | part, status=status, **where)


def step_of(field: str) -> str:
    """Return the step that asks for a field of the form."""
    return next(step for step, names in STEP_FIELDS.items() if field.partition("-")[0] in names)


def write(visitor: Visitor, round_: Round, typed: Mapping[str, str], **values: Any) -> int:
    """Write a project from its first sentence through all its steps; return its number."""
    number = begin(visitor, round_, typed, **values)
    for step in dict.fromkeys(step_of(name) for name in typed):
        fill_step(visitor, round_, number, typed, step=step, **values)
    return number
