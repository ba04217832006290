"""Writing a draft and changing what was written, with every version kept."""

from collections.abc import Mapping
from dataclasses import asdict, replace
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from neighbourhood.database import flush
from neighbourhood.languages.written import is_written
from neighbourhood.permissions import Action, Actor, require
from neighbourhood.places.queries import outline_of, part_at
from neighbourhood.places.rules.outlines import metres_outside
from neighbourhood.projects import queries, rules
from neighbourhood.projects.models import Category, CostLine, Project, ProjectVersion
from neighbourhood.projects.rules import COLUMNS, Content, Cost, Incomplete, ProjectState, Step
from neighbourhood.projects.services.carrying import (
    ask_carrier,
    backing_of,
    name_host,
    require_behind,
    with_name,
)
from neighbourhood.projects.services.scribes import note_scribe
from neighbourhood.refusals import Invalid, NotNow
from neighbourhood.rounds.models import Round
from neighbourhood.rounds.queries import lock_round


def write_draft(
    session: Session,
    round_: Round,
    content: Content,
    *,
    submission_key: str | None = None,
    actor: Actor,
    now: datetime,
) -> Project:
    """Keep a new draft under the round's next number; the same key again returns the same draft."""
    require(actor, Action.PROPOSE_PROJECT, round_)
    # The round alone, since the next number is the highest plus one.
    lock_round(session, round_)
    if submission_key and (known := queries.draft_by_key(session, actor.person_id, submission_key)):
        return known
    rules.require_may_write(round_, now)
    rules.require_room_for_draft(queries.count_drafts(session, round_.id, actor.person_id))
    return new_draft(
        session,
        round_,
        content,
        author_id=actor.person_id,
        submission_key=submission_key,
        actor=actor,
        now=now,
    )


def new_draft(
    session: Session,
    round_: Round,
    content: Content,
    *,
    author_id: int | None = None,
    entered_by_id: int | None = None,
    author_name: str = "",
    submission_key: str | None,
    actor: Actor,
    now: datetime,
) -> Project:
    """Add a draft under the next number of a round that is held."""
    content = with_name(session, content)
    _require_sound(session, round_, content)
    # An officer who writes for somebody names whatever organisation they speak for.
    authors = (author_id,) if author_id is not None else None
    require_behind(session, content, None, authors)
    number = queries.next_number(session, round_.id)
    project = Project(
        round=round_,
        number=number,
        reference=str(number),
        state=ProjectState.DRAFT,
        author_id=author_id,
        entered_by_id=entered_by_id,
        author_name=author_name,
        cost=0,
        version=1,
        submission_key=submission_key or None,
        created_at=now,
        is_invented=round_.edition.is_invented,
    )
    _take(project, content)
    _find_part(session, project)
    name_host(session, project)
    session.add(project)
    flush(session)
    # Only the id was set, and the version keeps the category's names.
    session.refresh(project, ["category"])
    keep_version(session, project, actor=actor, now=now)
    ask_carrier(session, project, actor=actor, now=now)
    return project


def edit_project(
    session: Session,
    project: Project,
    content: Content,
    *,
    version: int,
    actor: Actor,
    now: datetime,
) -> Project:
    """Change a project whose `version` the author has read; what was handed in stays complete. The
    same text again changes nothing.
    """
    _require_may_change(session, project, actor=actor, now=now)
    content = with_name(session, content)
    # Before the version is looked at: the same text sent twice is no conflict with itself.
    if content == content_of(project):
        return project
    rules.require_same_version(version, project.version)
    return _change(session, project, content, step=None, actor=actor, now=now)


def change_part(
    session: Session,
    project: Project,
    step: Step,
    values: Mapping[str, Any],
    *,
    version: int,
    actor: Actor,
    now: datetime,
) -> Project:
    """Change what one step of writing asks for: {field of Content: value}. Another step that was
    kept since the author read `version` is no conflict, the same one is.
    """
    _require_may_change(session, project, actor=actor, now=now)
    content = with_name(session, replace(content_of(project), **values))
    if content == content_of(project):
        return project
    _require_part_as_read(session, project, step, version)
    return _change(session, project, content, step=step, actor=actor, now=now)


def metres_beyond(
    session: Session, round_: Round, latitude: float | None, longitude: float | None
) -> float:
    """Return how many metres a point lies beyond the area of a round, 0 within it and where no
    boundary is known.
    """
    if latitude is None or longitude is None:
        return 0
    outline = outline_of(session, round_.place)
    if outline is None:
        return 0
    return metres_outside(outline, latitude=latitude, longitude=longitude)


def content_of(project: Project) -> Content:
    """Return what the author wrote, without a reviewer's corrections."""
    costs = tuple(Cost(line.label, line.amount) for line in project.cost_lines)
    return Content(**{name: getattr(project, name) for name in COLUMNS}, costs=costs)


def missing_of(session: Session, project: Project) -> list[Invalid]:
    """Return what a project still lacks before it can be handed in, its pictures included; who
    stood behind it when it was handed in before may stay.
    """
    content = content_of(project)
    parts = rules.missing_parts(content, fund=project.round.fund.amount)
    if project.state == ProjectState.DRAFT:
        backing = backing_of(session, project, content)
        parts += rules.missing_backing(content, backing)
    alternatives = {picture.key: picture.alternative for picture in project.pictures}
    return parts + rules.missing_alternatives(alternatives)


def require_whole(session: Session, project: Project) -> None:
    """Raise Incomplete with all that a project lacks before it can be handed in."""
    if parts := missing_of(session, project):
        raise Incomplete(parts)


def count_cost(project: Project) -> int:
    """Return the sum of the lines in minor units, corrected ones as corrected."""
    return sum(line.counted_amount for line in project.cost_lines)


def _require_may_change(session: Session, project: Project, *, actor: Actor, now: datetime) -> None:
    require(actor, Action.EDIT_PROJECT, project)
    queries.lock_project(session, project)
    rules.require_may_edit(project.round, project.state, now, answer_by=project.answer_by)


def _require_part_as_read(session: Session, project: Project, step: Step, version: int) -> None:
    if version == project.version:
        return
    contents = queries.contents_of_versions(session, project, (version, project.version))
    # A number that was never given comes from a form that was meddled with.
    is_known = version in contents
    if not is_known or rules.has_changed(step, contents[version], contents[project.version]):
        raise NotNow("part_changed_meanwhile")


def _change(
    session: Session,
    project: Project,
    content: Content,
    *,
    step: Step | None,
    actor: Actor,
    now: datetime,
) -> Project:
    before = content_of(project)
    _require_sound(session, project.round, content)
    require_behind(session, content, before, project.author_ids or None)
    # What is missing in another step was missing before, and is said where it is handed in.
    if project.state != ProjectState.DRAFT:
        parts = rules.missing_parts(content, fund=project.round.fund.amount)
        # Who stood behind it when it was handed in may stay, whatever the register says by now.
        if rules.behind(content) != rules.behind(before):
            backing = backing_of(session, project, content, actor)
            parts += rules.missing_backing(content, backing)
        rules.require_complete(parts, step=step)
    _take(project, content)
    _find_part(session, project)
    name_host(session, project)
    project.version += 1
    flush(session)
    session.refresh(project, ["category"])
    keep_version(session, project, actor=actor, now=now)
    note_scribe(session, project, "edit", actor=actor, now=now)
    ask_carrier(session, project, actor=actor, now=now)
    return project


def _require_sound(session: Session, round_: Round, content: Content) -> None:
    rules.require_sound(
        content,
        who_proposes=round_.edition.who_proposes,
        metres_outside=metres_beyond(session, round_, content.latitude, content.longitude),
    )
    rules.require_sound_carrier(content)
    if not is_written(content.language):
        raise Invalid("language_unknown", field="language")
    if content.category_id is None:
        return
    category = session.get(Category, content.category_id)
    # Those of a recounted file are on no form.
    if category is None or category.edition_id is not None:
        raise Invalid("category_unknown", field="category_id")


def _find_part(session: Session, project: Project) -> None:
    part = None
    if project.latitude is not None and project.longitude is not None:
        part = part_at(session, project.round.place, project.latitude, project.longitude)
    project.part_id = part.id if part else None


def _take(project: Project, content: Content) -> None:
    for name in COLUMNS:
        setattr(project, name, getattr(content, name))
    # Lines are changed in place and not replaced: deleting and inserting the same position in one
    # flush would meet the unique constraint.
    lines = list(project.cost_lines)
    for position, cost in enumerate(content.costs, start=1):
        if position <= len(lines):
            _rewrite(lines[position - 1], cost)
        else:
            project.cost_lines.append(
                CostLine(position=position, label=cost.label, amount=cost.amount)
            )
    for line in lines[len(content.costs) :]:
        project.cost_lines.remove(line)
    project.cost = count_cost(project)


def _rewrite(line: CostLine, cost: Cost) -> None:
    # A correction was made to another line than the one that stands there now.
    if (line.label, line.amount) != (cost.label, cost.amount):
        line.corrected_amount, line.correction_reason = None, ""
    line.label, line.amount = cost.label, cost.amount


def keep_version(session: Session, project: Project, *, actor: Actor, now: datetime) -> None:
    """Keep the text as it stands, and which pictures and documents are with it."""
    # By its names as they are today: a category may be renamed, and the history must not be.
    names = project.category.name if project.category else {}
    content = content_of(project)
    costs = [asdict(cost) for cost in content.costs]
    attached = {
        "pictures": [{"key": one.key, "alternative": one.alternative} for one in project.pictures],
        "documents": [{"key": one.key, "name": one.name} for one in project.documents],
    }
    session.add(
        ProjectVersion(
            project_id=project.id,
            number=project.version,
            changed_by_id=actor.person_id,
            changed_at=now,
            content=asdict(content)
            | {"costs": costs, "category": names, "host": project.host_name}
            | attached,
        )
    )
    flush(session)
