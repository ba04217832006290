"""The second of the two who publish: confirming exactly what the first one saw, or refusing it."""

from dataclasses import replace
from datetime import datetime

from sqlalchemy.orm import Session

from neighbourhood.canonical import digest
from neighbourhood.database import flush
from neighbourhood.outbox import queue
from neighbourhood.permissions import Action, Actor, Role, require
from neighbourhood.permissions.second import require_second_person
from neighbourhood.projects.queries import lock_shared
from neighbourhood.projects.services import addressees_of
from neighbourhood.results import queries, rules
from neighbourhood.results.documents import Imprint, PublishedResult, to_json
from neighbourhood.results.models import Publication, PublicationRequest
from neighbourhood.results.publication.content import PublicationDraft
from neighbourhood.results.services.compose import compose_publication
from neighbourhood.rounds.models import Round
from neighbourhood.rounds.queries import lock_fund, lock_round
from neighbourhood.rounds.rules import LedgerKind
from neighbourhood.rounds.services import write_ledger
from neighbourhood.things import ThingKind, ThingRef
from neighbourhood.trail import record
from neighbourhood.trail.queries import head


def confirm_publication(
    session: Session, request: PublicationRequest, *, actor: Actor, now: datetime
) -> Publication:
    """Publish a new version; raises NotNow where its content changed since, NotAllowed for who is
    no second person.
    """
    round_ = request.round
    require(actor, Action.CONFIRM_PUBLICATION, round_)
    # The round first, then the request afresh: of two who answer at once the second sees that it is
    # done.
    lock_round(session, round_)
    rules.require_publishable(round_, now)
    session.refresh(request, ["answered_at"])
    rules.require_unanswered(request.answered_at)
    require_second_person(request.asked_by_id, actor, Role.STAFF, now)
    # Composed again from the database and not kept with the request: what the first person saw must
    # still follow from the round, bit for bit.
    draft = compose_publication(session, round_, now=now, tie_seed=request.tie_seed)
    rules.require_same_content(request.digest, draft.digest)
    request.answered_by_id = actor.person_id
    request.answered_at = now
    request.is_confirmed = True
    # Before the publication is added: the ledger takes what differs from the version before. A
    # committee's money is in the ledger since its decision.
    if not round_.edition.has_committee:
        grant(session, round_, draft.result, actor=actor, now=now)
    publication = publish(session, round_, draft, reason=request.reason, request=request, now=now)
    details = {"version": publication.version, "digest": publication.digest}
    record(
        session,
        "publish_results",
        ThingRef(ThingKind.ROUND, round_.id),
        actor=actor,
        now=now,
        request=request.id,
        **details,
    )
    # A correction goes to nobody's mailbox: its reason stands on the page.
    if publication.version == 1:
        _tell_authors(session, round_, now)
    return publication


def _tell_authors(session: Session, round_: Round, now: datetime) -> None:
    """Write to the authors of the projects that stood on the ballot."""
    for project in queries.projects_with_authors(session, round_.id):
        values = {
            "slug": round_.slug,
            "number": project.number,
            "neighbourhood": round_.place.name,
            "title": project.title,
        }
        for author in addressees_of(project):
            queue(session, "result_published", author, now=now, **values)


def refuse_publication(
    session: Session, request: PublicationRequest, *, actor: Actor, now: datetime
) -> None:
    """Send a request back without publishing; whoever asked may take it back too."""
    require(actor, Action.CONFIRM_PUBLICATION, request.round)
    lock_round(session, request.round)
    session.refresh(request, ["answered_at"])
    rules.require_unanswered(request.answered_at)
    # The table holds that two different people asked and answered; who takes a request back is
    # known from the trail.
    request.answered_by_id = actor.person_id if actor.person_id != request.asked_by_id else None
    request.answered_at = now
    request.is_confirmed = False
    flush(session)
    record(
        session,
        "refuse_publication",
        ThingRef(ThingKind.ROUND, request.round_id),
        actor=actor,
        now=now,
        request=request.id,
    )


def publish(
    session: Session,
    round_: Round,
    draft: PublicationDraft,
    *,
    reason: str,
    request: PublicationRequest | None,
    now: datetime,
) -> Publication:
    """Keep the composed content as the next version; whoever calls has asked who may and writes the
    trail.
    """
    # The trail as it stands before its entry on this publication, which in turn names the hash: so
    # neither can be exchanged without the other.
    newest = queries.publication_of(session, round_.id)
    version, trail_head = (newest.version + 1 if newest else 1), head(session)
    imprint = Imprint(
        version=version,
        reason=reason,
        published_at=now.isoformat(timespec="seconds"),
        trail_head=trail_head,
        content_digest=draft.digest,
    )
    text = to_json(replace(draft.result, publication=imprint))
    publication = Publication(
        round=round_,
        version=version,
        request_id=request.id if request else None,
        result_json=text,
        ballots_pb=draft.ballots_pb,
        digest=digest(text),
        reason=reason,
        trail_head=trail_head,
        published_at=now,
    )
    session.add(publication)
    flush(session)
    return publication


def grant(
    session: Session, round_: Round, result: PublishedResult, *, actor: Actor, now: datetime
) -> None:
    """Write what a binding vote gives into the fund's ledger: after an earlier version, only what
    differs from it.
    """
    lock_fund(session, round_.fund)
    lock_shared(session, round_.id)
    newest = queries.publication_of(session, round_.id)
    before = newest.result.amounts if newest else {}
    after, ids = result.amounts, queries.project_ids(session, round_.id)
    # First what is taken back: a fund that is all given away has nothing for the new winner before.
    for kind in (LedgerKind.RELEASED, LedgerKind.ALLOCATED):
        # Sorted, so that the ledger is the same whoever publishes.
        for reference in sorted(before.keys() | after.keys()):
            more = after.get(reference, 0) - before.get(reference, 0)
            if more and (more > 0) == (kind == LedgerKind.ALLOCATED):
                write_ledger(
                    session,
                    round_.fund,
                    kind,
                    abs(more),
                    subject=ThingRef(ThingKind.PROJECT, ids[reference]),
                    actor=actor,
                    now=now,
                )
