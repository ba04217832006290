"""The trail as a list: who did what, when, and whether the chain holds."""

from flask import request

from neighbourhood.people import queries
from neighbourhood.people.desk.blueprint import blueprint
from neighbourhood.people.presenters import trail_line
from neighbourhood.permissions import Action
from neighbourhood.trail import queries as trail_queries
from neighbourhood.web import Pages, guard, page, page_number, session
from neighbourhood.web.answers import Answer

SIZE = 50
#: A longer chain is checked when somebody asks for it, not with every page.
CHECKED_AT_ONCE = 2000


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
        lines=[trail_line(entry, names) for entry in entries],
        pages=pages,
        is_checked=is_checked,
        total=total,
        broken=trail_queries.broken_links(session()) if is_checked else [],
    )
