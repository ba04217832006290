"""Making the link by which those who help see a draft."""

import secrets
from datetime import datetime

from sqlalchemy.orm import Session

from neighbourhood.database import flush
from neighbourhood.permissions import Action, Actor, require
from neighbourhood.rounds import queries, rules
from neighbourhood.rounds.models import Edition
from neighbourhood.things import ThingKind, ThingRef
from neighbourhood.trail import record

TOKEN_BYTES = 32


def renew_preview(session: Session, edition: Edition, *, actor: Actor, now: datetime) -> str:
    """Return a new secret for the preview link of a draft; the link before it leads nowhere from
    now on. Raises NotNow for a public edition.
    """
    require(actor, Action.OPEN_EDITIONS)
    queries.lock_edition(session, edition)
    rules.require_draft(edition)
    edition.preview_token = secrets.token_urlsafe(TOKEN_BYTES)
    flush(session)
    # Without the secret: whoever reads the trail may not be one who helps.
    record(
        session,
        "renew_preview",
        ThingRef(ThingKind.EDITION, edition.id),
        actor=actor,
        now=now,
        slug=edition.slug,
    )
    return edition.preview_token
