"""The ballots of a result as a Pabulib file; where they may not be published one by one, only
what each project got.
"""

from collections.abc import Iterator
from fractions import Fraction

from neighbourhood import pabulib, tally
from neighbourhood.counting import rules as counting
from neighbourhood.counting.documents import SealedVote
from neighbourhood.money import Money
from neighbourhood.pabulib.numbers import plain
from neighbourhood.places.rules.levels import Level
from neighbourhood.results.documents import PublishedCount, PublishedResult
from neighbourhood.results.publication.projects_table import inert
from neighbourhood.rounds.ballot_kinds import kind_of
from neighbourhood.rounds.documents import FrozenRound
from neighbourhood.rounds.rules import PublishedBallots
from neighbourhood.rounds.rules.settings import CountParameters
from neighbourhood.tally.ties import lot_order

#: Our rule with its completion -> the name Pabulib knows; all others are `unknown`, and the comment
#: says which it was.
NAMES = {
    ("greedy@1", "none"): "greedy",
    ("greedy-no-skip@1", "none"): "greedy-no-skip",
    ("greedy-per-cost@1", "none"): "greedy-custom",
    ("equal-shares@1", "none"): "equalshares",
    ("equal-shares@1", "add1"): "equalshares/add1",
    ("equal-shares-comparison@1", "none"): "equalshares-comparison",
    ("equal-shares-comparison@1", "add1"): "equalshares/add1-comparison",
}
MOST_TEXT = 2000
#: What a result calls the level of the whole city.
CITY = Level.CITY.name.lower()


def text(result: PublishedResult, vote: SealedVote) -> str:
    """Return the file; voter ids are running numbers over the sorted ballots, so that they tell
    neither order nor time.
    """
    is_each_told = result.published_as == PublishedBallots.BALLOTS
    shown = list(counting.pabulib_ballots(vote)) if is_each_told else []
    election = pabulib.Election(
        "ballots.pb",
        _meta(result, vote.rules, len(shown)),
        tuple(_projects(result, vote.rules)),
        tuple(shown),
    )
    return pabulib.write(election)


def pabulib_rule(count: PublishedCount) -> str:
    """Return Pabulib's name of the rule a count was made by."""
    how = count.parameters
    # Whoever counts the file alone does not know what another list has funded.
    if how.get("already_funded"):
        return "greedy-custom" if count.rule_version in tally.GREEDY else "unknown"
    if how["category_limits"] or how["prefunded"]:
        return "greedy-custom"
    if how["exclusive"]:
        return "greedy-exclusive" if count.rule_version == "greedy@1" else "greedy-custom"
    if count.rule_version == "greedy@1" and how["minimum_votes"]:
        return "greedy-threshold"
    # Pabulib's names of equal shares mean the measure by cost; it has none for the other.
    is_by_cost = how["utility"] in (None, "cost")
    known = NAMES.get((count.rule_version, count.completion), "unknown")
    return known if is_by_cost or known.startswith("greedy") else "unknown"


def _projects(result: PublishedResult, frozen: FrozenRound) -> Iterator[pabulib.PabulibProject]:
    projects = result.projects
    # A limit holds for a category whatever its name in a project's language, so a limited one goes
    # by its slug.
    slugs = {
        project.reference: project.category
        for project in frozen.projects
        if project.category in result.categories
    }
    place = {
        reference: place
        for place, reference in enumerate(
            lot_order([p.reference for p in projects], result.count.parameters["tie_seed"])
        )
    }
    # Readers of greedy files break ties by the order of the file, so the file keeps the order of
    # the rule.
    for project in sorted(projects, key=lambda p: (-p.votes, p.cost, place[p.reference])):
        fields = {"votes": str(project.votes), "name": _line(project.title)}
        fields |= (
            {"category": _line(slugs.get(project.reference, project.category)).replace(",", " ")}
            if any(p.category for p in projects)
            else {}
        )
        fields["selected"] = "1" if project.is_selected else "0"
        yield pabulib.PabulibProject(
            project.reference, whole_units(project.cost, result.currency), fields
        )


def _meta(result: PublishedResult, frozen: FrozenRound, number_of_rows: int) -> dict[str, str]:
    about = result.round
    fund = whole_units(result.fund, result.currency)
    listed = len(frozen.projects)
    least = result.count.parameters["minimum_votes"]
    ballot = kind_of(frozen.ballot).pabulib_meta(frozen)
    meta = {
        "description": _line(about.description),
        "country": about.country,
        "unit": _line(about.city),
        # A list of the whole city has no budget of a part of it.
        **({} if about.level == CITY else {"subunit": _line(about.neighbourhood)}),
        "instance": about.year,
        "num_projects": str(listed),
        "num_votes": str(number_of_rows),
        "budget": plain(fund),
        "vote_type": ballot.pop("vote_type"),
        "rule": pabulib_rule(result.count),
        "date_begin": about.date_begin,
        "date_end": about.date_end,
        **ballot,
        "language": about.language,
        "currency": result.currency,
        "comment": _comment(result),
    }
    return meta | ({"min_project_score_threshold": str(least)} if least else {})


def _comment(result: PublishedResult) -> str:
    count, how = result.count, result.count.parameters
    remarks = [
        f"Counted by {count.rule_version} of the program neighbourhood, utility "
        f"{how['utility'] or 'cost'}, completion {how['completion']}, "
        f"unit {how['unit']}, start {how['start']}, step {how['step']}, at least "
        f"{how['minimum_votes']} votes.",
        "Ties go to the lower cost, then to more votes, then to "
        + (
            f"the lot with the seed {how['tie_seed']}."
            if how["tie_seed"]
            else "the project_id in order of text."
        ),
        "The column selected says what the count chose; what was granted stands in result.json.",
    ]
    remarks += _special_remarks(how, result.currency)
    for round_ in sorted({one.round for one in result.funded_before}):
        references = " ".join(one.reference for one in result.funded_before if one.round == round_)
        remarks.append(f"Left out of the count, for {round_} had funded them: {references}.")
    if how["withdrawn"]:
        remarks.append(f"Withdrawn after the ballot was printed: {' '.join(how['withdrawn'])}.")
    if result.published_as == PublishedBallots.COUNTS:
        remarks.append(
            f"{result.turnout.ballots} ballots were cast. They are not published one by "
            "one; the column votes says what each project got."
        )
    # A recounted vote is somebody else's, and so are its ballots.
    licence = result.licence
    if licence and not result.edition.is_recount:
        remarks.append(f"Licence of these data: {licence.name}, {licence.url}")
    return " ".join(f"#{number}: {_line(remark)}" for number, remark in enumerate(remarks, 1))


def _special_remarks(how: CountParameters, currency: str) -> Iterator[str]:
    for group in how["exclusive"]:
        yield f"At most one of {' '.join(group)} could win."
    for category, amount in how["category_limits"]:
        yield (
            f"The winners of the category {category} could cost at most "
            f"{plain(whole_units(amount, currency))} together."
        )
    if how["prefunded"]:
        yield (
            "Won before the count, paid from the budget and not on the ballot: "
            f"{' '.join(how['prefunded'])}."
        )


def whole_units(amount: int, currency: str) -> Fraction:
    """Return minor units as whole units of the currency, exact."""
    return Fraction(Money(amount, currency).decimal)


def _line(words: str) -> str:
    # People open these files in spreadsheets too.
    return inert(" ".join(words.split()))[:MOST_TEXT]
