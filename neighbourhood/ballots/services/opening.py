"""Opening a vote: everything that binds is frozen, the key is made, ballots are taken from
then on.
"""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from neighbourhood.ballots import rules
from neighbourhood.ballots.services.key_shares import tell_key_holders
from neighbourhood.ballots.vault.keys import KeyRing
from neighbourhood.canonical import canonical, digest
from neighbourhood.database import flush
from neighbourhood.money import Money
from neighbourhood.permissions import Action, Actor, require
from neighbourhood.places.models import Place
from neighbourhood.places.queries import slugs_below
from neighbourhood.projects.models import Project
from neighbourhood.projects.queries import (
    constraints_of,
    projects_paid_elsewhere,
    projects_to_freeze,
    settlement_of,
    twins_of_round,
)
from neighbourhood.projects.rules import as_candidate, as_frozen, effective_among
from neighbourhood.projects.services import draw_list, release_held
from neighbourhood.refusals import Invalid, NotNow
from neighbourhood.rounds import documents
from neighbourhood.rounds.models import FrozenRules, Round
from neighbourhood.rounds.queries import currency, lock_round
from neighbourhood.rounds.rules import PhaseKind, constraints, phase_of
from neighbourhood.rounds.rules.constraints import Constraints
from neighbourhood.rounds.rules.endings import require_going_on
from neighbourhood.rounds.services.freeze import freeze
from neighbourhood.things import ThingKind, ThingRef
from neighbourhood.trail import record

#: Below so many ballots only counts per project are published, never the ballots.
LEAST_PUBLISHED_BALLOTS = 30
FRESH = ["alarm", "first_key_holder_id", "second_key_holder_id"]
TIE_BREAK = (
    "The lower cost, then more votes, then a lot drawn in public after the digest of the sealed "
    "ballots was published."
)


def open_voting(
    session: Session, round_: Round, *, keys: KeyRing, actor: Actor, now: datetime
) -> FrozenRules:
    """Freeze the rules, make the key and take ballots; raises NotNow with what is missing. A key
    made in vain harms nobody.
    """
    require(actor, Action.OPEN_VOTE, round_)
    lock_round(session, round_)
    # What is frozen is what stands now, not what stood when the page was loaded.
    require_going_on(round_, now)
    session.refresh(round_, FRESH)
    session.refresh(round_.edition)
    session.refresh(round_.fund)
    # No verdict may still wait when the ballot is made. The worker has released them when the
    # review ended, unless it was away.
    release_held(session, round_, now=now)
    # Where nobody closed the list: an author must not be able to stop a vote by a late appeal.
    draw_list(session, round_, actor=actor, now=now)
    projects = projects_to_freeze(session, round_.id)
    rules.require_ready_to_open(readiness(session, round_, projects), now)
    # On the disk before the transaction ends: a vote must never be open without its key. Where it
    # does not end well, a key is left over that opens nothing.
    key_id = keys.make()
    frozen = freeze(
        session, round_, frozen_document(session, round_, projects), actor=actor, now=now
    )
    round_.key_id = key_id
    round_.key_fingerprint = keys.new_fingerprint(key_id)
    round_.opened_at = now
    round_.alarm = ""
    flush(session)
    record(
        session,
        "open_vote",
        ThingRef(ThingKind.ROUND, round_.id),
        actor=actor,
        now=now,
        digest=frozen.digest,
        key=round_.key_fingerprint,
    )
    tell_key_holders(session, round_, "key_half_ready", now)
    return frozen


def readiness(session: Session, round_: Round, projects: Sequence[Project]) -> rules.Readiness:
    """Return what decides whether the vote of a round can open with these projects."""
    edition = round_.edition
    rules_now = effective_among(constraints_of(session, round_.id), projects)
    return rules.Readiness(
        phases=round_.phases,
        is_opened=round_.opened_at is not None or round_.sealed_at is not None,
        key_holders=round_.key_holder_ids,
        has_age_window=edition.youngest_voter is not None or edition.oldest_voter is not None,
        # What is paid beforehand stands on no ballot, so it does not make a vote worth opening.
        references=[
            project.reference
            for project in projects
            if project.reference not in rules_now.prefunded
        ],
        # Checked here although it was when they were set: costs and categories change until now.
        has_unfit_rules=not _are_sound(rules_now, round_, projects),
    )


def _are_sound(rules_now: Constraints, round_: Round, projects: Sequence[Project]) -> bool:
    """Say whether the rules can be counted: fund, costs, categories and the rule may have changed
    since they were set.
    """
    try:
        candidates = [as_candidate(project) for project in projects]
        constraints.require_sound(
            rules_now, candidates, rule=round_.edition.rule, fund=Money(round_.fund.amount, "")
        )
    except Invalid:
        return False
    return True


def frozen_document(
    session: Session, round_: Round, projects: Sequence[Project]
) -> documents.FrozenRound:
    """Return everything that may not change once the vote is open; money in minor units, instants
    in UTC.
    """
    edition = round_.edition
    constraints_now = constraints_of(session, round_.id)
    parameters = edition.rule_parameters | effective_among(constraints_now, projects).parameters
    vote = phase_of(round_.phases, PhaseKind.VOTE)
    if vote is None or vote.ends_at is None:
        raise NotNow("vote_never")
    return documents.FrozenRound(
        round=round_.slug,
        edition=documents.FrozenEdition(edition.slug, edition.title, edition.scheme),
        ballot=edition.ballot,
        rule=documents.CountTerms(edition.rule, parameters, TIE_BREAK),
        decision=documents.DecisionTerms(edition.decided_by, edition.quorum),
        fund=documents.FrozenFund(round_.fund.amount, currency(session)),
        electorate=_electorate(session, round_.place),
        opens_at=vote.starts_at,
        closes_at=vote.ends_at,
        published=documents.PublicationTerms(
            edition.published_ballots, LEAST_PUBLISHED_BALLOTS, receipts=True
        ),
        projects=tuple(as_frozen(project) for project in projects),
        funded_elsewhere=_paid_elsewhere(session, round_)
        if constraints_now.externally_funded
        else (),
        settlement=_settlement(session, round_, projects),
    )


def _paid_elsewhere(session: Session, round_: Round) -> tuple[documents.ProjectPaidElsewhere, ...]:
    return tuple(
        documents.ProjectPaidElsewhere(
            project.number,
            project.reference,
            project.title,
            project.language,
            payer,
        )
        for project, payer in projects_paid_elsewhere(session, round_.id)
    )


def _settlement(
    session: Session, round_: Round, projects: Sequence[Project]
) -> documents.Settlement | None:
    listed = [project.reference for project in projects]
    return settlement_of(round_, twins_of_round(session, round_.id), listed)


def _electorate(session: Session, place: Place) -> documents.Electorate:
    return documents.Electorate(
        who="confirmed residents",
        neighbourhood=place.slug,
        name=place.name,
        # The hash is enough to show later that nobody moved the boundary; the drawing itself is
        # large.
        boundary=digest(canonical(place.boundary)) if place.boundary else None,
        level=place.level.name.lower(),
        # Named one by one, so that a place put elsewhere in the tree later is seen to be so.
        parts=tuple(slugs_below(session, place.id)),
    )
