"""Gathering what a publication follows from."""

from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from neighbourhood import tally
from neighbourhood.ballots import queries as ballots
from neighbourhood.counting import rules as counting
from neighbourhood.counting.queries import sealed_vote
from neighbourhood.places.models import City
from neighbourhood.places.queries import the_city
from neighbourhood.places.rules import DataLicence
from neighbourhood.refusals import NotNow
from neighbourhood.results import queries, rules
from neighbourhood.results.documents import Licence
from neighbourhood.results.publication.content import Composed, Facts, compose
from neighbourhood.rounds.documents import FrozenRound
from neighbourhood.rounds.models import Round
from neighbourhood.rounds.rules import PhaseKind, phase_of


def compose_publication(session: Session, round_: Round, *, tie_seed: str = "") -> Composed:
    """Return what would be published of a sealed round now; raises NotNow where decisions or the
    lot's seed are missing.
    """
    facts = gathered_facts(session, round_, tie_seed=tie_seed)
    try:
        composed = compose(facts)
    except tally.TallyError as error:
        raise NotNow("cannot_count", problem=error.code) from error
    if not tie_seed and not round_.edition.is_recount and needs_lot(composed.content["count"]):
        raise NotNow("lot_needs_seed", field="tie_seed")
    if round_.edition.has_committee:
        chosen = {
            each["reference"]: each["number"]
            for each in composed.content["projects"]
            if each["is_selected"]
        }
        rules.require_decisions(chosen, facts.decided)
    return composed


def needs_lot(record: dict[str, Any]) -> bool:
    """Say whether a lot parted projects that stood exactly level, and somebody's project lost by it
    or may have.
    """
    selected = set(record["selected"])
    drawn = [step for step in record["steps"] if step.get("tie_decided_by") == "lot"]
    # By votes alone, level projects that are all chosen leave the same fund whoever came first.
    is_harmless = record["rule_version"] in counting.BY_VOTES_ALONE and all(
        selected.issuperset(step["tied_with"]) for step in drawn
    )
    return bool(drawn) and not is_harmless


def gathered_facts(session: Session, round_: Round, *, tie_seed: str = "") -> Facts:
    """Return everything a publication follows from; raises NotNow before the round is sealed."""
    vote = sealed_vote(session, round_, tie_seed=tie_seed)
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


def _about_edition(round_: Round) -> dict[str, Any]:
    edition = round_.edition
    return {
        "slug": edition.slug,
        "title": edition.title,
        "decided_by": edition.decided_by,
        "is_recount": edition.is_recount,
        "source": edition.source,
    }


def _about_round(round_: Round, city: City | None, frozen: FrozenRound) -> dict[str, Any]:
    vote = phase_of(round_.phases, PhaseKind.VOTE)
    zone = ZoneInfo(city.timezone if city else "UTC")
    days = (
        ["", ""]
        if vote is None or vote.ends_at is None
        else [
            instant.astimezone(zone).strftime("%d.%m.%Y")
            for instant in (vote.starts_at, vote.ends_at - timedelta(microseconds=1))
        ]
    )
    name = city.name if city else ""
    told = {
        "slug": round_.slug,
        "neighbourhood": round_.neighbourhood.name,
        "city": name,
        "country": "Worldwide",
        "year": days[1][-4:],
        "language": city.languages[0] if city and city.languages else "en",
        "date_begin": days[0],
        "date_end": days[1],
        "description": f"Vote of a neighbourhood of {name} over its fund",
    }
    return told | dict(frozen.source or {})
