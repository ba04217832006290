"""A project as a card of a list, with everything ready to print."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from flask import url_for
from markupsafe import Markup
from sqlalchemy.orm import Session

from neighbourhood import clock
from neighbourhood.languages import ReadableText, Sentence, _
from neighbourhood.projects.models import Project
from neighbourhood.projects.presenters.outcomes import Outcome, outcome_badge, outcomes_of
from neighbourhood.projects.presenters.people import carried_out
from neighbourhood.projects.presenters.pictures import PictureView, cover_of, pictogram_of
from neighbourhood.projects.presenters.shared import shared_among
from neighbourhood.projects.presenters.texts import readable, written_in
from neighbourhood.projects.rules import HOPEFUL_STATES
from neighbourhood.projects.words import STATES
from neighbourhood.rounds.presenters.endings import end_of
from neighbourhood.rounds.rules import Ending
from neighbourhood.rounds.words.endings import ENDINGS
from neighbourhood.things import ThingKind, ThingRef
from neighbourhood.web.filters import pick_text, show_money
from neighbourhood.web.house import marks_on
from neighbourhood.web.panels import MarkView


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
    state_badge: tuple[Sentence, str] | None
    note: str
    amount: int
    #: The first picture, and the sign of its category for where there is none.
    picture: PictureView | None
    pictogram: str
    #: Who carries it out, in a sentence.
    carried_out_by: str | Markup
    other_list: str = ""
    #: The drawn number once the list is closed: "" for what is not on it, since another project may
    #: have been given its first number.
    shown_number: str = ""
    #: What rooms above put on it: a number, a button.
    marks: Sequence[MarkView] = ()


def card_of(
    project: Project,
    slug: str,
    *,
    with_state: bool = True,
    outcome: Outcome | None = None,
    end: Ending | None = None,
    other_list: str = "",
) -> ProjectCard:
    """Return a project of the round with this slug as a card; `amount` is its cost in minor units,
    `other_list` the place on whose list it stands too.

    What became of it, where that is published, says more than its state and stands in its place;
    so does `end`, how its round has ended badly.
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
        state_badge=_badge(project.state, outcome, end) if with_state else None,
        note=written_in(project.language),
        amount=project.cost,
        carried_out_by=carried_out(project),
        picture=cover_of(project),
        pictogram=pictogram_of(category.slug if category else ""),
        other_list=_("Also on the list of %(place)s", place=other_list) if other_list else "",
        shown_number=shown_number_of(project),
    )


def shown_number_of(project: Project) -> str:
    """Return the number of a project, whose round is at hand, that people read; "" for what is not
    on the closed list.
    """
    is_off_list = project.round.list_closed_at is not None and project.list_number is None
    return "" if is_off_list else str(project.shown_number)


def cards_of(session: Session, projects: Sequence[Project]) -> list[ProjectCard]:
    """Return projects, whose rounds are at hand, as cards with what became of each and the other
    list it stands on; one question each for all of them.
    """
    outcomes, now = outcomes_of(session, projects), clock.now()
    twins = shared_among(session, [project.id for project in projects])
    places = {number: twin.other.round.place.name for number, twin in twins.items()}
    marks = marks_on([ThingRef(ThingKind.PROJECT, project.id) for project in projects])
    cards = [
        card_of(
            project,
            project.round.slug,
            outcome=outcomes.get(project.id),
            end=end_of(project.round, now),
            other_list=places.get(project.id, ""),
        )
        for project in projects
    ]
    return [
        replace(card, marks=marks.get(ThingRef(ThingKind.PROJECT, project.id), ()))
        for card, project in zip(cards, projects, strict=True)
    ]


def _badge(state: str, outcome: Outcome | None, end: Ending | None) -> tuple[Sentence, str]:
    # Whatever was not refused or taken back has lost its hope with its round.
    if end is not None and state in HOPEFUL_STATES:
        return ENDINGS[end].name, "clay"
    return STATES[state] if outcome is None else outcome_badge(outcome)
