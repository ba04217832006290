"""The trail as a list: who did what, when, and whether the chain holds."""

from datetime import datetime, time, timedelta

from flask import request

from neighbourhood.languages import _d
from neighbourhood.people import queries
from neighbourhood.people.desk.blueprint import blueprint
from neighbourhood.people.presenters import trail_lines
from neighbourhood.permissions import Action
from neighbourhood.trail import queries as trail_queries
from neighbourhood.web import city, guard, page, session
from neighbourhood.web.answers import Answer
from neighbourhood.web.house import house
from neighbourhood.web.lists import (
    Filter,
    ListChoice,
    ListQuestion,
    ListShape,
    ListView,
    day_chosen,
    list_choice,
    list_page,
)

SIZE = 50
#: A longer chain is checked when somebody asks for it, not with every page.
CHECKED_AT_ONCE = 2000


@blueprint.get("/trail/")
@guard(Action.READ_TRAIL)
def trail() -> Answer:
    total = trail_queries.count_entries(session())
    shape = trail_shape()
    choice = list_choice(shape)
    listed = list_page(session(), _question(choice), choice.page, size=SIZE)
    is_checked = total <= CHECKED_AT_ONCE or request.args.get("check") == "1"
    return page(
        "people/desk/trail.html",
        list=ListView.of(shape, choice, listed, "people_desk.trail"),
        lines=trail_lines(session(), listed.rows),
        is_checked=is_checked,
        total=total,
        broken=trail_queries.broken_links(session()) if is_checked else [],
    )


def trail_shape() -> ListShape:
    """Return what one may ask the trail."""
    acts = sorted(((act, str(words)) for act, words in house().acts.items()), key=lambda a: a[1])
    kinds = [(str(kind), _kind_words(str(words))) for kind, words in house().things.items()]
    return ListShape(
        _d("Name of who acted"),
        (
            Filter("act", _d("Act"), acts),
            Filter("thing", _d("About"), sorted(kinds, key=lambda kind: kind[1])),
            Filter("day", _d("Day")),
        ),
        size=SIZE,
    )


def _kind_words(words: str) -> str:
    # "Project %(number)s" without a number is the kind alone.
    return " ".join(words.replace("%(number)s", "").split())


def _question(choice: ListChoice) -> ListQuestion:
    day = day_chosen(choice, "day")
    if day is None:
        return queries.trail_entries(choice)
    since = datetime.combine(day, time(), city().zone)
    until = datetime.combine(day + timedelta(days=1), time(), city().zone)
    return queries.trail_entries(choice, since, until)
