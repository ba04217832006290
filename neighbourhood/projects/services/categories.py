"""Categories of projects."""

import re
from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from neighbourhood.database import flush
from neighbourhood.permissions import Action, Actor, require
from neighbourhood.projects import queries
from neighbourhood.projects.models import Category
from neighbourhood.refusals import Invalid
from neighbourhood.things import ThingKind, ThingRef
from neighbourhood.trail import record


def add_category(
    session: Session, *, slug: str, name: Mapping[str, str], actor: Actor, now: datetime
) -> Category:
    """Add a category, named in at least one language, after the others."""
    require(actor, Action.SET_UP_CITY)
    if not re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*", slug) or len(slug) > 40:
        raise Invalid("category_slug", field="slug")
    names = {code: text for code, text in name.items() if text}
    if not names:
        raise Invalid("category_name_missing", field="slug")
    if queries.category_by_slug(session, slug) is not None:
        raise Invalid("category_exists", field="slug")
    # No lock: where two are added at once and share a position, their ids order them.
    position = (session.scalar(select(func.max(Category.position))) or 0) + 1
    category = Category(slug=slug, name=names, position=position)
    session.add(category)
    flush(session)
    record(
        session,
        "add_category",
        ThingRef(ThingKind.CATEGORY, category.id),
        actor=actor,
        now=now,
        slug=slug,
        name=names,
    )
    return category
