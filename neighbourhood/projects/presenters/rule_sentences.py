"""How the votes of a round are counted, its special rules included, as everybody reads it."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from neighbourhood.projects import queries
from neighbourhood.projects.models import Project
from neighbourhood.projects.presenters.shared import shared_in_round
from neighbourhood.projects.rules import HOPEFUL_STATES, ProjectState, effective_among
from neighbourhood.rounds.documents import ProjectPaidElsewhere
from neighbourhood.rounds.models import Round
from neighbourhood.rounds.presenters.rule_sentences import (
    RuleNames,
    how_counted,
    paid_elsewhere,
    rule_names,
    settled_first,
)
from neighbourhood.rounds.rules import constraints


def how_counted_in(session: Session, round_: Round) -> Sequence[str]:
    """Return the sentences for a round; before its vote opens, also the rules on projects that
    still wait for their verdict.
    """
    edition, rules = round_.edition, queries.constraints_of(session, round_.id)
    twins = shared_in_round(session, round_.id)
    if rules == constraints.NOTHING and not twins:
        return how_counted(edition.rule, edition.rule_parameters)
    states = HOPEFUL_STATES if round_.opened_at is None else (ProjectState.FEASIBLE,)
    projects = queries.projects_in_state(session, round_.id, states)
    decided = [project for project in projects if project.reference not in rules.externally_funded]
    others = [project for project in projects if project.reference in rules.externally_funded]
    # What somebody else pays for is out of the count, so it may not make a group or a limit speak.
    parameters = edition.rule_parameters | effective_among(rules, decided).parameters
    names = names_of(decided)
    return [
        *how_counted(edition.rule, parameters, names),
        *paid_elsewhere(
            ProjectPaidElsewhere(
                project.number,
                project.reference,
                project.title,
                project.language,
                rules.payer,
            )
            for project in others
        ),
        *settled_first(queries.settlement_of(round_, twins, names.projects), names),
    ]


def names_of(projects: Sequence[Project]) -> RuleNames:
    """Return what the sentences call these projects and their categories."""
    categories = {
        project.category.slug: project.category.name for project in projects if project.category
    }
    return rule_names(projects, categories)
