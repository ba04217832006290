"""Nobody outside the desk sees a draft: by no address, and on no page."""

from datetime import UTC, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select
from werkzeug.routing import Rule

from neighbourhood import clock
from neighbourhood.database import db
from neighbourhood.permissions import SYSTEM
from neighbourhood.places.models import Place
from neighbourhood.rounds.documents.schemes import scheme_named
from neighbourhood.rounds.rules import consecutive
from neighbourhood.rounds.services import add_round, open_edition
from tests import routes
from tests.contracts.sources import remedy
from tests.contracts.test_access import Walker
from tests.databases import TestDatabase, fast_folder

pytestmark = pytest.mark.xdist_group("demo")
TITLE, SLUG = "An unseen edition", "unseen-2099"
#: The staff's own pages for editions, and the page of a draft, by its secret link.
DESK = ("rounds_desk.", "shortlists_desk.", "previews.", "pages_desk.first_day")
#: The record of acts of power tells the staff who opened a draft.
RECORD = ("people_desk.trail",)


@pytest.fixture(scope="module")
def walker(demo_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Walker:
    """Return one who walks through a city with a draft for the place where its resident lives."""
    walker = Walker(demo_template, fast_folder(tmp_path_factory, "drafts"))
    with walker.app.app_context():
        add_a_draft(SLUG, days_ago=90)
        add_a_draft(f"{SLUG}-too", days_ago=400)
        db.session.remove()
    TestDatabase.forget(walker.app)
    return walker


def add_a_draft(slug: str, *, days_ago: int) -> None:
    """Add a draft that by the clock has begun, or is over: not even the worker may believe it."""
    session, now = db.session(), clock.now()
    scheme = "act-in-my-neighbourhood"
    edition = open_edition(
        session, scheme=scheme, slug=slug, title={"en": TITLE}, actor=SYSTEM, now=now
    )
    place = session.scalars(select(Place).where(Place.slug == routes.PLACE)).one()
    first_day = (now - timedelta(days=days_ago)).date()
    phases = consecutive(scheme_named(scheme).phases, first_day, UTC)
    add_round(session, edition, place, fund=1_000_000, phases=phases, actor=SYSTEM, now=now)
    session.commit()


def draft_addresses(walker: Walker, rule: Rule) -> list[str]:
    """Return the addresses at which a route could show the draft or its round."""
    parts = {
        name: 1 if converter.regex == r"\d+" else "unknown"
        for name, converter in rule._converters.items()
    }
    with walker.app.test_request_context():
        urls = walker.app.url_map.bind("localhost")
        return [
            urls.build(rule.endpoint, parts | {"language": "en", "slug": slug})
            for slug in (SLUG, f"{SLUG}-{routes.PLACE}")
        ]


@pytest.mark.parametrize("part", ["visitor", "resident", "staff"])
def test_no_address_leads_to_a_draft_outside_the_desk(walker: Walker, part: str) -> None:
    seen = [
        f"{method} {address}: {status}"
        for rule in routes.rules(walker.app)
        if "slug" in rule.arguments and not rule.endpoint.startswith(DESK)
        for address in draft_addresses(walker, rule)
        for method in sorted((rule.methods or set()) & {"GET", "POST"})
        if (status := walker.status(method, address, part)) != "404"
    ]
    assert not seen, remedy(
        "Load public rounds and editions only (`round_by_slug`, not `round_at_desk`) in:", seen
    )


def speaks_of_it(content: bytes) -> bool:
    """Say whether an answer, be it a page or a file, names the draft, or that of the demo."""
    return any(name.encode() in content for name in (SLUG, TITLE, routes.DRAFT))


@pytest.mark.parametrize("part", ["visitor", "resident", "staff"])
def test_no_page_outside_the_desk_speaks_of_a_draft(walker: Walker, part: str) -> None:
    telling = [
        rule.endpoint
        for rule, address in walker.addresses
        if "GET" in (rule.methods or ()) and not rule.endpoint.startswith((*DESK, *RECORD))
        if speaks_of_it(walker.answer("GET", address, part).get_data())
    ]
    assert not telling, remedy("Ask for public rounds and editions only in:", telling)


def test_the_desk_speaks_of_the_draft(walker: Walker) -> None:
    assert speaks_of_it(walker.answer("GET", "/en/desk/editions/", "staff").get_data())
