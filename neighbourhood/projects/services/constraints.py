"""Setting the special rules of a round before its vote opens."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import delete
from sqlalchemy.orm import Session

from neighbourhood.database import flush
from neighbourhood.money import Money
from neighbourhood.permissions import Action, Actor, require
from neighbourhood.projects import queries
from neighbourhood.projects.models import Project
from neighbourhood.projects.rules import HOPEFUL_STATES, NAMED_STATES, as_candidate
from neighbourhood.refusals import Invalid, NotNow
from neighbourhood.rounds.models import CategoryLimit, ExclusiveProject, ProjectFunding, Round
from neighbourhood.rounds.queries import currency, lock_round
from neighbourhood.rounds.rules import constraints, settings
from neighbourhood.rounds.rules.constraints import Constraints
from neighbourhood.things import ThingKind, ThingRef
from neighbourhood.trail import record

KINDS = (ExclusiveProject, CategoryLimit, ProjectFunding)


def set_constraints(
    session: Session, round_: Round, new: Constraints, *, known: str, actor: Actor, now: datetime
) -> Constraints:
    """Put these special rules in the place of those whose fingerprint is `known`; the same again
    changes nothing.

    Raises NotNow once the vote was opened or where somebody else was faster, Invalid for rules that
    make no sense.
    """
    require(actor, Action.OPEN_EDITIONS)
    # The round alone: opening the vote reads these rules under the same lock.
    lock_round(session, round_)
    settings.require_unfrozen(round_.opened_at is not None or round_.sealed_at is not None)
    before = queries.constraints_of(session, round_.id)
    # Before the fingerprint is looked at: a doubled click finds its own change and is no conflict.
    if new == before:
        return before
    if before.fingerprint != known:
        raise NotNow("special_changed_meanwhile")
    # Both may have changed since the request read them; the lock keeps them as they are from here.
    session.refresh(round_.edition, ["rule"])
    session.refresh(round_.fund, ["amount"])
    named = queries.projects_in_state(session, round_.id, NAMED_STATES)
    _require_known(new, named, before)
    _require_not_shared(session, round_, new)
    hopeful = [as_candidate(project) for project in named if project.state in HOPEFUL_STATES]
    constraints.require_sound(
        new, hopeful, rule=round_.edition.rule, fund=Money(round_.fund.amount, currency(session))
    )
    _write(session, round_, new)
    record(
        session,
        "set_special_rules",
        ThingRef(ThingKind.ROUND, round_.id),
        actor=actor,
        now=now,
        before=before.plain,
        after=new.plain,
    )
    return new


def _require_known(new: Constraints, named: Sequence[Project], before: Constraints) -> None:
    """Raise Invalid for a project that is not of this round; one that was named before may have
    been taken back meanwhile.
    """
    known = {project.reference for project in named} | set(_references(before))
    if foreign := sorted(set(_references(new)) - known):
        raise Invalid("special_project_unknown", reference=foreign[0])


def _require_not_shared(session: Session, round_: Round, new: Constraints) -> None:
    """Raise Invalid for a project that is to be paid beforehand although another list may fund it
    too.
    """
    beforehand = new.prefunded + new.externally_funded
    for twin in queries.twins_of_round(session, round_.id):
        if twin.project.reference in beforehand:
            field = "prefunded" if twin.project.reference in new.prefunded else "externally_funded"
            raise Invalid("shared_funded_beforehand", field=field, project=twin.project.title)


def _references(rules: Constraints) -> Iterable[str]:
    yield from rules.prefunded + rules.externally_funded
    for group in rules.exclusive:
        yield from group


def _write(session: Session, round_: Round, new: Constraints) -> None:
    # All out and all in: nothing else refers to these rows.
    for kind in KINDS:
        session.execute(delete(kind).where(kind.round_id == round_.id))
    projects = queries.ids_by_reference(session, round_.id)
    categories = {category.slug: category.id for category in queries.all_categories(session)}
    rows: list[ExclusiveProject | CategoryLimit | ProjectFunding] = [
        ExclusiveProject(round_id=round_.id, number=number, project_id=projects[reference])
        for number, group in enumerate(new.exclusive, 1)
        for reference in group
    ]
    rows += [
        CategoryLimit(round_id=round_.id, category_id=categories[slug], amount=amount)
        for slug, amount in new.category_limits
    ]
    rows += [
        ProjectFunding(round_id=round_.id, project_id=projects[reference], payer="")
        for reference in new.prefunded
    ]
    rows += [
        ProjectFunding(round_id=round_.id, project_id=projects[reference], payer=new.payer)
        for reference in new.externally_funded
    ]
    session.add_all(rows)
    flush(session)
