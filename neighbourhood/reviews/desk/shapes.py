"""What a reviewer may ask the list of projects, also from the pages of one of them."""

from collections.abc import Sequence
from typing import Any

from flask import request

from neighbourhood import clock
from neighbourhood.languages import Sentence, _d
from neighbourhood.projects import queries as projects
from neighbourhood.projects.models import Project
from neighbourhood.projects.queries.queue import rounds_in_review
from neighbourhood.projects.words import QUEUE_SORTS, QUEUE_STATES
from neighbourhood.reviews import queries
from neighbourhood.reviews.queries.queue import queue_of
from neighbourhood.reviews.words import QUEUE_PARTS, QUEUE_WHOSE
from neighbourhood.web import actor, go, session
from neighbourhood.web.answers import Answer
from neighbourhood.web.filters import pick_text
from neighbourhood.web.lists import (
    Beside,
    BesideView,
    Filter,
    ListChoice,
    ListQuestion,
    ListShape,
    beside,
    beside_view,
    list_choice,
    parts_of,
)

Options = Sequence[tuple[str, Sentence]]
LIST = "reviews_desk.waiting"
#: What the address may ask for, whatever it may be called.
FREE = ("round", "category", "department", "reviewer")


def queue_shape() -> ListShape:
    """Return what a reviewer may ask the queue; without departments only what needs none."""
    rounds = rounds_in_review(session(), clock.now())
    categories = projects.all_categories(session())
    departments = queries.active_departments(session())
    of_departments = _of_departments(
        [(one.slug, pick_text(one.name)) for one in departments],
        [(str(one.id), one.name) for one in queries.people_who_review(session())]
        if departments
        else (),
    )
    return _shape(
        [(one.slug, one.place.name) for one in rounds],
        [(one.slug, pick_text(one.name)) for one in categories],
        of_departments if departments else (),
    )


def asked_shape() -> ListShape:
    """Return the same for the page of one project, which shows no choices: those of the address
    are taken as they are, so that nobody has to look for all others.
    """
    asked = [(value, value) for name in FREE if (value := request.args.get(name))]
    numbers = [(value, words) for value, words in asked if value.isdecimal() and len(value) < 10]
    return _shape(asked, asked, _of_departments(asked, numbers))


def _of_departments(departments: Options, people: Options) -> tuple[Filter, ...]:
    return (
        Filter("for", _d("Who has to look"), list(QUEUE_WHOSE.items())),
        Filter("part", _d("Departments' answers"), list(QUEUE_PARTS.items())),
        Filter("department", _d("Department"), departments),
        Filter("reviewer", _d("Reviewer"), people),
    )


def _shape(rounds: Options, categories: Options, of_departments: tuple[Filter, ...]) -> ListShape:
    return ListShape(
        _d("Words, number or author"),
        (
            Filter("state", _d("Show"), list(QUEUE_STATES.items()), _d("What waits for a verdict")),
            Filter("round", _d("Round"), rounds),
            Filter("category", _d("Category"), categories),
            *of_departments,
        ),
        QUEUE_SORTS,
    )


def question_for(choice: ListChoice) -> ListQuestion:
    """Return the question for the list that the reader asks for."""
    return queue_of(choice, now=clock.now(), reviewer_id=actor().person_id)


def beside_project(project: Project) -> Beside | None:
    """Return what stands around a project in the list that it was opened from."""
    return beside(session(), question_for(list_choice(asked_shape())), project.id)


def ways_beside(found: Beside | None, endpoint: str) -> BesideView | None:
    """Return the ways to the projects around one, on the same kind of page."""
    return beside_view(asked_shape(), found, one=endpoint, name="project_id", back=LIST)


def kept_choice() -> dict[str, Any]:
    """Return what the reader looks for, as parts of an address."""
    shape = asked_shape()
    return parts_of(list_choice(shape), shape)


def go_on(endpoint: str, found: Beside | None, *, to_next: bool) -> Answer:
    """Go to the next project of the same list, else back to the list."""
    following = (found.after or found.before) if found is not None else None
    if to_next and following is not None:
        return go(endpoint, **(kept_choice() | {"project_id": following}))
    return go(LIST, **kept_choice())
