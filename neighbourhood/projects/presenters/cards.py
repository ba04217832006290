"""A project as a card of a list, with everything ready to print."""

from dataclasses import dataclass
from typing import Any

from flask import url_for

from neighbourhood.languages import ReadableText, _
from neighbourhood.projects.models import Project
from neighbourhood.projects.presenters.texts import readable, written_in
from neighbourhood.projects.words import STATES
from neighbourhood.web.filters import pick_text, show_money


@dataclass(frozen=True)
class ProjectCard:
    """What components/cards.html prints of a project."""

    url: str
    number: int
    title: ReadableText
    summary: ReadableText
    category_name: str
    category_slug: str
    cost: str
    place: ReadableText
    state_badge: tuple[Any, str] | None
    note: str
    amount: int


def card_of(project: Project, slug: str, *, with_state: bool = True) -> ProjectCard:
    """Return a project of the round with this slug as a card; `amount` is its cost in minor
    units.
    """
    category = project.category
    return ProjectCard(
        url=url_for("projects.show", slug=slug, number=project.number),
        number=project.number,
        title=readable(project, "title"),
        summary=readable(project, "summary"),
        category_name=pick_text(category.name) if category else _("No category"),
        category_slug=category.slug if category else "none",
        cost=show_money(project.cost),
        place=readable(project, "place"),
        state_badge=STATES[project.state] if with_state else None,
        note=written_in(project.language),
        amount=project.cost,
    )
