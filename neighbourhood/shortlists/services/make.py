"""Making the short list: by the clock where residents support, by two people after a jury."""

from datetime import datetime

from sqlalchemy.orm import Session

from neighbourhood.canonical import digest
from neighbourhood.database import flush, server_now
from neighbourhood.outbox import queue
from neighbourhood.permissions import Action, Actor, Role, require, require_second_person
from neighbourhood.projects.models import Project
from neighbourhood.projects.rules import ProjectState, require_transition
from neighbourhood.projects.services import addressees_of
from neighbourhood.refusals import NotAllowed, NotNow
from neighbourhood.rounds.models import Round
from neighbourhood.rounds.queries import lock_round
from neighbourhood.rounds.rules import PhaseKind, phase_of
from neighbourhood.rounds.rules.endings import require_going_on
from neighbourhood.shortlists import queries, rules
from neighbourhood.shortlists.documents import MadeList, made_list, to_json
from neighbourhood.shortlists.models import ShortlistTerms
from neighbourhood.shortlists.rules import Way
from neighbourhood.things import ThingKind, ThingRef
from neighbourhood.trail import record


def make_shortlist(session: Session, round_: Round, *, actor: Actor, now: datetime) -> MadeList:
    """Make the list of a round whose residents' support has ended by the database's clock; raises
    NotNow before that, and where it is made already.
    """
    require(actor, Action.MAKE_SHORTLIST)
    terms, projects = _hold(session, round_, Way.SUPPORT, now)
    return _make(session, terms, projects, actor=actor, now=now)


def ask_for_jury_list(
    session: Session, round_: Round, *, actor: Actor, now: datetime
) -> ShortlistTerms:
    """Put a jury's list forward once its time has ended, for a second person to confirm; raises
    NotNow while a project that is not kept lacks its public reason.
    """
    require(actor, Action.LEAD_JURY, queries.jury_of(session, round_))
    terms, projects = _hold(session, round_, Way.JURY, now)
    made = _list_of(session, terms, projects)
    _require_explained(session, made, projects)
    terms.asked_by_id, terms.asked_at = actor.person_id, now
    terms.asked_digest = digest(to_json(made))
    flush(session)
    record(
        session,
        "ask_for_jury_list",
        ThingRef(ThingKind.ROUND, round_.id),
        actor=actor,
        now=now,
        digest=terms.asked_digest,
    )
    return terms


def confirm_jury_list(session: Session, round_: Round, *, actor: Actor, now: datetime) -> MadeList:
    """Make the list that a jury has put forward, as a second person of the staff who does not sit
    on it; raises NotNow where it has changed since, such as by a withdrawal.
    """
    require(actor, Action.CONFIRM_SHORTLIST)
    terms, projects = _hold(session, round_, Way.JURY, now)
    if terms.asked_at is None:
        raise NotNow("jury_list_not_asked")
    require_second_person(terms.asked_by_id, actor, Role.STAFF, now)
    if actor.person_id in queries.jury_of(session, round_).juror_ids:
        raise NotAllowed("juror_confirms_not")
    if digest(to_json(_list_of(session, terms, projects))) != terms.asked_digest:
        raise NotNow("jury_list_changed")
    return _make(session, terms, projects, actor=actor, now=now)


def _hold(
    session: Session, round_: Round, way: Way, now: datetime
) -> tuple[ShortlistTerms, list[Project]]:
    """Hold the round and its projects, and return the terms with what is in question; raises NotNow
    unless the list can be made now.
    """
    lock_round(session, round_)
    require_going_on(round_, now)
    terms = queries.terms_of(session, round_.id)
    rules.require_way(terms.terms if terms else None, way)
    assert terms is not None
    if terms.outcome is not None:
        raise NotNow("shortlist_is_made")
    phase, instant = phase_of(round_.phases, PhaseKind.SHORTLIST), server_now(session)
    if phase is None or phase.ends_at is None or instant < phase.ends_at:
        raise NotNow("shortlist_still_open")
    return terms, list(queries.projects_in_question(session, round_.id, is_locked=True))


def _list_of(session: Session, terms: ShortlistTerms, projects: list[Project]) -> MadeList:
    candidates = queries.candidates_of(session, terms.terms, projects)
    return made_list(terms.round.slug, terms.terms, candidates)


def _require_explained(session: Session, made: MadeList, projects: list[Project]) -> None:
    reasons = queries.reasons_of_round(session, projects[0].round_id) if projects else {}
    explained = {project.number for project in projects if project.id in reasons}
    rules.require_complete_reasons(made.choices, explained)


def _make(
    session: Session,
    terms: ShortlistTerms,
    projects: list[Project],
    *,
    actor: Actor,
    now: datetime,
) -> MadeList:
    made, round_ = _list_of(session, terms, projects), terms.round
    terms.outcome = to_json(made)
    terms.digest = digest(terms.outcome)
    round_.shortlisted_at = now
    by_number = {project.number: project for project in projects}
    for choice in made.choices:
        project = by_number[choice.candidate.number]
        if not choice.is_kept:
            require_transition(project.state, ProjectState.NOT_SHORTLISTED)
            project.state = ProjectState.NOT_SHORTLISTED
        _tell_authors(session, project, terms, is_kept=choice.is_kept, now=now)
    flush(session)
    record(
        session,
        "make_shortlist",
        ThingRef(ThingKind.ROUND, round_.id),
        actor=actor,
        now=now,
        digest=terms.digest,
        kept=len(made.kept),
        of=len(made.choices),
        asked_by=terms.asked_by_id,
    )
    return made


def _tell_authors(
    session: Session, project: Project, terms: ShortlistTerms, *, is_kept: bool, now: datetime
) -> None:
    review = phase_of(project.round.phases, PhaseKind.REVIEW)
    content = {
        "slug": project.round.slug,
        "number": project.number,
        "title": project.title,
        "by_jury": terms.way == Way.JURY,
        "review_at": review.starts_at.isoformat() if review else None,
    }
    for author in addressees_of(project):
        if is_kept:
            queue(session, "project_shortlisted", author, now=now, **content)
        else:
            queue(session, "project_not_shortlisted", author, now=now, **content)
