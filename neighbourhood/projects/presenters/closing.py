"""What the desk reads before it closes a list, and everybody afterwards: the drawn numbers."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import url_for

from neighbourhood.languages import ReadableText, Sentence
from neighbourhood.projects import rules
from neighbourhood.projects.models import Project
from neighbourhood.projects.presenters.texts import readable
from neighbourhood.projects.rules import ClosingStep, ProjectState
from neighbourhood.projects.words.merging import CLOSING_STEPS
from neighbourhood.rounds.models import Round

#: Step -> the page of the round where it is done.
PAGES = {
    "list_review_ahead": "rounds_desk.round",
    "list_verdicts_held": "projects_desk.verdicts",
}
#: Step -> what the queue of projects shows then.
QUEUE = {
    "list_unjudged": "",
    "list_questions_open": "asked_back",
    "list_appeals_open": "appealed",
    "list_empty": "",
}


@dataclass(frozen=True)
class StepView:
    """Something that must be done before a list is closed: what it is, how many are left, and the
    page where it is done.
    """

    label: Sentence
    number: int
    url: str | None


def step_views(round_: Round, steps: Sequence[ClosingStep]) -> list[StepView]:
    """Return what must be done before the list of a round is closed, done or not."""
    return [StepView(CLOSING_STEPS[step.code], step.number, _url(round_, step)) for step in steps]


def _url(round_: Round, step: ClosingStep) -> str | None:
    if step.is_done:
        return None
    if step.code in QUEUE:
        state = QUEUE[step.code] or None
        return url_for("reviews_desk.waiting", round=round_.slug, state=state)
    return url_for(PAGES[step.code], slug=round_.slug) if step.code in PAGES else None


@dataclass(frozen=True)
class DrawnNumber:
    """A project of a closed list: its drawn number, its first one, what the draw orders it by."""

    number: int
    first_number: int
    reference: str
    title: ReadableText
    url: str
    mark: str
    is_withdrawn: bool


def drawn_list(round_: Round, projects: Sequence[Project]) -> list[DrawnNumber]:
    """Return the projects that got a number when the list of a round was closed."""
    seed = round_.list_seed or ""
    return [
        DrawnNumber(
            number=project.list_number,
            first_number=project.number,
            reference=project.reference,
            title=readable(project, "title"),
            url=url_for("projects.show", slug=round_.slug, number=project.number),
            mark=rules.draw_mark(seed, project.reference),
            is_withdrawn=project.state == ProjectState.WITHDRAWN,
        )
        for project in projects
        if project.list_number is not None
    ]
