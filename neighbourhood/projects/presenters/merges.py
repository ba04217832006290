"""What pages say of merges: on the project's page, for those who are asked, and at the desk."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from flask import url_for
from sqlalchemy.orm import Session

from neighbourhood.languages import ReadableText, Sentence, _, by_author
from neighbourhood.permissions import Action, Actor, decide
from neighbourhood.projects import queries, rules
from neighbourhood.projects.models import Merge, MergeConsent, Project
from neighbourhood.projects.presenters.texts import readable
from neighbourhood.projects.words.merging import MERGE_OUTCOMES
from neighbourhood.web.panels import Reading, Way
from neighbourhood.web.times import show_deadline


@dataclass(frozen=True)
class MemberView:
    """A project that shall become, or became, the whole or a part."""

    number: int
    title: ReadableText
    url: str
    is_whole: bool


@dataclass(frozen=True)
class ConsentView:
    """Who is asked, and what they have said: True, False, or None for nothing yet."""

    name: str
    is_yes: bool | None
    note: ReadableText


@dataclass(frozen=True)
class MergeView:
    """A merge for those who may see it."""

    id: int
    members: tuple[MemberView, ...]
    reason: ReadableText
    consents: tuple[ConsentView, ...]
    answer_by: datetime
    is_open: bool
    outcome: Sentence | None
    url: str


@dataclass(frozen=True)
class Merging:
    """What a project's page says of merges: the whole it went into, what it is made of with the
    reasons, the question that waits, and whether its reader may ask one.
    """

    whole: MemberView | None
    parts: tuple[MemberView, ...]
    reasons: tuple[ReadableText, ...]
    open_url: str
    may_propose: bool


def merge_view(merge: Merge) -> MergeView:
    """Return how pages show a merge."""
    names = {one.id: one.name for project in merge.projects for one in project.authors}
    return MergeView(
        id=merge.id,
        members=tuple(member_view(one, merge.whole_id) for one in merge.projects),
        reason=readable(merge, "reason"),
        consents=tuple(_consent(one, names, merge.projects) for one in merge.consents),
        answer_by=merge.answer_by,
        is_open=merge.is_open,
        outcome=None if merge.is_open else MERGE_OUTCOMES[merge.outcome],
        url=_url(merge),
    )


def member_view(project: Project, whole_id: int) -> MemberView:
    """Return a project of a merge."""
    return MemberView(
        number=project.shown_number,
        title=readable(project, "title"),
        url=url_for("projects.show", slug=project.round.slug, number=project.number),
        is_whole=project.id == whole_id,
    )


def _consent(one: MergeConsent, names: dict[int, str], projects: Sequence[Project]) -> ConsentView:
    if one.project_id is not None:
        title = next(project.title for project in projects if project.id == one.project_id)
        name = _("The author of “%(title)s”, told to an officer", title=title)
    else:
        name = names.get(one.person_id or 0) or _("Somebody who is no author any more")
    return ConsentView(name, one.is_yes, by_author(one.note, ""))


def _url(merge: Merge) -> str:
    return url_for("projects.merge", slug=merge.round.slug, merge_id=merge.id)


def merging_of(session: Session, project: Project, reader: Actor, now: datetime) -> Merging:
    """Return what a project's page says of merges (one question where there are none)."""
    merges = queries.merges_around(session, project.id)
    is_done = any(merge.outcome for merge in merges)
    near = queries.merged_with(session, project) if is_done else []
    views = [member_view(one, project.merged_into_id or project.id) for one in near]
    may_ask = decide(reader, Action.PROPOSE_MERGE, project).is_allowed
    asked = [merge for merge in merges if not merge.outcome] if may_ask else []
    return Merging(
        whole=next((view for view in views if view.is_whole), None),
        parts=tuple(view for view in views if not view.is_whole),
        reasons=tuple(
            by_author(merge.reason, merge.language)
            for merge in merges
            if merge.outcome and merge.whole_id == project.id
        ),
        open_url=url_for("projects.merge", slug=project.round.slug, merge_id=asked[0].id)
        if asked
        else "",
        may_propose=may_ask
        and not asked
        and rules.may_be_merged(project.round, project.state, now),
    )


@dataclass(frozen=True)
class MergesAsked:
    """What an author is asked about merges, and the way to the first answer."""

    sentences: tuple[str, ...] = ()
    ways: tuple[Way, ...] = ()


def merges_asked(reader: Reading, projects: Sequence[Project]) -> MergesAsked:
    """Return what the author of these projects is asked; nothing is looked up where none of them
    could become one with others.
    """
    is_spared = not any(project.state in rules.HOPEFUL_STATES for project in projects)
    if reader.actor.person_id is None or is_spared:
        return MergesAsked()
    merges = queries.open_merges_for(reader.session, reader.actor.person_id)
    return MergesAsked(
        tuple(
            _(
                "Others ask whether your project and “%(title)s” become one. Please answer by "
                "%(end)s; silence means no.",
                title=merge.title,
                end=show_deadline(merge.answer_by),
            )
            for merge in merges
        ),
        tuple(
            Way(
                _("Read and answer"),
                url_for("projects.merge", slug=merge.slug, merge_id=merge.id),
            )
            for merge in merges[:1]
        ),
    )
