"""Changing an edition's words, ballot and rule before any of its votes opens."""

from dataclasses import asdict
from datetime import datetime
from typing import Any, TypedDict, Unpack

from sqlalchemy.orm import Session

from neighbourhood.database import flush
from neighbourhood.permissions import Action, Actor, require
from neighbourhood.refusals import Invalid, NotNow
from neighbourhood.rounds import queries
from neighbourhood.rounds.ballot_kinds import require_ballot
from neighbourhood.rounds.documents import BallotTerms
from neighbourhood.rounds.models import Edition
from neighbourhood.rounds.rules import PublishedBallots, constraints, settings
from neighbourhood.things import ThingKind, ThingRef
from neighbourhood.trail import record

#: What is frozen when the first vote opens.
BINDING = (
    "ballot",
    "rule",
    "rule_parameters",
    "quorum",
    "who_proposes",
    "published_ballots",
)


class ChangedEdition(TypedDict, total=False):
    """What may change; what is not given stays."""

    title: dict[str, str]
    aims: dict[str, str]
    ballot: BallotTerms
    rule: str
    rule_parameters: dict[str, Any]
    quorum: int | None
    who_proposes: list[str]
    published_ballots: str


def change_edition(
    session: Session,
    edition: Edition,
    *,
    actor: Actor,
    now: datetime,
    **given: Unpack[ChangedEdition],
) -> Edition:
    """Change what is given; raises NotNow for ballot or rule once a vote of the edition has opened,
    Invalid for bad values.
    """
    require(actor, Action.OPEN_EDITIONS)
    queries.lock_rounds_of_edition(session, edition.id)
    new: dict[str, Any] = {
        name: value for name, value in given.items() if value != getattr(edition, name)
    }
    if any(name in BINDING for name in new):
        settings.require_unfrozen(queries.has_frozen_round(session, edition.id))
    _require_special_rules_kept(session, edition, new.get("rule", edition.rule))
    _require_sound(
        {name: new.get(name, getattr(edition, name)) for name in (*BINDING, "title", "decided_by")}
    )
    for name, value in new.items():
        setattr(edition, name, value)
    flush(session)
    record(
        session,
        "change_edition",
        ThingRef(ThingKind.EDITION, edition.id),
        actor=actor,
        now=now,
        **new | ({"ballot": asdict(new["ballot"])} if "ballot" in new else {}),
    )
    return edition


def _require_special_rules_kept(session: Session, edition: Edition, rule: str) -> None:
    if not constraints.understands(rule) and (
        places := queries.places_with_constraints(session, edition.id)
    ):
        raise NotNow("special_rules_stand", field="way", places=", ".join(places))


def _require_sound(values: dict[str, Any]) -> None:
    if not any(text.strip() for text in values["title"].values()):
        raise Invalid("title_missing", field="title")
    require_ballot(values["ballot"])
    settings.require_countable(values["rule"], values["rule_parameters"])
    settings.require_quorum(values["quorum"], values["decided_by"])
    if values["published_ballots"] not in tuple(PublishedBallots):
        raise Invalid("publication_unknown", field="published_ballots")
