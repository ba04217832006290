"""Changing an edition's words, ballot and rule before any of its votes opens."""

from dataclasses import asdict
from datetime import datetime
from typing import TypedDict, Unpack

from sqlalchemy.orm import Session

from neighbourhood.database import flush
from neighbourhood.permissions import Action, Actor, require
from neighbourhood.refusals import Invalid, NotNow
from neighbourhood.rounds import queries, rules
from neighbourhood.rounds.ballot_kinds import require_ballot
from neighbourhood.rounds.documents import BallotTerms
from neighbourhood.rounds.models import Edition
from neighbourhood.rounds.rules import PublishedBallots, SettledFirst, constraints, settings
from neighbourhood.rounds.rules.settings import CountParameters
from neighbourhood.rounds.services.add_round import slug_of
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
    "settled_first",
)


class ChangedEdition(TypedDict, total=False):
    """What may change; what is not named stays."""

    slug: str
    title: dict[str, str]
    aims: dict[str, str]
    ballot: BallotTerms
    rule: str
    rule_parameters: CountParameters
    quorum: int | None
    who_proposes: list[str]
    projects_each: int
    published_ballots: str
    settled_first: str


def change_edition(
    session: Session,
    edition: Edition,
    *,
    actor: Actor,
    now: datetime,
    **changes: Unpack[ChangedEdition],
) -> Edition:
    """Change what is named; raises NotNow for the address once the edition is public and for ballot
    or rule once a vote of it has opened, Invalid for bad values.
    """
    require(actor, Action.OPEN_EDITIONS)
    queries.lock_edition(session, edition)
    # Locked before it is asked whether a vote has opened: opening one locks its round too, so none
    # can freeze the old rules while the new ones are written.
    queries.lock_rounds_of_edition(session, edition.id)
    # The form always sends everything; only what differs may meet the refusal below.
    new: dict[str, object] = {
        name: value for name, value in changes.items() if value != getattr(edition, name)
    }
    if "slug" in new:
        _require_new_slug(session, edition, changes["slug"])
    if any(name in BINDING for name in new):
        settings.require_unfrozen(queries.has_frozen_round(session, edition.id))
    _require_special_rules_kept(session, edition, changes.get("rule", edition.rule))
    _require_sound(edition, changes)
    # Set only now: a page that shows the refusal must not show the edition as if it had changed.
    for name, value in new.items():
        setattr(edition, name, value)
    if "slug" in new:
        for round_ in queries.rounds_of_edition(session, edition.id):
            round_.slug = slug_of(edition, round_.place)
    flush(session)
    content = new | {"ballot": asdict(changes["ballot"])} if "ballot" in new else new
    record(
        session,
        "change_edition",
        ThingRef(ThingKind.EDITION, edition.id),
        actor=actor,
        now=now,
        **content,
    )
    return edition


def _require_new_slug(session: Session, edition: Edition, slug: str) -> None:
    # Once it is public, people have written the address down.
    rules.require_draft(edition)
    settings.require_slug(slug)
    if queries.is_slug_taken(session, slug):
        raise Invalid("slug_taken", field="slug")


def _require_special_rules_kept(session: Session, edition: Edition, rule: str) -> None:
    if not constraints.understands(rule) and (
        places := queries.places_with_constraints(session, edition.id)
    ):
        raise NotNow("special_rules_stand", field="way", places=", ".join(places))


def _require_sound(edition: Edition, changes: ChangedEdition) -> None:
    # The whole edition as it would be, not only what changes: a rule that is fine by itself may not
    # go with the parameters that stay.
    if not any(text.strip() for text in changes.get("title", edition.title).values()):
        raise Invalid("title_missing", field="title")
    require_ballot(changes.get("ballot", edition.ballot))
    settings.require_countable(
        changes.get("rule", edition.rule), changes.get("rule_parameters", edition.rule_parameters)
    )
    settings.require_quorum(changes.get("quorum", edition.quorum), edition.decided_by)
    settings.require_projects_each(changes.get("projects_each", edition.projects_each))
    published_ballots = changes.get("published_ballots", edition.published_ballots)
    if published_ballots not in tuple(PublishedBallots):
        raise Invalid("publication_unknown", field="published_ballots")
    if changes.get("settled_first", edition.settled_first) not in tuple(SettledFirst):
        raise Invalid("settled_first_unknown", field="settled_first")
