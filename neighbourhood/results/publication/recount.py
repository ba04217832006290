"""Recounts a publication from its own files and says whether the result is the published
one; pure.
"""

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from neighbourhood import pabulib, tally
from neighbourhood.ballots.vault.archive import sealed_digest, sealed_text
from neighbourhood.canonical import digest, indented
from neighbourhood.counting import rules as counting
from neighbourhood.counting.documents import CastBallot, SealedVote, cast_ballots, sealed_rows
from neighbourhood.money import Money
from neighbourhood.refusals import OperatorError
from neighbourhood.results import documents, rules
from neighbourhood.results.documents import (
    FORMAT_1,
    FORMATS,
    CommitteeAllocation,
    PublishedCount,
    PublishedProject,
    PublishedResult,
    Reason,
)
from neighbourhood.results.publication import content, projects_table
from neighbourhood.results.publication.archive import readme
from neighbourhood.rounds import documents as frozen_documents
from neighbourhood.rounds.ballot_kinds import BallotKind, kind_of
from neighbourhood.rounds.documents import FrozenRound
from neighbourhood.rounds.rules import DecidedBy, PublishedBallots

Files = Mapping[str, bytes]
#: What explains a verdict beside the record of the count; not bound to the version of the rule.
EXPLAINED = frozenset(
    {"outranked_by", "needed_score", "level_with", "still_fitted", "needed_fund", "enough_cost"}
)
PUBLISHED = ("version", "reason", "published_at", "trail_head", "content_digest")
#: The files whose hashes stand in the result itself.
NAMED_FILES = ("ballots.pb", "projects.csv", "rules.json")


class Differs(OperatorError):
    """Something published does not hold; the message says what, in one line."""


@dataclass(frozen=True)
class Report:
    """What was checked, one line each, and what was wrong, if anything; `is_same` only where the
    count was really repeated.
    """

    lines: tuple[str, ...]
    problem: str | None = None
    limit: str | None = None

    @property
    def is_same(self) -> bool:
        """Say whether the recount gives the published result."""
        return self.problem is None and self.limit is None


def recount(files: Files) -> Report:
    """Return what the recount of a publication's files shows; it stops at the first thing that does
    not hold.
    """
    lines: list[str] = []
    try:
        # One after the other, so that what held before the first difference is still told.
        lines.append(_check_digests(files))
        lines.append(_check_form(files))
        opened = _opened(files)
        lines.extend(
            check(opened) for check in (_check_files, _check_rules, _check_money, _check_receipts)
        )
        lines.extend(_check_other_lists(opened))
        done, limit = _check_count(opened)
        return Report((*lines, done), limit=limit)
    except Differs as problem:
        return Report(tuple(lines), problem=str(problem))
    # Whatever a file from anybody may do to the readers below; an error beside these is our own.
    except (KeyError, TypeError, ValueError, AttributeError, RecursionError) as error:
        return Report(
            tuple(lines),
            problem=(
                "result.json or rules.json is not as a publication writes it "
                f"({type(error).__name__}: {error})"
            ),
        )


def _require(holds: bool, problem: str) -> None:
    if not holds:
        raise Differs(problem)


@dataclass(frozen=True)
class _Opened:
    """The files of a publication, and what the two documents among them say."""

    files: Files
    result: PublishedResult
    frozen: FrozenRound

    def vote(self, ballots: Sequence[CastBallot] = ()) -> SealedVote:
        """Return what the count follows from; seed, withdrawals and what another list has funded
        are known from the result alone.
        """
        how = self.result.count.parameters
        return SealedVote(
            self.files["rules.json"].decode(),
            self.frozen,
            tuple(ballots),
            tuple(how["withdrawn"]),
            how["tie_seed"] or "",
            self.result.funded_before,
        )


def _opened(files: Files) -> _Opened:
    result = documents.from_json(files["result.json"])
    return _Opened(files, result, frozen_documents.from_json(files["rules.json"].decode()))


def _check_digests(files: Files) -> str:
    # A file cannot hold its own hash.
    listed = {name: files[name] for name in files if name != "digests.txt"}
    expected = "".join(f"{digest(files[name])}  {name}\n" for name in files_in_order(listed))
    if files["digests.txt"].decode("utf-8", "replace") != expected:
        published: dict[str, str] = {}
        for line in files["digests.txt"].decode("utf-8", "replace").splitlines():
            hashed, _blanks, name = line.partition("  ")
            published[name] = hashed
        changed = [
            name for name in files_in_order(listed) if published.get(name) != digest(files[name])
        ]
        raise Differs(f"{changed[0] if changed else 'digests.txt'} is not as it was published")
    return (
        "every file has its published SHA-256; that of result.json is "
        f"{digest(files['result.json'])}"
    )


def files_in_order(files: Files) -> list[str]:
    """Return the names in the order in which `digests.txt` lists them."""
    order = ("result.json", "ballots.pb", "projects.csv", "rules.json", "README.txt")
    return [name for name in order if name in files]


def _check_form(files: Files) -> str:
    text = files["result.json"].decode()
    plain = json.loads(text)
    _require(
        plain["format"] in FORMATS,
        f"result.json has the format {plain['format']!r}, this program knows {', '.join(FORMATS)}",
    )
    # The same content in another form would have another hash, and nobody could compare the two.
    _require(indented(plain) == text, "result.json is not in its canonical form")
    # The second person confirmed the content before it had version, time and head of the trail.
    publication = plain.pop("publication")
    _require(
        digest(indented(plain)) == publication["content_digest"],
        "the content has not the hash under which it was published",
    )
    _require(
        sorted(publication) == sorted(PUBLISHED),
        "result.json has other words on its publication",
    )
    _require(
        ("licence" in plain) == (plain["format"] != FORMAT_1),
        "the licence of the data is not told as this format tells it",
    )
    return "the content has the hash under which it was published"


def _check_files(opened: _Opened) -> str:
    files, result = opened.files, opened.result
    _require(sorted(result.files) == list(NAMED_FILES), "result.json names other files")
    for name, expected in result.files.items():
        _require(digest(files[name]) == expected, f"{name} is not the file that result.json names")
    _require(
        projects_table.projects_csv(result).encode() == files["projects.csv"],
        "projects.csv does not follow from result.json",
    )
    _require(
        readme(files["result.json"].decode()).encode() == files["README.txt"],
        "README.txt is not as it was published",
    )
    return "ballots.pb, projects.csv and rules.json are those that result.json names"


def _check_rules(opened: _Opened) -> str:
    result, frozen, vote = opened.result, opened.frozen, opened.vote()
    _require(
        result.frozen_digest == digest(vote.document),
        "rules.json is not what was frozen when the vote opened",
    )
    _require(result.count.rule_version == frozen.rule.name, "the rule is not the frozen one")
    # Everything that was frozen must be as it was; only what was withdrawn later, what another list
    # has funded, and the seed are known from the result alone.
    expected = counting.parameters(
        {
            **vote.parameters,
            "rule": frozen.rule.name,
            "withdrawn": result.count.parameters["withdrawn"],
            "already_funded": vote.already_funded,
        }
    )
    _require(
        counting.parameters(result.count.parameters) == expected,
        "the parameters of the count are not the frozen ones",
    )
    _require(
        result.fund == frozen.fund.amount == result.count.budget,
        "the fund is not the frozen one",
    )
    _require(
        (result.round.level or frozen_documents.USUAL_LEVEL) == frozen.electorate.level,
        "the level of the place is not the frozen one",
    )
    listed = sorted((p.reference, p.number, p.title, p.cost) for p in frozen.projects)
    published = sorted((p.reference, p.number, p.title, p.cost) for p in result.projects)
    _require(listed == published, "the projects are not those on the ballot")
    _require(
        result.categories == content.limited_categories(frozen),
        "the names of the categories are not the frozen ones",
    )
    return f"rule, fund and {len(listed)} projects are those frozen when the vote opened"


def _check_other_lists(opened: _Opened) -> Iterator[str]:
    """Yield for each other list that funded projects of this one how far they can be checked from
    here; raises Differs for one that the frozen rules do not settle first.
    """
    settled_first = {
        (listing.reference, listing.round, listing.other_reference)
        for listing in opened.frozen.shared
        if listing.is_settled_first
    }
    funded = opened.result.funded_before
    for one in funded:
        _require(
            (one.reference, one.round, one.other_reference) in settled_first,
            f"{one.reference} is left out, but the frozen rules do not let {one.round} go first",
        )
    for round_, digest_ in sorted({(one.round, one.digest) for one in funded}):
        references = ", ".join(one.reference for one in funded if one.round == round_)
        yield (
            f"left out because {round_} has funded them: {references}; that it has is not in these "
            f"files but in its result.json with the SHA-256 {digest_}"
        )


def _check_money(opened: _Opened) -> str:
    result = opened.result
    granted = sum(allocation.amount for allocation in result.allocations)
    _require(granted <= result.fund, "more was granted than the fund holds")
    # For programs in the smallest unit, as in the files, and for people as they read money.
    told = (
        f"{granted} granted of {result.fund} "
        f"({_shown(granted, result)} of {_shown(result.fund, result)})"
    )
    # Whoever could call a binding vote a committee's could grant as they like.
    _require(
        result.edition.decided_by == opened.frozen.decision.decided_by,
        "who decides is not as it was frozen when the vote opened",
    )
    _require_told_decisions(result)
    if result.edition.decided_by == DecidedBy.VOTE:
        chosen = sorted((p.reference, p.cost) for p in result.projects if p.is_selected)
        allocated = sorted((one.reference, one.amount) for one in result.allocations)
        _require(chosen == allocated, "what was granted is not what the binding vote chose")
        return f"{told}, exactly what the binding vote chose"
    counted = [
        rules.CountedProject(project.reference, project.is_selected, project.cost)
        for project in result.projects
    ]
    told_departures = [(departure.reference, departure.kind) for departure in result.departures]
    _require(
        sorted(rules.departures(counted, result.amounts)) == sorted(told_departures),
        "a departure from the vote is not told",
    )
    return f"{told}; every departure from the vote is told"


def _shown(amount: int, result: PublishedResult) -> str:
    return f"{Money(amount, result.currency).decimal:,} {result.currency}"


def _require_told_decisions(result: PublishedResult) -> None:
    """Raise Differs unless a committee, and nobody else, tells its members, reasons and votes."""
    is_by_vote = result.edition.decided_by == DecidedBy.VOTE
    _require(
        (result.committee is None) == is_by_vote
        and all(
            isinstance(allocation, CommitteeAllocation) != is_by_vote
            for allocation in result.allocations
        ),
        "a decision is not told as those who decided have to tell it",
    )


def _check_receipts(opened: _Opened) -> str:
    result = opened.result
    receipts = result.receipts
    _require(
        receipts == sorted(set(receipts)), "the receipts are not in order, or one stands twice"
    )
    # The channels stand there only where none is small; without them it can only be held that there
    # are not too many receipts.
    online = result.turnout.by_channel.get("online")
    _require(
        online in (None, len(receipts)) and len(receipts) <= result.turnout.ballots,
        "there are not as many receipts as online ballots",
    )
    return f"{len(receipts)} receipts of online voters, each once"


def _check_count(opened: _Opened) -> tuple[str, str | None]:
    result, rule = opened.result, opened.frozen.rule.name
    try:
        election = pabulib.parse(opened.files["ballots.pb"], "ballots.pb")
    except pabulib.PabulibError as error:
        raise Differs(str(error)) from error
    votes = {project.id: int(project.fields["votes"]) for project in election.projects}
    _require(
        votes == {p.reference: p.votes for p in result.projects},
        "the votes in ballots.pb are not those of result.json",
    )
    if result.published_as == PublishedBallots.BALLOTS:
        return _from_ballots(opened, election), None
    if rule in counting.BY_VOTES_ALONE:
        return _from_counts(opened, votes), None
    limit = (
        f"only counts are published, and {rule} needs the ballots: the count itself cannot "
        "be repeated from these files"
    )
    return "the votes of each project are the same in every file", limit


def _from_ballots(opened: _Opened, election: pabulib.Election) -> str:
    result = opened.result
    kind = kind_of(opened.frozen.ballot)
    vote = opened.vote(cast_ballots(_merged(election, kind)))
    number = vote.number_of_ballots
    _require(
        number == result.turnout.ballots,
        f"ballots.pb holds {number} ballots, result.json tells of {result.turnout.ballots}",
    )
    # The sealed digest binds ballots, receipts and frozen rules together: ballots of another vote
    # would count just as well.
    rows = sealed_rows(vote.ballots)
    sealed = sealed_digest(
        sealed_text(result.round.slug, result.frozen_digest, rows, result.receipts)
    )
    _require(
        sealed == result.sealed_digest, "the ballots or receipts are not those that were sealed"
    )
    outcome = _outcome(vote)
    count, projects = content.counted(
        vote.rules, outcome, is_small=False, language=result.category_language
    )
    _require_same(count, projects, result)
    return (
        f"{number} ballots counted again: {len(outcome.selected)} projects chosen, "
        f"{outcome.spent} of {vote.rules.fund.amount}, every step the same"
    )


def _from_counts(opened: _Opened, votes: Mapping[str, int]) -> str:
    # By votes alone, it is all the same whether one ballot names two projects or two name one.
    result, kind = opened.result, kind_of(opened.frozen.ballot)
    rows = [
        (kind.from_pabulib(pabulib.PabulibBallot("", (reference,), None)), number)
        for reference, number in votes.items()
        if number
    ]
    vote = opened.vote(cast_ballots(rows))
    outcome = _outcome(vote)
    count, projects = content.counted(
        vote.rules, outcome, is_small=False, language=result.category_language
    )
    # One ballot was made for each vote, so the number of voters is known from the result alone.
    _require_same(replace(count, voters=result.count.voters), projects, result)
    return (
        "counted again from the votes of each project, which this rule needs alone: "
        f"{len(outcome.selected)} projects chosen, every step the same"
    )


def _outcome(vote: SealedVote) -> tally.Outcome:
    try:
        return counting.count(vote)
    except tally.TallyError as error:
        raise Differs(f"the files cannot be counted ({error})") from error


def _require_same(
    count: PublishedCount, projects: Sequence[PublishedProject], result: PublishedResult
) -> None:
    """Raise Differs unless count and projects are the same; an explanation may say more or less
    than today's program would.
    """
    # The whole record and not only who won: a result could name the right winners for wrong
    # reasons.
    _require(count == result.count, _difference(count, result.count))
    _require(
        [_without_explanation(project) for project in projects]
        == [_without_explanation(project) for project in result.projects],
        _difference(count, result.count),
    )


def _without_explanation(project: PublishedProject) -> tuple[PublishedProject, dict[str, object]]:
    values = {name: value for name, value in project.reason.values.items() if name not in EXPLAINED}
    return replace(project, reason=Reason(project.reason.code, {})), values


def _merged(election: pabulib.Election, kind: BallotKind) -> list[tuple[str, int]]:
    return list(Counter(kind.from_pabulib(ballot) for ballot in election.ballots).items())


def _difference(again: PublishedCount, published: PublishedCount) -> str:
    ours, theirs = again.selected, published.selected
    if ours != theirs:
        return (
            f"the recount chooses {', '.join(ours) or 'nothing'}; published was "
            f"{', '.join(theirs) or 'nothing'}"
        )
    return (
        "the recount chooses the same projects, but a step or a reason differs from what is "
        "published"
    )
