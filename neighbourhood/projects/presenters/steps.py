"""The steps of writing a project as their pages show them: what is done and what is missing."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import url_for

from neighbourhood.languages import ReadableText
from neighbourhood.projects import rules
from neighbourhood.projects.models import Project
from neighbourhood.projects.presenters.project_page import ReviewView, review_view
from neighbourhood.projects.presenters.texts import readable
from neighbourhood.projects.rules import ProjectState, Step
from neighbourhood.projects.services import missing_of
from neighbourhood.projects.words import STEPS
from neighbourhood.refusals import Invalid
from neighbourhood.web import session
from neighbourhood.web.words import sentence

#: Steps without which no project can be handed in.
NEEDED = {rule.step for rule in rules.FIELD_RULES.values() if rule.missing}


@dataclass(frozen=True)
class Lack:
    """What is still missing, as a sentence, and the address of the field that asks for it."""

    sentence: str
    url: str
    step: Step


@dataclass(frozen=True)
class StepLink:
    """One step in the line of all steps."""

    number: int
    name: str
    url: str
    is_done: bool
    is_missing: bool
    is_here: bool


@dataclass(frozen=True)
class StepsView:
    """Where in writing a project its author is; `question` is what the city asks, where it waits
    for an answer. The page of the last step is none where nothing waits to be handed in.
    """

    title: ReadableText
    heading: str
    links: tuple[StepLink, ...]
    here: StepLink | None
    lacks: tuple[Lack, ...]
    question: ReviewView | None
    is_draft: bool
    preview_url: str
    before_url: str
    authors_url: str


def steps_of(project: Project, here: Step | None = None) -> StepsView:
    """Return the steps of a project, seen from one of them or from their overview."""
    lacks = lacks_of(project)
    missing = {lack.step for lack in lacks}
    steps = [step for step in Step if step != Step.CHECK or check_page(project)]
    links = tuple(
        StepLink(
            number=number,
            name=str(STEPS[step].name),
            url=address_of(project, step),
            is_done=step in NEEDED and step not in missing,
            is_missing=step in missing,
            is_here=step == here,
        )
        for number, step in enumerate(steps, start=1)
    )
    at_hand = next((link for link in links if link.is_here), None)
    return StepsView(
        title=readable(project, "title"),
        heading=str(STEPS[here].question) if here else "",
        links=links,
        here=at_hand,
        lacks=lacks,
        question=review_view(project.reviews[-1]) if project.answer_by is not None else None,
        is_draft=project.state == ProjectState.DRAFT,
        preview_url=_url("show", project, preview=1),
        authors_url=_url("authors", project),
        before_url=links[at_hand.number - 2].url if at_hand and at_hand.number > 1 else "",
    )


def lacks_of(project: Project) -> tuple[Lack, ...]:
    """Return everything that is missing before a project can be handed in."""
    parts: Sequence[Invalid] = missing_of(session(), project)
    lacks = [
        Lack(sentence(part), address_of(project, step, anchor=part.field, check=1), step)
        for part in parts
        for step in [rules.step_of(part.field or "")]
    ]
    return tuple(sorted(lacks, key=lambda lack: list(Step).index(lack.step)))


def address_of(
    project: Project, step: Step, *, anchor: str | None = None, check: int | None = None
) -> str:
    """Return the address of a step; the last one is where the project is handed in, or the project
    where nothing waits to be.
    """
    if step == Step.CHECK:
        return _url(check_page(project) or "show", project)
    return _url(f"edit_{step}", project, anchor=anchor, check=check)


def check_page(project: Project) -> str:
    """Return the name of the page where a project is handed in now, "" where it is."""
    pages = {ProjectState.DRAFT: "submit", ProjectState.ASKED_BACK: "answer"}
    return pages.get(ProjectState(project.state), "")


def _url(
    page: str,
    project: Project,
    *,
    anchor: str | None = None,
    check: int | None = None,
    preview: int | None = None,
) -> str:
    return url_for(
        f"projects.{page}",
        slug=project.round.slug,
        number=project.number,
        check=check,
        preview=preview,
        _anchor=anchor,
    )
