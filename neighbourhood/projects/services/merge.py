"""Letting projects become one: asking all authors, and doing it when the last has said yes."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from neighbourhood.database import flush
from neighbourhood.permissions import SYSTEM, Action, Actor, decide, require
from neighbourhood.projects import queries, rules
from neighbourhood.projects.models import Merge, MergeConsent, MergeMember, Project
from neighbourhood.projects.rules import MergeOutcome
from neighbourhood.projects.services.carry_out_merge import carry_out
from neighbourhood.projects.services.merge_letters import tell_merge_asked, tell_merge_ended
from neighbourhood.refusals import Invalid, NotAllowed, NotNow
from neighbourhood.rounds.queries import lock_round
from neighbourhood.rounds.rules.endings import require_going_on
from neighbourhood.things import ThingKind, ThingRef
from neighbourhood.trail import record


def propose_merge(
    session: Session,
    whole: Project,
    parts: Sequence[Project],
    *,
    reason: str,
    language: str,
    answer_by: datetime | None,
    actor: Actor,
    now: datetime,
) -> Merge:
    """Ask all authors whether these projects may become one; the same again changes nothing. Who
    proposes and is an author has said yes, so where nobody else is to be asked it is done at once.
    """
    _require_may_propose(actor, (whole, *parts))
    # The round alone, which everybody shares who changes one of its projects.
    lock_round(session, whole.round)
    for project in (whole, *parts):
        queries.fresh_project(session, project)
    if known := _same(session, whole, parts):
        return known
    shared = queries.on_two_lists(session, [part.id for part in parts])
    rules.require_mergeable(whole.round, whole, parts, now, on_two_lists=shared)
    rules.require_sound_proposal(whole.round, reason, answer_by, now)
    merge = Merge(
        round_id=whole.round_id,
        whole_id=whole.id,
        reason=reason,
        language=language,
        proposed_by_id=actor.person_id,
        proposed_at=now,
        answer_by=answer_by,
        members=[
            MergeMember(project_id=one.id, open_id=one.id)
            for one in sorted((whole, *parts), key=lambda one: one.id)
        ],
    )
    session.add(merge)
    flush(session)
    _note(session, "propose_merge", merge, actor, now, parts=[part.id for part in parts])
    _ask(session, merge, actor, now)
    _go_on(session, merge, actor, now)
    return merge


def answer_merge(
    session: Session,
    merge: Merge,
    *,
    is_yes: bool,
    note: str = "",
    project_id: int | None = None,
    actor: Actor,
    now: datetime,
) -> Merge:
    """Say yes or no to a merge, for oneself or, as an officer, for the author of a dictated
    project: one no ends it, and with the last yes it is done. The same again changes nothing.
    """
    require(actor, Action.ANSWER_MERGE, merge)
    lock_round(session, merge.round)
    queries.hold_merge(session, merge)
    consent = _consent_of(merge, actor, project_id)
    if consent.is_yes is is_yes:
        return merge
    if not merge.is_open:
        raise NotNow("merge_is_over")
    require_going_on(merge.round, now)
    if merge.answer_by <= now:
        raise NotNow("merge_too_late", ended=merge.answer_by)
    if not _is_possible(session, merge, now):
        raise NotNow("merge_overtaken")
    rules.require_length("note", note, rules.MOST_NOTE)
    consent.is_yes, consent.note = is_yes, note
    consent.answered_at, consent.answered_by_id = now, actor.person_id
    flush(session)
    _note(session, "answer_merge", merge, actor, now, is_yes=is_yes, for_project=project_id)
    if not is_yes:
        end_merge(session, merge, MergeOutcome.REFUSED, actor=actor, now=now)
    else:
        _go_on(session, merge, actor, now)
    return merge


def call_off_merge(session: Session, merge: Merge, *, actor: Actor, now: datetime) -> Merge:
    """Stop asking, by who proposed it or the city's staff; a second time changes nothing."""
    if not may_call_off(actor, merge):
        raise NotAllowed("merge_not_yours", action=str(Action.SEE_MERGE))
    lock_round(session, merge.round)
    queries.hold_merge(session, merge)
    if merge.outcome == MergeOutcome.MERGED:
        raise NotNow("merge_is_over")
    if merge.is_open:
        end_merge(session, merge, MergeOutcome.CALLED_OFF, actor=actor, now=now)
    return merge


def may_call_off(actor: Actor, merge: Merge) -> bool:
    """Say whether somebody may take the question back: who asked it, and the city's staff."""
    is_own = actor.is_signed_in and merge.proposed_by_id == actor.person_id
    return is_own or decide(actor, Action.CLOSE_LIST).is_allowed


def end_merge(
    session: Session, merge: Merge, outcome: MergeOutcome, *, now: datetime, actor: Actor = SYSTEM
) -> None:
    """End a merge that came to nothing and tell all authors why; the caller holds the round."""
    merge.outcome, merge.ended_at = outcome, now
    for member in merge.members:
        member.open_id = None
    flush(session)
    _note(session, "end_merge", merge, actor, now, outcome=str(outcome))
    tell_merge_ended(session, merge, now)


def end_merge_of(session: Session, project: Project, *, now: datetime) -> None:
    """End the merge in which a project stands, since it no longer can be merged; the caller holds
    the project.
    """
    merge = queries.open_merge_of(session, project.id)
    if merge is not None:
        end_merge(session, merge, MergeOutcome.OVERTAKEN, now=now)


def end_if_over(session: Session, merge: Merge, now: datetime) -> bool:
    """End a merge whose date is over or which is no longer possible; say whether it was ended."""
    lock_round(session, merge.round)
    queries.hold_merge(session, merge)
    if not merge.is_open:
        return False
    if not _is_possible(session, merge, now):
        end_merge(session, merge, MergeOutcome.OVERTAKEN, now=now)
    elif merge.answer_by <= now:
        end_merge(session, merge, MergeOutcome.SILENT, now=now)
    return not merge.is_open


def _is_possible(session: Session, merge: Merge, now: datetime) -> bool:
    shared = queries.on_two_lists(session, [project.id for project in merge.projects])
    return rules.are_mergeable(merge.round, merge.projects, now, on_two_lists=shared)


def _require_may_propose(actor: Actor, projects: Sequence[Project]) -> None:
    if any(project.round_id != projects[0].round_id for project in projects):
        raise Invalid("merge_other_round", field="others")
    own = next((one for one in projects if actor.person_id in one.author_ids), projects[0])
    require(actor, Action.PROPOSE_MERGE, own)
    if any(not project.is_public for project in projects):
        raise Invalid("merge_unknown", field="others")


def _same(session: Session, whole: Project, parts: Sequence[Project]) -> Merge | None:
    """Return the open merge of exactly these projects; raises NotNow where one of them stands in
    another one.
    """
    wanted = {one.id for one in (whole, *parts)}
    for project_id in sorted(wanted):
        merge = queries.open_merge_of(session, project_id)
        if merge is None:
            continue
        if merge.whole_id == whole.id and {one.project_id for one in merge.members} == wanted:
            return merge
        raise NotNow("merge_running", field="others")
    return None


def _ask(session: Session, merge: Merge, actor: Actor, now: datetime) -> None:
    queries.hold_merge(session, merge)
    for person_id in merge.author_ids:
        is_own = person_id == actor.person_id
        merge.consents.append(
            MergeConsent(
                person_id=person_id,
                is_yes=True if is_own else None,
                answered_at=now if is_own else None,
                answered_by_id=person_id if is_own else None,
            )
        )
    for project in merge.projects:
        if project.is_dictated:
            merge.consents.append(MergeConsent(project_id=project.id))
    flush(session)
    tell_merge_asked(session, merge, actor, now)


def _consent_of(merge: Merge, actor: Actor, project_id: int | None) -> MergeConsent:
    """Return where somebody's answer is kept; who became an author since gets a place too."""
    if project_id is None:
        if actor.person_id not in merge.author_ids:
            raise NotAllowed("needs_is_author", action=str(Action.ANSWER_MERGE))
        own = (one for one in merge.consents if one.person_id == actor.person_id)
        consent = next(own, None) or MergeConsent(person_id=actor.person_id)
    else:
        # An author may answer too, but for nobody else.
        require(actor, Action.ENTER_PROJECT, merge)
        told = (one for one in merge.consents if one.project_id == project_id)
        found = next(told, None)
        if found is None:
            raise Invalid("merge_unknown", field="project_id")
        consent = found
    if consent not in merge.consents:
        merge.consents.append(consent)
    return consent


def _go_on(session: Session, merge: Merge, actor: Actor, now: datetime) -> None:
    """Do it, where everybody who writes one of the projects now has said yes."""
    said_yes = {(one.person_id, one.project_id) for one in merge.consents if one.is_yes}
    wanted: set[tuple[int | None, int | None]]
    wanted = {(person_id, None) for person_id in merge.author_ids}
    wanted |= {(None, project.id) for project in merge.projects if project.is_dictated}
    if wanted <= said_yes:
        carry_out(session, merge, actor=actor, now=now)


def _note(
    session: Session, act: str, merge: Merge, actor: Actor, now: datetime, **values: object
) -> None:
    subject = ThingRef(ThingKind.PROJECT, merge.whole_id)
    record(session, act, subject, actor=actor, now=now, merge=merge.id, **values)
