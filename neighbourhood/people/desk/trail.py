"""The trail as a list: who did what, when, and whether the chain holds."""

from dataclasses import dataclass
from datetime import datetime

from flask import request

from neighbourhood.languages import _d
from neighbourhood.people import queries
from neighbourhood.people.desk.blueprint import blueprint
from neighbourhood.permissions import Action
from neighbourhood.things import ThingRef
from neighbourhood.trail import queries as trail_queries
from neighbourhood.trail.models import TrailEntry
from neighbourhood.web import Pages, guard, page, page_number, session
from neighbourhood.web.answers import Answer
from neighbourhood.web.house import house

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
        name_of(entry.actor_id, names),
        worded(entry.act),
        subject_of(entry.subject),
        tuple(
            (name, value_of(value))
            for name, value in sorted(content.items())
            if value not in (None, "", [], {})
        ),
        entry.digest[:12],
    )


def worded(act: str) -> str:
    """Return what was done as a heading, or its code where no room words it any more."""
    return str(house().acts.get(act, act))


def subject_of(subject: str) -> str:
    """Return the thing acted on, such as "Round 12"; any other text as it stands."""
    try:
        thing = ThingRef.parse(subject)
    except ValueError:
        return subject
    return str(house().things[thing.kind]) % {"number": thing.id}


def name_of(actor_id: int | None, names: dict[int, str]) -> str:
    """Return who acted: a name, a number where the name is gone, or the system itself."""
    if actor_id is None:
        return _d("The system")
    return names.get(actor_id) or _d("Person %(number)s", number=actor_id)


def value_of(value: object) -> str:
    """Return a value of an entry as one line."""
    if isinstance(value, dict):
        return "; ".join(f"{name}: {value_of(part)}" for name, part in value.items())
    if isinstance(value, list | tuple):
        return ", ".join(value_of(part) for part in value)
    return str(value)
