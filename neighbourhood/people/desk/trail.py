"""The trail as a list: who did what, when, and whether the chain holds."""

from dataclasses import dataclass
from datetime import datetime

from flask import request

from neighbourhood.people import acts, queries
from neighbourhood.people.desk.blueprint import blueprint
from neighbourhood.permissions import Action
from neighbourhood.trail import queries as trail_queries
from neighbourhood.trail.models import TrailEntry
from neighbourhood.web import Pages, guard, page, page_number, session
from neighbourhood.web.answers import Answer

SIZE = 50
#: A longer chain is checked when somebody asks for it, not with every page.
CHECKED_AT_ONCE = 2000


@dataclass(frozen=True)
class Line:
    """One act as the page shows it."""

    number: int
    at: datetime
    who: str
    act: str
    subject: str
    details: tuple[tuple[str, str], ...]
    digest: str


@blueprint.get("/trail/")
@guard(Action.READ_TRAIL)
def trail() -> Answer:
    total = trail_queries.count_entries(session())
    pages = Pages(page_number(), total, SIZE)
    entries = trail_queries.entries_page(session(), offset=pages.offset, limit=SIZE)
    names = queries.names_of(session(), [entry.actor_id for entry in entries])
    is_checked = total <= CHECKED_AT_ONCE or request.args.get("check") == "1"
    return page(
        "people/desk/trail.html",
        lines=[line_of(entry, names) for entry in entries],
        pages=pages,
        is_checked=is_checked,
        total=total,
        broken=trail_queries.broken_links(session()) if is_checked else [],
    )


def line_of(entry: TrailEntry, names: dict[int, str]) -> Line:
    content = entry.payload.content if entry.payload else {}
    return Line(
        entry.id,
        entry.at,
        acts.name_of(entry.actor_id, names),
        acts.worded(entry.act),
        acts.subject_of(entry.subject),
        tuple(
            (name, acts.value_of(value))
            for name, value in sorted(content.items())
            if value not in (None, "", [], {})
        ),
        entry.digest[:12],
    )
