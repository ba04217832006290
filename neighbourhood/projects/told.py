"""How the votes of a round are counted, its special rules included, as everybody reads it."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from neighbourhood.projects import queries
from neighbourhood.projects.models import Project
from neighbourhood.projects.rules import HOPEFUL_STATES, ProjectState, standing_among
from neighbourhood.rounds import special
from neighbourhood.rounds.documents import ProjectPaidElsewhere
from neighbourhood.rounds.explained import Named, how_counted, named_in, paid_elsewhere
from neighbourhood.rounds.models import Round


def how_counted_in(session: Session, round_: Round) -> Sequence[str]:
    """Return the sentences for a round; before its vote opens, rules on projects that still wait
    for their verdict are told too.
    """
    edition, wanted = round_.edition, queries.special_rules(session, round_.id)
    if wanted == special.NOTHING:
        return how_counted(edition.rule, edition.rule_parameters)
    projects = queries.projects_in_state(
        session, round_.id, HOPEFUL_STATES if round_.opened_at is None else (ProjectState.FEASIBLE,)
    )
    deciding = [each for each in projects if each.reference not in wanted.elsewhere]
    told = how_counted(
        edition.rule,
        edition.rule_parameters | standing_among(wanted, deciding).parameters,
        names_of(deciding),
    )
    others = [each for each in projects if each.reference in wanted.elsewhere]
    return [
        *told,
        *paid_elsewhere(
            ProjectPaidElsewhere(
                project.number, project.reference, project.title, project.language, wanted.payer
            )
            for project in others
        ),
    ]


def names_of(projects: Sequence[Project]) -> Named:
    """Return what the sentences call these projects and their categories."""
    return named_in(
        {
            "reference": each.reference,
            "title": each.title,
            "language": each.language,
            "cost": each.cost,
            "category": each.category.slug if each.category else "",
            "category_name": each.category.name if each.category else {},
        }
        for each in projects
    )
