"""What is published of a round, composed from what it follows from: pure, without personal names,
the same whoever composes it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import cast

from neighbourhood import tally
from neighbourhood.canonical import digest
from neighbourhood.counting import rules as counting
from neighbourhood.counting.documents import SealedVote
from neighbourhood.results import rules
from neighbourhood.results.documents import (
    FORMAT,
    Allocation,
    Committee,
    CommitteeAllocation,
    ComparedWay,
    Departure,
    EditionFacts,
    Figures,
    Licence,
    PublishedCount,
    PublishedProject,
    PublishedResult,
    Reason,
    RoundFacts,
    Turnout,
    count_of,
    to_json,
)
from neighbourhood.results.publication import pabulib_export, projects_table
from neighbourhood.rounds.documents import FrozenProject, FrozenRound
from neighbourhood.rounds.rules import DecidedBy, PublishedBallots, constraints
from neighbourhood.rounds.rules.settings import RECOMMENDED
from neighbourhood.tally.plain import plain_values


@dataclass(frozen=True)
class Facts:
    """Everything a publication follows from; amounts in minor units."""

    round: RoundFacts
    edition: EditionFacts
    currency: str
    vote: SealedVote
    sealed_digest: str
    voters: Mapping[str, int]
    receipts: Sequence[str]
    licence: Licence
    decided: Mapping[str, CommitteeAllocation] = field(default_factory=dict)
    members: int = 0

    @property
    def published_as(self) -> PublishedBallots:
        """Return whether ballots or only counts are published."""
        return counting.published_as(self.vote)


@dataclass(frozen=True)
class PublicationDraft:
    """What would be published, and the text of its ballots file."""

    result: PublishedResult
    ballots_pb: str

    @property
    def digest(self) -> str:
        """Return the hash that the second person's content must have as well."""
        return digest(to_json(self.result))


def compose(facts: Facts) -> PublicationDraft:
    """Return what is to be published; raises TallyError where the frozen rules cannot be carried
    out.
    """
    outcome = counting.count(facts.vote)
    result = _result(facts, outcome)
    # The files follow from the result without their hashes, and only then are these put into it: so
    # the hash of result.json binds them all.
    pb = pabulib_export.text(result, facts.vote)
    files = {
        "ballots.pb": digest(pb),
        "projects.csv": digest(projects_table.projects_csv(result)),
        "rules.json": digest(facts.vote.document),
    }
    return PublicationDraft(replace(result, files=files), pb)


def _result(facts: Facts, outcome: tally.Outcome) -> PublishedResult:
    frozen = facts.vote.rules
    is_small = facts.published_as == PublishedBallots.COUNTS
    count, projects = counted(frozen, outcome, is_small=is_small, language=facts.round.language)
    is_by_vote = facts.edition.decided_by == DecidedBy.VOTE
    return PublishedResult(
        format=FORMAT,
        round=facts.round,
        edition=facts.edition,
        currency=facts.currency,
        fund=frozen.fund.amount,
        count=count,
        projects=projects,
        turnout=_turnout(facts, is_small=is_small),
        satisfaction=None if is_small else _satisfaction(outcome, facts.vote),
        compared=() if is_small else _compared(facts.vote),
        published_as=facts.published_as,
        committee=None if is_by_vote else Committee(facts.members),
        # Where the vote binds, the count itself decides; else it is advice, and departing from it
        # must be visible.
        allocations=_chosen(outcome) if is_by_vote else _decided(facts),
        departures=() if is_by_vote else _departures(facts, outcome),
        # In the order of time they would tell who voted when.
        receipts=sorted(facts.receipts),
        frozen_digest=digest(facts.vote.document),
        sealed_digest=facts.sealed_digest,
        categories=limited_categories(frozen),
        licence=facts.licence,
        funded_before=facts.vote.funded_before,
    )


def counted(
    frozen: FrozenRound, outcome: tally.Outcome, *, is_small: bool, language: str | None
) -> tuple[PublishedCount, tuple[PublishedProject, ...]]:
    """Return the count as it is published: its record, and every project with how it fared, in
    order of advice; the categories are named in the language, without one in each project's own.
    """
    record = outcome.to_json()
    # They are published by name and in the order of advice, which the tally does not know.
    del record["projects"]
    count = count_of(record)
    figures = published_figures(outcome)
    if is_small and outcome.parameters.rule not in counting.BY_VOTES_ALONE:
        # Who paid with whom would tell single ballots apart, so of so few voters only the votes and
        # the verdicts are published.
        count = replace(count, steps=())
        figures = dict.fromkeys(figures, Figures())
    for listing in frozen.shared:
        if outcome.projects[listing.reference].reason == "already_funded":
            other = Figures(other_list=listing.place, other_round=listing.round)
            figures[listing.reference] = {**figures[listing.reference], **other}
    listed = {project.reference: project for project in frozen.projects}
    return count, tuple(
        _project(listed[reference], outcome.projects[reference], figures[reference], language)
        for reference in counting.advice_order(outcome)
    )


def published_figures(outcome: tally.Outcome) -> dict[str, Figures]:
    """Return, by reference, the figures of a project's reason, and what explains it beyond the
    record of the count, such as how many votes were missing.
    """
    return {
        reference: cast(
            "Figures",
            plain_values({**_beyond(explanation.values), **outcome.projects[reference].values}),
        )
        for reference, explanation in tally.explain(outcome).items()
    }


def _beyond(values: Mapping[str, object]) -> dict[str, object]:
    # Votes and cost stand with the project itself.
    return {
        name: value for name, value in values.items() if name not in ("votes", "points", "cost")
    }


def _project(
    listed: FrozenProject, fared: tally.ProjectOutcome, figures: Figures, language: str | None
) -> PublishedProject:
    return PublishedProject(
        number=listed.number,
        reference=listed.reference,
        title=listed.title,
        language=listed.language,
        category=category_name(listed, language),
        cost=listed.cost,
        votes=fared.votes,
        order=fared.order,
        is_selected=fared.is_selected,
        reason=Reason(fared.reason, figures),
        category_slug=None if language is None else listed.category,
        list_number=listed.list_number,
    )


def limited_categories(frozen: FrozenRound) -> dict[str, dict[str, str]]:
    """Return, by slug, the names of the categories that a limit holds for, in each language the
    city gave them.
    """
    limited = {slug for slug, _amount in frozen.rule.constraints.category_limits}
    return {
        project.category: dict(project.category_name)
        for project in frozen.projects
        if project.category in limited
    }


def category_name(project: FrozenProject, language: str | None = None) -> str:
    """Return a project's category by name, in the language where the city gave one; without a
    language in the project's own.
    """
    names = project.category_name
    return names.get(language or project.language) or next(iter(names.values()), project.category)


def _turnout(facts: Facts, *, is_small: bool) -> Turnout:
    return Turnout(
        facts.vote.number_of_ballots,
        # Among few, a blank ballot may point at one voter.
        None if is_small else facts.vote.blank_ballots,
        rules.published_channels(facts.voters),
    )


def _satisfaction(outcome: tally.Outcome, vote: SealedVote) -> dict[str, int]:
    return tally.satisfaction(outcome, counting.tally_ballots(vote))


def _compared(vote: SealedVote) -> tuple[ComparedWay, ...]:
    return tuple(
        _other_way(vote, rule, completion)
        for rule, completion in RECOMMENDED.values()
        if _is_comparable(vote.rules, rule)
    )


def _is_comparable(frozen: FrozenRound, rule: str) -> bool:
    """Say whether a rule can keep what this vote was counted by: without its special rules the
    comparison would mislead.
    """
    return frozen.rule.constraints == constraints.NOTHING or constraints.understands(rule)


def _other_way(vote: SealedVote, rule: str, completion: str) -> ComparedWay:
    outcome = counting.count_otherwise(vote, rule=rule, completion=completion)
    return ComparedWay(
        rule, completion, list(outcome.selected), outcome.spent, _satisfaction(outcome, vote)
    )


def _chosen(outcome: tally.Outcome) -> tuple[Allocation, ...]:
    return tuple(
        Allocation(reference, outcome.projects[reference].cost, DecidedBy.VOTE)
        for reference in outcome.selected
    )


def _decided(facts: Facts) -> tuple[Allocation, ...]:
    return tuple(allocation for _reference, allocation in sorted(facts.decided.items()))


def _departures(facts: Facts, outcome: tally.Outcome) -> tuple[Departure, ...]:
    counted_projects = [
        rules.CountedProject(reference, fared.is_selected, fared.cost)
        for reference, fared in outcome.projects.items()
    ]
    amounts = {reference: decided.amount for reference, decided in facts.decided.items()}
    return tuple(
        Departure(reference, kind)
        for reference, kind in rules.departures(counted_projects, amounts)
    )
