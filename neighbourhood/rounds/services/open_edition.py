"""Opening an edition from a preset, at first as a draft."""

from datetime import datetime
from typing import TypedDict, Unpack

from sqlalchemy.orm import Session

from neighbourhood.database import flush
from neighbourhood.money import decimals_of
from neighbourhood.permissions import Action, Actor, require
from neighbourhood.refusals import Invalid
from neighbourhood.rounds import queries
from neighbourhood.rounds.ballot_kinds import require_ballot
from neighbourhood.rounds.documents import BallotTerms
from neighbourhood.rounds.documents.schemes import Scheme, scheme_named
from neighbourhood.rounds.models import Edition
from neighbourhood.rounds.rules import settings
from neighbourhood.rounds.rules.settings import CountParameters
from neighbourhood.things import ThingKind, ThingRef
from neighbourhood.trail import record


class NewEdition(TypedDict, total=False):
    """What staff say of a new edition; everything but title and slug may come from the preset."""

    slug: str
    title: dict[str, str]
    aims: dict[str, str]
    decided_by: str
    ballot: BallotTerms
    rule: str
    rule_parameters: CountParameters
    who_proposes: list[str]
    quorum: int | None
    youngest_voter: int | None
    oldest_voter: int | None
    published_ballots: str
    source: str
    is_recount: bool
    is_invented: bool


def open_edition(
    session: Session, *, scheme: str, actor: Actor, now: datetime, **values: Unpack[NewEdition]
) -> Edition:
    """Open a draft of an edition, with the defaults of the preset named `scheme` where nothing else
    is named; raises Invalid for bad values.
    """
    require(actor, Action.OPEN_EDITIONS)
    preset = _defaults(session, scheme_named(scheme))
    # What comes as None is meant so: a ballot without a limit must not get the preset's.
    parameters = preset["rule_parameters"] | values.get("rule_parameters", {})
    edition = Edition(
        **preset | values | {"rule_parameters": parameters},
        scheme=scheme,
        created_at=now,
        # A recount is of a vote that everybody knows, and begins with its result.
        public_at=now if values.get("is_recount") else None,
    )
    _require_sound(session, edition)
    session.add(edition)
    flush(session)
    record(
        session,
        "open_edition",
        ThingRef(ThingKind.EDITION, edition.id),
        actor=actor,
        now=now,
        scheme=scheme,
        slug=edition.slug,
    )
    return edition


def _defaults(session: Session, scheme: Scheme) -> NewEdition:
    # Only a preset that is described and not usable leaves them out.
    assert scheme.ballot is not None
    assert scheme.rule is not None
    # The tally raises shares by whole units of money, whatever the currency's smallest one.
    unit = 10 ** decimals_of(queries.currency(session))
    return {
        "aims": {},
        "title": {},
        "slug": "",
        "decided_by": scheme.decided_by,
        "ballot": scheme.ballot,
        "rule": scheme.rule,
        "rule_parameters": scheme.parameters | {"unit": unit},
        "who_proposes": list(scheme.who_proposes),
        "quorum": scheme.quorum,
        "youngest_voter": scheme.youngest_voter,
        "oldest_voter": scheme.oldest_voter,
    }


def _require_sound(session: Session, edition: Edition) -> None:
    settings.require_slug(edition.slug)
    if queries.is_slug_taken(session, edition.slug):
        raise Invalid("slug_taken", field="slug")
    if not any(text.strip() for text in edition.title.values()):
        raise Invalid("title_missing", field="title")
    require_ballot(edition.ballot)
    settings.require_countable(edition.rule, edition.rule_parameters)
    settings.require_quorum(edition.quorum, edition.decided_by)
