"""Dictated projects as officers see them: what waits, and what the person must be told."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import url_for
from sqlalchemy.orm import Session

from neighbourhood.languages import ReadableText
from neighbourhood.outbox.models import Message
from neighbourhood.permissions import Action, Actor, decide
from neighbourhood.projects import queries, rules
from neighbourhood.projects.models import Project
from neighbourhood.projects.presenters.outcomes import outcomes_of
from neighbourhood.projects.presenters.own_projects import Standing, standing_of
from neighbourhood.projects.presenters.project_page import why_not
from neighbourhood.projects.presenters.texts import names_of, readable
from neighbourhood.rounds.models import Round
from neighbourhood.rounds.queries import all_rounds
from neighbourhood.web import language as reading
from neighbourhood.web import languages
from neighbourhood.web.house import house


@dataclass(frozen=True)
class UntoldView:
    """What happened, since when the person could know, and where one notes that they do."""

    what: str
    since: datetime
    url: str


@dataclass(frozen=True)
class DictatedView:
    """A dictated project on the desk of its place's officers."""

    number: int
    title: ReadableText
    place: str
    author_name: str
    language_name: str
    standing: Standing
    url: str
    slip_url: str
    untold: tuple[UntoldView, ...]


@dataclass(frozen=True)
class RoundToEnter:
    """A round for which an officer may enter what somebody dictates."""

    place: str
    url: str


def dictated_here(session: Session, officer: Actor, now: datetime) -> list[DictatedView]:
    """Return the dictated projects of the officer's places: those with news to tell first."""
    projects = _theirs(session, officer)
    outcomes = outcomes_of(session, projects)
    untold = queries.untold_messages(session)
    views = [
        DictatedView(
            number=project.number,
            title=readable(project, "title"),
            place=project.round.place.name,
            author_name=project.author_name,
            language_name=names_of(project.language),
            standing=standing_of(project, outcomes.get(project.id), now),
            url=_url(project, "show"),
            slip_url=_url(project, "slip", language=slip_language(project)),
            untold=tuple(
                _untold(project, message)
                for message in untold.get((project.round.slug, project.number), ())
            ),
        )
        for project in projects
    ]
    return sorted(views, key=lambda view: not view.untold)


def rounds_to_enter(session: Session, officer: Actor, now: datetime) -> list[RoundToEnter]:
    """Return the rounds of the officer's places that take projects now."""
    return [
        RoundToEnter(round_.place.name, url_for("projects_desk.enter", slug=round_.slug))
        for round_ in all_rounds(session)
        if decide(officer, Action.ENTER_PROJECT, round_).is_allowed and _takes(round_, now)
    ]


def untold_count(session: Any, officer: Actor) -> tuple[int, datetime | None]:
    """Return how many notices wait to be told by an officer, and since when."""
    untold = queries.untold_messages(session)
    if not untold:
        return 0, None
    waiting = [
        message
        for project in _theirs(session, officer)
        for message in untold.get((project.round.slug, project.number), ())
    ]
    return len(waiting), min((one.created_at for one in waiting), default=None)


def slip_language(project: Project) -> str:
    """Return the language of the slip that the person takes home: their own where the pages are
    offered in it, else the city's.
    """
    offered = [known.code for known in languages()]
    return project.language if project.language in offered else offered[0]


def _theirs(session: Session, officer: Actor) -> Sequence[Project]:
    return [
        project
        for project in queries.dictated_projects(session)
        if decide(officer, Action.EDIT_PROJECT, project).is_allowed
    ]


def _takes(round_: Round, now: datetime) -> bool:
    return not why_not(lambda: rules.require_may_write(round_, now))


def _untold(project: Project, message: Message) -> UntoldView:
    return UntoldView(
        what=str(house().message_kinds[message.kind]),
        since=message.created_at,
        url=url_for("projects_desk.tell", project_id=project.id, message_id=message.id),
    )


def _url(project: Project, page: str, language: str | None = None) -> str:
    return url_for(
        f"projects.{page}",
        slug=project.round.slug,
        number=project.number,
        language=language or reading().code,
    )
