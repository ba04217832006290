"""The organisations behind a project: named by its authors, asked, and answering."""

from dataclasses import replace
from datetime import datetime

from sqlalchemy.orm import Session

from neighbourhood.database import flush
from neighbourhood.organisations.rules import LIVING
from neighbourhood.outbox import queue
from neighbourhood.permissions import Action, Actor, require
from neighbourhood.projects import queries, rules
from neighbourhood.projects.models import CarrierRequest, Project
from neighbourhood.projects.rules import Backing, Carrier, Content
from neighbourhood.refusals import Invalid, NotFound
from neighbourhood.things import ThingKind, ThingRef
from neighbourhood.trail import record


def with_name(session: Session, content: Content) -> Content:
    """Return a text whose organisation of the register stands in it by its name, and in no text
    of others.
    """
    if content.carried_by != Carrier.ORGANISATION:
        return replace(content, organisation_id=None)
    if content.organisation_id is None:
        return content
    organisation = queries.organisation_behind(session, content.organisation_id)
    return replace(content, carrier_name=organisation.name) if organisation else content


def name_host(session: Session, project: Project) -> None:
    """Keep the name of the organisation that carries a project out, as it is today."""
    number = project.host_organisation_id
    host = queries.organisation_behind(session, number) if number is not None else None
    project.host_name = host.name if host else ""


def require_behind(
    session: Session,
    content: Content,
    before: Content | None,
    author_ids: tuple[int, ...] | None,
) -> None:
    """Raise Invalid, with its field, for an organisation newly named that no author speaks for, or
    one to carry it out that is not confirmed; without authors with accounts, whatever they say
    they speak for counts.
    """
    number = content.organisation_id
    if number is not None and (before is None or number != before.organisation_id):
        known = queries.organisation_behind(session, number)
        is_own = author_ids is None or (
            known is not None and set(known.member_ids) & set(author_ids)
        )
        if known is None or not is_own or known.state not in LIVING:
            raise Invalid("organisation_not_yours", field="organisation_id")
    number = content.host_organisation_id
    if number is not None and (before is None or number != before.host_organisation_id):
        host = queries.organisation_behind(session, number)
        if host is None or not host.is_confirmed:
            raise Invalid("host_unconfirmed", field="host_organisation_id")


def backing_of(
    session: Session, project: Project, content: Content, actor: Actor | None = None
) -> Backing:
    """Return what the register says of those behind a text of a project; who speaks for the host
    agrees by naming it.
    """
    organisation = host = request = None
    if content.organisation_id is not None:
        organisation = queries.organisation_behind(session, content.organisation_id)
    if content.host_organisation_id is not None:
        request = queries.carrier_request(session, project.id, content.host_organisation_id)
        host = (
            request.organisation
            if request
            else queries.organisation_behind(session, content.host_organisation_id)
        )
    agrees_now = actor is not None and host is not None and actor.person_id in host.member_ids
    has_answered = request is not None and request.answered_at is not None
    return Backing(
        is_organisation_confirmed=organisation is None or organisation.is_confirmed,
        is_host_confirmed=host is None or host.is_confirmed,
        has_host_agreed=host is None
        or agrees_now
        or (request.is_agreed if request and has_answered else None),
    )


def ask_carrier(session: Session, project: Project, *, actor: Actor, now: datetime) -> None:
    """Ask the organisation that shall carry a project out, once, by a mail to those who speak for
    it; where the author is one of them, it has agreed. The caller holds the project.
    """
    host = project.host_organisation_id
    if host is None or queries.carrier_request(session, project.id, host) is not None:
        return
    session.add(CarrierRequest(project_id=project.id, organisation_id=host, asked_at=now))
    flush(session)
    request = queries.carrier_request(session, project.id, host)
    assert request is not None
    if actor.person_id in request.member_ids:
        _keep_answer(request, agrees=True, reason="", actor=actor, now=now)
        flush(session)
        return
    for member in request.organisation.members:
        queue(
            session,
            "carrier_asked",
            member.person,
            now=now,
            slug=project.round.slug,
            number=project.number,
            title=project.title,
            organisation=request.organisation.name,
        )


def answer_carrier(
    session: Session,
    project: Project,
    *,
    agrees: bool,
    reason: str,
    actor: Actor,
    now: datetime,
) -> CarrierRequest:
    """Say for an organisation whether it carries a project out, or hosts the group that does; the
    authors get a mail. Raises NotFound where it is not asked (any more).
    """
    queries.lock_project(session, project)
    request = queries.carrier_request(session, project.id, project.host_organisation_id)
    if request is None:
        raise NotFound
    require(actor, Action.ANSWER_CARRIER, request)
    rules.require_not_frozen(project.round)
    rules.require_may_answer_carrier(project.state, agrees=agrees, has_agreed=request.is_agreed)
    rules.require_answer_text(reason, agrees=agrees)
    if request.answered_at is not None and request.is_agreed == agrees:
        return request
    _keep_answer(request, agrees=agrees, reason=reason, actor=actor, now=now)
    flush(session)
    record(
        session,
        "answer_carrier",
        ThingRef(ThingKind.PROJECT, project.id),
        actor=actor,
        now=now,
        organisation=request.organisation_id,
        agrees=agrees,
    )
    _tell_authors(session, project, request, now)
    return request


def _keep_answer(
    request: CarrierRequest, *, agrees: bool, reason: str, actor: Actor, now: datetime
) -> None:
    request.is_agreed, request.answered_at = agrees, now
    request.answered_by_id, request.reason = actor.person_id, reason


def _tell_authors(
    session: Session, project: Project, request: CarrierRequest, now: datetime
) -> None:
    content = {
        "slug": project.round.slug,
        "number": project.number,
        "title": project.title,
        "organisation": request.organisation.name,
    }
    for author in project.authors:
        if request.is_agreed:
            queue(session, "carrier_agreed", author, now=now, **content)
        else:
            queue(session, "carrier_declined", author, now=now, reason=request.reason, **content)
