"""Gathering what a publication follows from."""

from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from neighbourhood import tally
from neighbourhood.ballots import queries as ballots
from neighbourhood.clock import last_day
from neighbourhood.counting import rules as counting
from neighbourhood.counting.queries import sealed_vote
from neighbourhood.languages.names import UNKNOWN, code_of
from neighbourhood.places.models import City
from neighbourhood.places.queries import the_city
from neighbourhood.places.rules import DataLicence
from neighbourhood.places.rules.levels import Level
from neighbourhood.refusals import NotNow
from neighbourhood.results import queries, rules
from neighbourhood.results.documents import EditionFacts, Licence, PublishedCount, RoundFacts
from neighbourhood.results.publication.content import Facts, PublicationDraft, compose
from neighbourhood.rounds.documents import FileSource, FrozenRound
from neighbourhood.rounds.models import Round
from neighbourhood.rounds.rules import PhaseKind, phase_of

#: What a file says of the vote, in English like the format itself.
DESCRIPTIONS = {
    Level.CITY: "Vote of {city} over a fund for the whole city",
    Level.DISTRICT: "Vote of a district of {city} over its fund",
    Level.NEIGHBOURHOOD: "Vote of a neighbourhood of {city} over its fund",
    Level.STREET: "Vote of a street of {city} over its fund",
}


def compose_publication(
    session: Session, round_: Round, *, now: datetime, tie_seed: str = ""
) -> PublicationDraft:
    """Return what would be published of a sealed round now; raises NotNow where decisions, the
    lot's seed or the result of a list that goes first are missing.
    """
    facts = gathered_facts(session, round_, now=now, tie_seed=tie_seed)
    try:
        draft = compose(facts)
    except tally.TallyError as error:
        raise NotNow("cannot_count", problem=error.code) from error
    # Asked after the count, which alone shows whether a lot makes a difference. A recount of
    # somebody else's vote draws none: it goes by the numbers and says so.
    if not tie_seed and not round_.edition.is_recount and needs_lot(draft.result.count):
        raise NotNow("lot_needs_seed", field="tie_seed")
    if round_.edition.has_committee:
        chosen = {
            project.reference: project.number
            for project in draft.result.projects
            if project.is_selected
        }
        # Only on these: that the committee is silent on what the vote did not choose is an answer.
        rules.require_decisions(chosen, facts.decided)
    return draft


def needs_lot(count: PublishedCount) -> bool:
    """Say whether a lot parted projects that stood exactly level, and somebody's project lost by it
    or may have.
    """
    selected = set(count.selected)
    drawn = [step for step in count.steps if step.values.get("tie_decided_by") == "lot"]
    # By votes alone, level projects that are all chosen leave the same fund whoever came first.
    is_harmless = count.rule_version in counting.BY_VOTES_ALONE and all(
        selected.issuperset(step.values["tied_with"]) for step in drawn
    )
    return bool(drawn) and not is_harmless


def gathered_facts(session: Session, round_: Round, *, now: datetime, tie_seed: str = "") -> Facts:
    """Return everything a publication follows from; raises NotNow before the round is sealed."""
    vote = sealed_vote(session, round_, now=now, tie_seed=tie_seed)
    city = the_city(session)
    turnout = ballots.turnout(session, round_.id)
    return Facts(
        round=_about_round(round_, city, vote.rules),
        edition=_about_edition(round_),
        currency=vote.rules.fund.currency,
        vote=vote,
        sealed_digest=round_.sealed_digest or "",
        voters={"online": turnout.online, "paper": turnout.paper},
        receipts=ballots.receipt_hashes(session, round_.id),
        licence=_licence(city),
        decided=queries.standing_decisions(session, round_.id),
        members=queries.number_of_members(session, round_.id),
    )


def _licence(city: City | None) -> Licence:
    chosen = DataLicence(city.data_licence) if city else DataLicence.CC_BY
    return Licence(chosen.own_name, chosen.url)


def _about_edition(round_: Round) -> EditionFacts:
    edition = round_.edition
    return EditionFacts(
        edition.slug, edition.title, edition.decided_by, edition.is_recount, edition.source
    )


def _about_round(round_: Round, city: City | None, frozen: FrozenRound) -> RoundFacts:
    begins, ends = _days_of_vote(round_, ZoneInfo(city.timezone if city else "UTC"))
    name = city.name if city else ""
    facts = RoundFacts(
        slug=round_.slug,
        neighbourhood=round_.place.name,
        city=name,
        country="Worldwide",
        year=ends[-4:],
        language=_language(city, frozen),
        date_begin=begins,
        date_end=ends,
        description=DESCRIPTIONS[round_.level].format(city=name),
        # Results from before there were levels are those of neighbourhoods.
        level=None if round_.level == Level.NEIGHBOURHOOD else round_.level.name.lower(),
    )
    # What the file of a past vote said of itself goes before what our city would say.
    return replace(facts, **(frozen.source or FileSource()))


def _language(city: City | None, frozen: FrozenRound) -> str:
    """Return the language of a vote: the city's, but of a recounted file its own."""
    if frozen.source:
        # All its projects are in one; earlier imports kept it as the file wrote it.
        return code_of(frozen.projects[0].language) if frozen.projects else UNKNOWN
    return city.languages[0] if city and city.languages else "en"


def _days_of_vote(round_: Round, zone: ZoneInfo) -> tuple[str, str]:
    """Return the first and the last day of the vote as a `.pb` file writes them, empty where there
    is none.
    """
    vote = phase_of(round_.phases, PhaseKind.VOTE)
    if vote is None or vote.ends_at is None:
        return "", ""
    return (
        vote.starts_at.astimezone(zone).strftime("%d.%m.%Y"),
        last_day(vote.ends_at, zone).strftime("%d.%m.%Y"),
    )
