"""Questions about projects that stand on two lists of an edition."""

from collections.abc import Collection, Iterable, Sequence
from typing import NamedTuple

from sqlalchemy import Select, and_, or_, select
from sqlalchemy.orm import Session, aliased, defer, joinedload

from neighbourhood.database.locks import exclusive
from neighbourhood.projects.models import Project
from neighbourhood.projects.rules import HOPEFUL_STATES
from neighbourhood.rounds.documents import Settlement, SharedListing
from neighbourhood.rounds.models import Round, SharedProject
from neighbourhood.rounds.rules import is_settled_before


class Twin(NamedTuple):
    """A project, and the one on another list that is the same."""

    project: Project
    other: Project


OWN, OTHER = aliased(Project), aliased(Project)


def _twins() -> Select[Project, Project]:
    pair = or_(
        and_(SharedProject.lower_id == OWN.id, SharedProject.higher_id == OTHER.id),
        and_(SharedProject.higher_id == OWN.id, SharedProject.lower_id == OTHER.id),
    )
    return (
        select(OWN, OTHER)
        .join(
            SharedProject, or_(SharedProject.lower_id == OWN.id, SharedProject.higher_id == OWN.id)
        )
        .join(OTHER, pair)
        .options(
            defer(OWN.description),
            defer(OTHER.description),
            joinedload(OTHER.round).joinedload(Round.place),
        )
        .order_by(OWN.number, OTHER.id)
    )


def twins_of_round(session: Session, round_id: int) -> Sequence[Twin]:
    """Return the projects of a round that stand on another list too, in number order."""
    rows = session.execute(_twins().where(OWN.round_id == round_id))
    return [Twin(*row) for row in rows]


def settlement_of(
    round_: Round, twins: Iterable[Twin], references: Collection[str]
) -> Settlement | None:
    """Return which lists of the edition are settled first, and which of these projects of a round
    stand on another list too; None where none does.
    """
    first = round_.edition.settled_first
    shared = tuple(
        SharedListing(
            project.reference,
            other.round.slug,
            other.round.place.name,
            other.reference,
            is_settled_first=is_settled_before(first, other.round.level, round_.level),
        )
        for project, other in twins
        if project.reference in references
    )
    return Settlement(first, shared) if shared else None


def twins_of(session: Session, project_ids: Collection[int]) -> dict[int, Twin]:
    """Return, by their ids, those of these projects that another list offers too; one question for
    all of them.
    """
    question = _twins().where(OWN.id.in_(project_ids), OTHER.state.in_(HOPEFUL_STATES))
    return {own.id: Twin(own, other) for own, other in session.execute(question)}


def sharing_of(session: Session, project_ids: Collection[int]) -> Sequence[SharedProject]:
    """Return what says that one of these projects is the same as another."""
    concerned = or_(
        SharedProject.lower_id.in_(project_ids), SharedProject.higher_id.in_(project_ids)
    )
    return session.scalars(select(SharedProject).where(concerned)).all()


def on_two_lists(session: Session, project_ids: Collection[int]) -> set[int]:
    """Return which of these projects another list offers too."""
    return {
        number
        for shared in sharing_of(session, project_ids)
        for number in (shared.lower_id, shared.higher_id)
    }


def projects_of_other_levels(session: Session, round_: Round) -> Sequence[Project]:
    """Return the projects on lists of the edition on other levels that may still come onto a
    ballot, by place and number.
    """
    question = (
        select(Project)
        .join(Project.round)
        .options(defer(Project.description), joinedload(Project.round).joinedload(Round.place))
        .where(
            Round.edition_id == round_.edition_id,
            Round.level != round_.level,
            Project.state.in_(HOPEFUL_STATES),
        )
    )
    found = session.scalars(question).all()
    return sorted(found, key=lambda one: (one.round.level, one.round.place.name, one.number))


def lock_shared(session: Session, round_id: int) -> None:
    """Hold what says which projects of a round stand on another list too, after its fund, until
    the transaction ends.
    """
    of_round = select(Project.id).where(Project.round_id == round_id)
    question = select(SharedProject).where(
        or_(SharedProject.lower_id.in_(of_round), SharedProject.higher_id.in_(of_round))
    )
    # Always in the same order, so that two lists that are published at once cannot wait for each
    # other.
    ordered = question.order_by(SharedProject.lower_id, SharedProject.higher_id)
    session.scalars(exclusive(ordered)).all()
