"""One project as its pages show it: its texts, costs and verdicts, its place on the map, and what
its author may do now.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from markupsafe import Markup

from neighbourhood import clock
from neighbourhood.languages import ReadableText, Sentence, by_author, with_values
from neighbourhood.places.queries import outline_of
from neighbourhood.projects import rules
from neighbourhood.projects.models import CostLine, Project, Review
from neighbourhood.projects.presenters.cards import ProjectCard, card_of
from neighbourhood.projects.presenters.outcomes import Outcome
from neighbourhood.projects.presenters.people import carrier_of, proposer_of
from neighbourhood.projects.presenters.pictures import (
    DocumentView,
    PictureView,
    documents_of,
    pictures_of,
    shared_picture_of,
)
from neighbourhood.projects.presenters.texts import names_of, readable
from neighbourhood.projects.rules import FACTS, ProjectState, Verdict, part_of
from neighbourhood.projects.words import PARTS, STANDARD_REASONS, VERDICTS
from neighbourhood.refusals import NotAllowed, NotNow
from neighbourhood.rounds.presenters.endings import end_of
from neighbourhood.web import session
from neighbourhood.web.city import city
from neighbourhood.web.filters import show_money
from neighbourhood.web.maps import CityMap, MapShape, city_map
from neighbourhood.web.markup import foreign
from neighbourhood.web.times import show_deadline
from neighbourhood.web.words import sentence


@dataclass(frozen=True)
class CostView:
    """A line of the costs; where a reviewer corrected it, what the author wrote and why."""

    position: int
    label: ReadableText
    amount: str
    written: str
    correction_reason: ReadableText


@dataclass(frozen=True)
class UpkeepView:
    """What a project costs each year afterwards, "" where nobody said, and who sees to it."""

    amount: str
    note: ReadableText


@dataclass(frozen=True)
class ReviewView:
    """A verdict of the city with its public reason, or its question; `kind` colours it."""

    sentence: str
    kind: str
    standard: Sentence
    reason: ReadableText
    department: str
    reviewed_at: datetime
    is_answered: bool


@dataclass(frozen=True)
class AppealView:
    """What the author of a refused project answers, and what became of it."""

    reason: ReadableText
    made_at: datetime
    is_open: bool


@dataclass(frozen=True)
class AuthorActions:
    """What the author may do now; "" where it is possible, else the sentence why not."""

    edit: str
    submit: str
    answer: str
    appeal: str
    withdraw: str


@dataclass(frozen=True)
class ProjectPage:
    """What the pages of one project show of it; `reviews` are from the first to the newest."""

    id: int
    card: ProjectCard
    description: ReadableText
    facts: tuple[tuple[Sentence, Markup], ...]
    language_name: str
    proposer: str | Markup
    carrier: str | Markup
    costs: tuple[CostView, ...]
    pictures: tuple[PictureView, ...]
    documents: tuple[DocumentView, ...]
    #: Address of the picture beside a link to the page, "" where it has none of its own.
    shared_picture: str
    upkeep: UpkeepView | None
    reviews: tuple[ReviewView, ...]
    appeal: AppealView | None
    map: CityMap | None
    is_draft: bool
    is_public: bool
    is_withdrawn: bool
    is_invented: bool
    is_dictated: bool
    withdrawal_reason: ReadableText
    withdrawn_at: datetime | None
    submitted_at: datetime | None
    created_at: datetime


def page_of(project: Project, outcome: Outcome | None = None) -> ProjectPage:
    """Return what the pages of a project show of it, and of what became of it."""
    return ProjectPage(
        id=project.id,
        card=card_of(
            project,
            project.round.slug,
            outcome=outcome,
            end=end_of(project.round, clock.now()),
        ),
        description=readable(project, "description"),
        facts=tuple(
            (PARTS[part_of(name)], foreign(getattr(project, name), project.language))
            for name in FACTS
            if getattr(project, name)
        ),
        language_name=names_of(project.language),
        proposer=proposer_of(project),
        carrier=carrier_of(project),
        costs=tuple(_cost(line, project.language) for line in project.cost_lines),
        upkeep=upkeep_view(project),
        pictures=pictures_of(project),
        documents=documents_of(project),
        shared_picture=shared_picture_of(project),
        reviews=tuple(review_view(review) for review in project.reviews),
        appeal=_appeal(project),
        map=map_of(project),
        is_draft=project.state == ProjectState.DRAFT,
        is_public=project.is_public,
        is_withdrawn=project.state == ProjectState.WITHDRAWN,
        is_invented=project.is_invented,
        is_dictated=project.is_dictated,
        withdrawal_reason=readable(project, "withdrawal_reason"),
        withdrawn_at=project.withdrawn_at,
        submitted_at=project.submitted_at,
        created_at=project.created_at,
    )


def _cost(line: CostLine, language: str) -> CostView:
    is_corrected = line.corrected_amount is not None
    return CostView(
        position=line.position,
        label=by_author(line.label, language),
        amount=show_money(line.counted_amount),
        written=show_money(line.amount) if is_corrected else "",
        correction_reason=by_author(line.correction_reason, ""),
    )


def upkeep_view(project: Project) -> UpkeepView | None:
    """Return what the author wrote of the time afterwards, None where they wrote nothing."""
    if project.upkeep is None and not project.upkeep_note:
        return None
    amount = "" if project.upkeep is None else show_money(project.upkeep)
    return UpkeepView(amount, readable(project, "upkeep_note"))


def review_view(review: Review) -> ReviewView:
    """Return how pages show a verdict; one that is held back to those who review alone."""
    words = VERDICTS[review.verdict]
    until = show_deadline(review.answer_by) if review.answer_by else ""
    return ReviewView(
        sentence=with_values(words.sentence, {"end": until} if until else {}),
        kind=words.colour,
        standard=STANDARD_REASONS[review.standard_reason] if review.standard_reason else "",
        reason=readable(review, "reason"),
        department=review.department,
        reviewed_at=review.reviewed_at,
        is_answered=review.verdict == Verdict.ASKED_BACK
        and review.project.state != ProjectState.ASKED_BACK,
    )


def _appeal(project: Project) -> AppealView | None:
    appeal = project.appeal
    if appeal is None:
        return None
    return AppealView(
        reason=readable(appeal, "reason"),
        made_at=appeal.made_at,
        is_open=appeal.decision_id is None,
    )


@dataclass(frozen=True)
class _Point:
    number: int
    name: str
    latitude: float
    longitude: float
    url: None = None


def map_of(project: Project) -> CityMap | None:
    """Return the place with the project's point, where both are known."""
    place = project.round.place
    if project.latitude is None or project.longitude is None:
        return None
    outline = outline_of(session(), place)
    if outline is None:
        return None
    # A point without the place around it would tell nothing.
    point = _Point(
        project.shown_number, project.place or project.title, project.latitude, project.longitude
    )
    return city_map([MapShape(place.name, outline)], width=320, pins=[point], base=city().base_map)


def author_actions(project: Project, now: datetime) -> AuthorActions:
    """Return what the author may do at `now`."""
    around, state = project.round, project.state
    # The rules that the services ask too, so that a page offers nothing that would be refused.
    return AuthorActions(
        edit=why_not(
            lambda: rules.require_may_edit(around, state, now, answer_by=project.answer_by)
        ),
        submit=why_not(lambda: rules.require_may_submit(around, state, now)),
        answer=why_not(
            lambda: rules.require_may_answer(around, state, now, answer_by=project.answer_by)
        ),
        appeal=why_not(
            lambda: rules.require_may_appeal(
                around, state, now, is_appealed=project.appeal is not None
            )
        ),
        withdraw=why_not(lambda: rules.require_may_withdraw(around, state)),
    )


def why_not(ask: Callable[[], object]) -> str:
    """Return "" where `ask` lets it pass, else the sentence of its refusal."""
    try:
        ask()
    except (NotNow, NotAllowed) as refusal:
        return sentence(refusal)
    return ""
