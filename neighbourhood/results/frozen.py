"""Reads what the count needs out of the document that was frozen when the vote opened."""

from neighbourhood.results.counting import Listed, Terms
from neighbourhood.rounds.documents import FrozenProject, from_json


def terms(document: str, tie_seed: str = "") -> Terms:
    """Return rule, fund, projects and ballot of a frozen document; `tie_seed` is drawn after
    sealing and so not part of it.
    """
    rules = from_json(document)
    settings = dict(rules.rule.parameters) | ({"tie_seed": tie_seed} if tie_seed else {})
    return Terms(
        rule=rules.rule.name,
        parameters=settings,
        fund=rules.fund.amount,
        projects=tuple(_listed(project) for project in rules.projects),
        least_choices=rules.ballot.limits["least_choices"],
        most_choices=rules.ballot.limits["most_choices"],
        published=rules.published.ballots,
        document=rules,
    )


def _listed(project: FrozenProject) -> Listed:
    names = project.category_name
    return Listed(
        number=project.number,
        reference=project.reference,
        title=project.title,
        language=project.language,
        cost=project.cost,
        category_slug=project.category,
        category=names.get(project.language) or next(iter(names.values()), project.category),
    )
