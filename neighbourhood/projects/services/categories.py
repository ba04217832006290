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
from neighbourhood.refusals import Invalid, NotNow
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


def delete_category(session: Session, category: Category, *, actor: Actor, now: datetime) -> None:
    """Delete a category that no project and no limit of a round names; raises NotNow for any
    other.
    """
    require(actor, Action.SET_UP_CITY)
    # Whoever writes a project with it waits here, or is waited for.
    queries.lock_category(session, category)
    if category.id in queries.used_category_ids(session):
        raise NotNow("category_in_use")
    record(
        session,
        "delete_category",
        ThingRef(ThingKind.CATEGORY, category.id),
        actor=actor,
        now=now,
        slug=category.slug,
        name=category.name,
    )
    session.delete(category)
    flush(session)
