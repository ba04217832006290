"""What is published of a round, as plain data: pure, without personal names, the same whoever
composes it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from neighbourhood import tally
from neighbourhood.counting import rules as counting
from neighbourhood.counting.documents import SealedVote
from neighbourhood.results import rules
from neighbourhood.results.documents import FORMAT, Licence
from neighbourhood.results.publication import pabulib_export, projects_table
from neighbourhood.results.publication.canonical import canonical, digest
from neighbourhood.rounds.documents import FrozenProject, FrozenRound
from neighbourhood.rounds.rules import DecidedBy, PublishedBallots, special
from neighbourhood.rounds.rules.settings import RECOMMENDED


@dataclass(frozen=True)
class Facts:
    """Everything a publication follows from; amounts in minor units."""

    round: Mapping[str, Any]
    edition: Mapping[str, Any]
    currency: str
    vote: SealedVote
    sealed_digest: str
    voters: Mapping[str, int]
    receipts: Sequence[str]
    licence: Licence
    decided: Mapping[str, rules.Decided] = field(default_factory=dict)
    members: int = 0

    @property
    def published_as(self) -> str:
        """Return whether ballots or only counts are published."""
        return counting.published_as(self.vote)


@dataclass(frozen=True)
class Composed:
    """The content with its hash, and the text of its ballots file."""

    content: Mapping[str, Any]
    ballots_pb: str

    @property
    def digest(self) -> str:
        """Return the hash that the second person's content must have as well."""
        return digest(canonical(self.content))


def compose(facts: Facts) -> Composed:
    """Return what is to be published; raises TallyError where the frozen rules cannot be carried
    out.
    """
    outcome = counting.count(facts.vote)
    content = _counted(facts, outcome) | _decided(facts, outcome) | _surroundings(facts)
    pb = pabulib_export.text(content, facts.vote)
    files = {
        "ballots.pb": digest(pb),
        "projects.csv": digest(projects_table.projects_csv(content)),
        "rules.json": digest(facts.vote.document),
    }
    return Composed(content | {"files": files}, pb)


def counted_content(
    frozen: FrozenRound, outcome: tally.Outcome, *, is_small: bool
) -> dict[str, Any]:
    """Return the count as it is published: its record, and every project with how it fared, in
    order of advice.
    """
    record = outcome.to_json()
    projects = {project.reference: project for project in frozen.projects}
    fared = record.pop("projects")
    for reference, explained in explained_values(outcome).items():
        fared[reference] = fared[reference] | {"values": explained | fared[reference]["values"]}
    if is_small and outcome.parameters.rule not in counting.BY_VOTES_ALONE:
        # Who paid with whom would tell single ballots apart, so of so few voters only the votes and
        # the verdicts are told.
        record["steps"] = []
        fared = {reference: each | {"values": {}} for reference, each in fared.items()}
    return {
        "count": record,
        "projects": [
            _project(projects[each], fared[each]) for each in counting.advice_order(outcome)
        ],
    }


def explained_values(outcome: tally.Outcome) -> dict[str, dict[str, Any]]:
    """Return, by reference, what explains the outcome beyond the record of the count, such as how
    many votes were missing.
    """
    told = {reference: each.values for reference, each in tally.explain(outcome).items()}
    explained = replace(
        outcome,
        projects={
            each: replace(fared, values=told[each]) for each, fared in outcome.projects.items()
        },
    )
    plain = explained.to_json()["projects"]
    return {
        each: {
            name: value for name, value in plain[each]["values"].items() if name not in plain[each]
        }
        for each in plain
    }


def limited_categories(frozen: FrozenRound) -> dict[str, dict[str, str]]:
    """Return, by slug, the names of the categories that a limit holds for, in each language the
    city gave them.
    """
    limited = {slug for slug, _amount in frozen.rule.special.limits}
    return {
        project.category: dict(project.category_name)
        for project in frozen.projects
        if project.category in limited
    }


def category_name(project: FrozenProject) -> str:
    """Return a project's category by name, in the project's language where the city gave one."""
    names = project.category_name
    return names.get(project.language) or next(iter(names.values()), project.category)


def _project(listed: FrozenProject, fared: dict[str, Any]) -> dict[str, Any]:
    return {
        "number": listed.number,
        "reference": listed.reference,
        "title": listed.title,
        "language": listed.language,
        "category": category_name(listed),
        "cost": listed.cost,
        "votes": fared["votes"],
        "order": fared["round_selected"],
        "is_selected": fared["selected"],
        "reason": {"code": fared["reason"], "values": fared["values"]},
    }


def _counted(facts: Facts, outcome: tally.Outcome) -> dict[str, Any]:
    voters = rules.told_channels(facts.voters)
    blank = facts.vote.blank_ballots
    is_small = facts.published_as == PublishedBallots.COUNTS
    categories = limited_categories(facts.vote.rules)
    return (
        counted_content(facts.vote.rules, outcome, is_small=is_small)
        | ({"categories": categories} if categories else {})
        | {
            "fund": facts.vote.rules.fund.amount,
            "turnout": {
                "ballots": facts.vote.number_of_ballots,
                "blank": None if is_small else blank,
                "by_channel": voters,
            },
            "satisfaction": None if is_small else _satisfaction(outcome, facts.vote),
            "compared": []
            if is_small
            else [
                _other(facts, *way)
                for way in RECOMMENDED.values()
                if _is_comparable(facts.vote.rules, way[0])
            ],
            "published_as": facts.published_as,
        }
    )


def _is_comparable(frozen: FrozenRound, rule: str) -> bool:
    """Say whether a rule can keep what this vote was counted by: without its special rules the
    comparison would mislead.
    """
    return frozen.rule.special == special.NOTHING or special.understands(rule)


def _satisfaction(outcome: tally.Outcome, vote: SealedVote) -> dict[str, int]:
    return tally.satisfaction(outcome, counting.tally_ballots(vote))


def _other(facts: Facts, rule: str, completion: str) -> dict[str, Any]:
    outcome = counting.count_otherwise(facts.vote, rule=rule, completion=completion)
    told = {
        "selected": list(outcome.selected),
        "spent": outcome.spent,
        "satisfaction": _satisfaction(outcome, facts.vote),
    }
    return {"rule": rule, "completion": completion, **told}


def _decided(facts: Facts, outcome: tally.Outcome) -> dict[str, Any]:
    if facts.edition["decided_by"] == DecidedBy.VOTE:
        chosen = [
            {"reference": each, "amount": outcome.projects[each].cost, "by": DecidedBy.VOTE}
            for each in outcome.selected
        ]
        return {"allocations": chosen, "departures": [], "committee": None}
    counted = [
        rules.Counted(each, fared.is_selected, fared.cost)
        for each, fared in outcome.projects.items()
    ]
    return {
        "committee": {"members": facts.members},
        "allocations": [_allocation(each) for _reference, each in sorted(facts.decided.items())],
        "departures": [
            {"reference": each, "kind": kind}
            for each, kind in rules.departures(counted, facts.decided)
        ],
    }


def _allocation(decided: rules.Decided) -> dict[str, Any]:
    return {
        "reference": decided.reference,
        "amount": decided.amount,
        "by": DecidedBy.COMMITTEE,
        "reason": decided.reason,
        "language": decided.language,
        "votes_for": decided.votes_for,
        "votes_against": decided.votes_against,
        "abstentions": decided.abstentions,
        "recused": decided.recused,
    }


def _surroundings(facts: Facts) -> dict[str, Any]:
    return {
        "format": FORMAT,
        "licence": asdict(facts.licence),
        "round": dict(facts.round),
        "edition": dict(facts.edition),
        "currency": facts.currency,
        "receipts": sorted(facts.receipts),
        "frozen_digest": digest(facts.vote.document),
        "sealed_digest": facts.sealed_digest,
    }


def with_publication(content: Mapping[str, Any], **publication: Any) -> str:
    """Return the final text of result.json: the content with version, reason, instant and the head
    of the trail.
    """
    return canonical({**content, "publication": publication})
