"""Questions about the organisations behind a project."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session, aliased, joinedload, selectinload

from neighbourhood.organisations.models import Organisation, OrganisationMember
from neighbourhood.projects.models import CarrierRequest, Project
from neighbourhood.projects.rules import ProjectState
from neighbourhood.rounds.models import Round


def carrier_request(
    session: Session, project_id: int, organisation_id: int | None
) -> CarrierRequest | None:
    """Return the question to an organisation whether it carries a project out, read afresh."""
    question = select(CarrierRequest).where(
        CarrierRequest.project_id == project_id, CarrierRequest.organisation_id == organisation_id
    )
    members = joinedload(CarrierRequest.organisation).selectinload(Organisation.members)
    return session.scalar(question.options(members).execution_options(populate_existing=True))


def organisation_behind(session: Session, number: int) -> Organisation | None:
    """Return an organisation with its members, or None."""
    return session.scalar(
        select(Organisation)
        .where(Organisation.id == number)
        .options(selectinload(Organisation.members))
    )


def projects_to_answer(session: Session, person_id: int) -> Sequence[tuple[Project, Organisation]]:
    """Return the projects that an organisation of this person shall carry out and has not answered,
    with the organisation.
    """
    member = aliased(OrganisationMember)
    question = (
        select(Project, Organisation)
        .join(CarrierRequest, CarrierRequest.project_id == Project.id)
        .join(Organisation, Organisation.id == CarrierRequest.organisation_id)
        .join(member, member.organisation_id == Organisation.id)
        .where(
            member.person_id == person_id,
            CarrierRequest.answered_at.is_(None),
            Project.host_organisation_id == Organisation.id,
            Project.state.in_((ProjectState.DRAFT, ProjectState.ASKED_BACK)),
        )
        .options(joinedload(Project.round).joinedload(Round.place))
    )
    rows = session.execute(question.order_by(Project.id)).all()
    return [(project, organisation) for project, organisation in rows]


def is_backed_by(person: InstrumentedAttribute[Any]) -> ColumnElement[bool]:
    """Return the condition that somebody speaks for an organisation that proposes a project or
    carries it out; the person is another table's column.
    """
    own = (
        select(OrganisationMember.organisation_id)
        .where(OrganisationMember.person_id == person)
        .correlate_except(OrganisationMember)
    )
    return or_(Project.organisation_id.in_(own), Project.host_organisation_id.in_(own))
