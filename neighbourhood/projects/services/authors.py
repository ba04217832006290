"""Who writes a project: invited, joining, asking to join, removed, leaving."""

from datetime import datetime

from sqlalchemy.orm import Session

from neighbourhood.database import flush
from neighbourhood.outbox import queue
from neighbourhood.people.models import Person
from neighbourhood.people.queries import person_by_id
from neighbourhood.people.services import (
    drop_join_code,
    drop_join_codes_of,
    make_join_code,
    spend_join_code,
)
from neighbourhood.permissions import Action, Actor, require
from neighbourhood.projects import queries, rules
from neighbourhood.projects.models import JoinRequest, Project, ProjectAuthor
from neighbourhood.refusals import NotAllowed, NotFound
from neighbourhood.things import ThingKind, ThingRef
from neighbourhood.trail import record


def invite_author(
    session: Session, project: Project, *, key: str, actor: Actor, now: datetime
) -> str:
    """Return the figures of a new code by which one more person comes to write the project; `key`
    is the form's own.
    """
    require(actor, Action.EDIT_PROJECT, project)
    queries.lock_project(session, project)
    rules.require_may_gain_author(project.round, project.state, project.author_ids, now)
    return make_join_code(session, thing_of(project), key=key, actor=actor, now=now)


def drop_author_invitation(
    session: Session, project: Project, number: int, *, actor: Actor
) -> None:
    """Take an open invitation back."""
    require(actor, Action.EDIT_PROJECT, project)
    drop_join_code(session, thing_of(project), number, actor=actor)


def join_project(
    session: Session,
    project: Project,
    code: str,
    *,
    is_named: bool = False,
    actor: Actor,
    now: datetime,
) -> Project:
    """Spend a code and write the project with its authors from now on; `is_named`: everybody may
    read one's name on its page.
    """
    require(actor, Action.JOIN_OTHERS)
    queries.lock_project(session, project)
    rules.require_new_author(actor.person_id, project.author_ids)
    rules.require_may_gain_author(project.round, project.state, project.author_ids, now)
    spend_join_code(session, thing_of(project), code, actor=actor, now=now)
    person = person_by_id(session, actor.person_id)
    _tell(session, project.authors, "author_joined", project, now, name=person.name)
    _add(session, project, person, is_named=is_named, now=now)
    _note(session, "join_project", project, actor, now, person=person.id)
    return project


def ask_to_join(
    session: Session, project: Project, *, sentence: str, actor: Actor, now: datetime
) -> JoinRequest:
    """Ask the authors of a public project, with a sentence, whether one may write it with them;
    asking again changes nothing.
    """
    require(actor, Action.ASK_TO_JOIN, project)
    queries.lock_project(session, project)
    rules.require_new_author(actor.person_id, project.author_ids)
    assert actor.person_id is not None
    known = queries.join_request(session, project.id, actor.person_id)
    if known is not None:
        rules.require_unanswered_request(known.answered_at)
        return known
    rules.require_may_gain_author(project.round, project.state, project.author_ids, now)
    rules.require_sentence(sentence)
    rules.require_few_requests(queries.open_requests_of(session, actor.person_id))
    request = JoinRequest(
        project_id=project.id, person_id=actor.person_id, sentence=sentence, asked_at=now
    )
    session.add(request)
    flush(session)
    _tell(
        session,
        project.authors,
        "join_asked",
        project,
        now,
        name=person_by_id(session, actor.person_id).name,
        sentence=sentence,
    )
    return request


def answer_join_request(
    session: Session,
    project: Project,
    person_id: int,
    *,
    accepts: bool,
    actor: Actor,
    now: datetime,
) -> JoinRequest:
    """Let somebody who asked write the project too, or not; they get a mail. Raises NotFound for
    who has not asked.
    """
    require(actor, Action.EDIT_PROJECT, project)
    queries.lock_project(session, project)
    request = queries.join_request(session, project.id, person_id)
    if request is None:
        raise NotFound
    rules.require_unanswered_request(request.answered_at)
    if accepts:
        rules.require_new_author(person_id, project.author_ids)
        rules.require_may_gain_author(project.round, project.state, project.author_ids, now)
        _add(session, project, request.person, is_named=False, now=now)
        _note(session, "join_project", project, actor, now, person=person_id)
    request.answered_at, request.is_accepted = now, accepts
    flush(session)
    if accepts:
        _tell(session, (request.person,), "join_accepted", project, now)
    else:
        _tell(session, (request.person,), "join_refused", project, now)
    return request


def remove_author(
    session: Session, project: Project, person_id: int, *, actor: Actor, now: datetime
) -> None:
    """Let somebody write the project no more: themselves at any time, another one by the first
    author while it is a draft. Where the first author leaves, the next one takes their place.
    Raises NotNow for the last one, NotFound for who does not write it.
    """
    require(actor, Action.EDIT_PROJECT, project)
    queries.lock_project(session, project)
    ids = project.author_ids
    if person_id not in ids:
        raise NotFound
    if person_id != actor.person_id:
        # Asked after the lock: the first author may have left meanwhile.
        if actor.person_id != ids[0]:
            raise NotAllowed("needs_is_first_author", action=str(Action.EDIT_PROJECT))
        rules.require_may_remove(project.state)
    rules.require_other_author(ids)
    name = person_by_id(session, person_id).name
    _take_out(session, project, person_id)
    drop_join_codes_of(session, thing_of(project), person_id, actor=actor)
    _note(session, "leave_project", project, actor, now, person=person_id)
    _tell(session, project.authors, "author_left", project, now, name=name)
    if person_id != actor.person_id:
        _tell(session, (person_by_id(session, person_id),), "author_removed", project, now)


def show_name(session: Session, project: Project, *, is_named: bool, actor: Actor) -> None:
    """Say whether everybody may read one's own name on the project's page."""
    require(actor, Action.EDIT_PROJECT, project)
    queries.lock_project(session, project)
    if project.author_id == actor.person_id:
        project.is_author_named = is_named
    for one in project.co_authors:
        if one.person_id == actor.person_id:
            one.is_named = is_named
    flush(session)


def thing_of(project: Project) -> ThingRef:
    """Return how other rooms name the project."""
    return ThingRef(ThingKind.PROJECT, project.id)


def _add(
    session: Session, project: Project, person: Person, *, is_named: bool, now: datetime
) -> None:
    project.co_authors.append(ProjectAuthor(person=person, joined_at=now, is_named=is_named))
    flush(session)


def _take_out(session: Session, project: Project, person_id: int) -> None:
    leaving = person_id
    if project.author_id == person_id:
        # The next one in order; what the first one said of their name is not theirs to inherit.
        following = project.co_authors[0]
        project.author_id, project.is_author_named = following.person_id, following.is_named
        leaving = following.person_id
    project.co_authors.remove(next(one for one in project.co_authors if one.person_id == leaving))
    flush(session)
    session.refresh(project, ["author"])


def _tell(
    session: Session,
    people: tuple[Person, ...],
    kind: str,
    project: Project,
    now: datetime,
    **content: object,
) -> None:
    for person in people:
        queue(
            session,
            kind,
            person,
            now=now,
            slug=project.round.slug,
            number=project.number,
            title=project.title,
            **content,
        )


def _note(
    session: Session, act: str, project: Project, actor: Actor, now: datetime, *, person: int
) -> None:
    record(session, act, thing_of(project), actor=actor, now=now, person=person)
