"""Every page, in French and Arabic: the accessibility engine finds nothing, nothing scrolls
sideways, the content policy is kept.
"""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from neighbourhood.database import db
from tests import routes
from tests.browser import journey as steps
from tests.browser.conftest import OpenPage, enter
from tests.browser.journey import Journey
from tests.browser.site import Site

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("demo")]
#: Who can open what visitors cannot.
PARTS = {
    "people.": "resident",
    "projects.mine": "author",
    "projects.propose": "author",
    "projects.edit": "author",
    "projects.slip": "author",
    "projects.submit": "author",
    "projects.withdraw": "author",
    # Refused here; how they look is seen in test_reviews.py.
    "projects.answer": "resident",
    "projects.appeal": "resident",
    "ballots.": "resident",
    "committees.declare": "committee_chair",
    "committees.open_meeting": "committee_chair",
    "committees.write": "committee_chair",
    "committees.table": "committee_chair",
    "committees.decide": "committee_chair",
    "pages_desk.": "staff",
    "places_desk.": "staff",
    "rounds_desk.": "staff",
    "results_desk.": "staff",
    "committees_desk.": "staff",
    "ballots_desk.": "staff",
    "ballots_desk.half": "administrator",
    "projects_desk.": "staff",
    "reviews_desk.": "reviewer",
    "reviews_desk.add_": "staff",
    "reviews_desk.department": "staff",
    "reviews_desk.end_question": "staff",
    "reviews_desk.first_questions": "staff",
    "reviews_desk.question": "staff",
    "reviews_desk.import_table": "staff",
    "projects_desk.categories": "staff",
    "projects_desk.dictated": "officer",
    "projects_desk.enter": "officer",
    "projects_desk.first_categories": "staff",
    "projects_desk.delete_category": "staff",
    "projects_desk.special": "staff",
    "projects_desk.shared": "staff",
    "projects_desk.release_verdicts": "staff",
    "projects_desk.verdicts": "staff",
    "people_desk.residenc": "officer",
    "people_desk.role": "administrator",
    "people_desk.invitations": "administrator",
    "people_desk.trail": "administrator",
}
#: What answers with a file, a redirect or nothing to read, and what only somebody signed out can
#: see.
NO_PAGE = {
    "pages.root",
    "pages.healthz",
    "pages.readyz",
    "pages.security_txt",
    "pages.robots_txt",
    "pages.sitemap",
    "pages.sitemap_file",
    "pages.choose_language",
    "places.emblem",
    "projects.area",
    "projects_desk.prices_csv",
    "project_files.document",
    "project_files.picture",
    "results.ballots",
    "results.projects_csv",
    "reviews_desk.table_csv",
    "results.projects_xlsx",
    "results.result_json",
    "results.publication_zip",
    "accent",
    "static",
}
FOR_VISITORS = {
    "people.sign_in",
    "people.sign_up",
    "people.mailed_link",
    "people.mail_sent",
    "people.reset",
}
#: What a page shows besides what the walk through all routes meets: of a draft, of rounds that have
#: ended badly, of a list of the whole city.
OTHER_STATES = {
    "staff": (
        "desk/editions/agir-2027/",
        "desk/editions/agir-2027/dates/",
        "desk/rounds/agir-2027-toulouse/",
        "desk/rounds/agir-2026-montaudran/end/",
        "desk/rounds/district-2026-rangueil/",
    ),
    "resident": (
        "rounds/agir-2026-montaudran/",
        "rounds/agir-2026-montaudran/projects/1/",
        "rounds/agir-2026-montaudran/results/",
        "rounds/agir-2026-toulouse/",
        "neighbourhoods/toulouse/",
    ),
}
LOOKS = pytest.mark.parametrize(("language", "width"), [("fr", 1280), ("ar", 360)])
AXE = {
    "runOnly": {
        "type": "tag",
        "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    }
}


def part_for(endpoint: str) -> str | None:
    """Return the demo part that can open the page."""
    fitting = [beginning for beginning in PARTS if endpoint.startswith(beginning)]
    return None if endpoint in FOR_VISITORS or not fitting else PARTS[max(fitting, key=len)]


def pages_of(site: Site, language: str) -> dict[str, list[tuple[str, str]]]:
    """Return {part: [(endpoint, address)]} of every page that can be opened."""
    with site.app.app_context():
        found: dict[str, list[tuple[str, str]]] = {}
        for rule in routes.rules(site.app):
            if "GET" in (rule.methods or ()) and rule.endpoint not in NO_PAGE:
                address = routes.address(site.app, db.session(), rule, language)
                found.setdefault(part_for(rule.endpoint) or "", []).append((rule.endpoint, address))
        db.session.remove()
    return found


def problems_of(page: Page) -> list[str]:
    """Return what is wrong with a page, also in what it folds away: what the engine finds, and
    scrolling sideways.
    """
    page.evaluate("for (const more of document.querySelectorAll('main details')) more.open = true")
    sideways = page.evaluate(
        "document.documentElement.scrollWidth > document.documentElement.clientWidth + 1"
    )
    return violations(page) + (["scrolls sideways"] if sideways else [])


def violations(page: Page) -> list[str]:
    """Return what the engine finds on a page."""
    response = Axe().run(page, options=AXE).response
    return [
        f"{v['id']}: {v['nodes'][0]['html'][:120]} ({len(v['nodes'])})"
        for v in response["violations"]
    ]


@LOOKS
def test_nothing_is_found_on_any_page(
    site: Site, open_page: OpenPage, language: str, width: int
) -> None:
    found: dict[str, list[str]] = {}
    for part, pages in pages_of(site, language).items():
        page = open_page(f"/{language}/", language=language, width=width)
        if part:
            enter(page, language, part)
        for endpoint, address in pages:
            answer = page.goto(address)
            status = answer.status if answer else 0
            problems = problems_of(page) + (
                [] if status in {200, 404, 409, 410} else [f"status {status}"]
            )
            if problems:
                found[f"{endpoint} {address}"] = problems
    assert not found, told(found)


def told(found: dict[str, list[str]]) -> str:
    """Return what was found, a line for each page."""
    return "\n" + "\n".join(f"{where}: {'; '.join(what)}" for where, what in found.items())


@LOOKS
def test_nothing_is_found_on_pages_in_their_other_states(
    site: Site, open_page: OpenPage, language: str, width: int
) -> None:
    journey = Journey(site, open_page(f"/{language}/", language=language, width=width), language)
    found: dict[str, list[str]] = {}
    for part, paths in OTHER_STATES.items():
        journey.is_part(part)
        for path in paths:
            found[path] = problems_of(journey.visit(path))
    # Two ballots in one sitting: the first one's receipt leads to the second; then both are there.
    for slug in ("agir-2026-saint-cyprien", "agir-2026-toulouse"):
        found[f"the ballot of {slug}"] = problems_of(journey.visit(f"rounds/{slug}/vote/"))
        steps.cast(journey, [1])
        found[f"the receipt of {slug}"] = problems_of(journey.page)
    assert not any(found.values()), told({where: what for where, what in found.items() if what})


@pytest.mark.parametrize(
    "path",
    [
        "/fr/",
        "/fr/rounds/agir-2026-saint-cyprien/projects/",
        "/nl/help/",
        "/ar/rounds/toulouse-2022-saint-cyprien/results/",
    ],
)
def test_pages_fit_a_narrow_screen(open_page: OpenPage, path: str) -> None:
    page = open_page(path, width=320, language=path[1:3])
    assert not page.evaluate(
        "document.documentElement.scrollWidth > document.documentElement.clientWidth + 1"
    )
    assert page.evaluate("document.documentElement.lang") == path[1:3]
    assert not violations(page)
