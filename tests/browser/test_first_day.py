"""An empty site on its first day, in a browser and in French: from the printed link to a draft."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from playwright.sync_api import Browser, Page
from sqlalchemy import select

from neighbourhood.commands.create_admin import create_admin
from neighbourhood.database import db
from neighbourhood.outbox.models import Message
from tests.browser.conftest import OpenPage
from tests.browser.journey import Journey, press
from tests.browser.site import Site
from tests.builders import a_file_of_squares
from tests.databases import fast_folder, migrate

pytestmark = pytest.mark.browser
ROLES = {"Julie": "staff", "Malik": "staff", "Samira": "officer", "Nadia": "reviewer"}


@pytest.fixture
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Return a site whose database has its tables and nothing else."""
    empty = fast_folder(tmp_path_factory, "empty")
    migrate(f"sqlite:///{empty / 'city.db'}")
    served = Site(empty, fast_folder(tmp_path_factory, "first-day"))
    yield served
    served.stop()


def printed_link(site: Site) -> str:
    """Return the path of the link that the command prints."""
    words = ["ada@montclair.example", "--name", "Ada", "--language", "fr"]
    told = site.app.test_cli_runner().invoke(create_admin, words)
    return str(told.output.strip().rpartition("5000")[2])


def secret_of(site: Site, name: str) -> str:
    """Return the secret of somebody's invitation, as it stands in their letter."""
    with site.app.app_context():
        letters = db.session.scalars(select(Message).where(Message.kind == "invitation")).all()
        secrets = {str(one.content["name"]): str(one.content["token"]) for one in letters}
        db.session.remove()
    return secrets[name]


def ticks(journey: Journey) -> int:
    """Return how many of the nine steps are done; nothing is wider than a telephone."""
    page = journey.visit("desk/first-day/")
    for width in (360, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    return page.locator("main .badge-leaf").count()


def set_up(journey: Journey) -> None:
    """Let the administrator do what one alone can do."""
    page = journey.visit("desk/city/")
    assert page.locator("[name=timezone]").input_value() == "Europe/Paris"
    assert page.locator("[name=currency]").input_value() == "EUR"
    journey.send(name="Montclair-sur-Lot")
    assert page.locator("html").get_attribute("lang") == "fr"
    assert ticks(journey) == 2
    page.goto("/fr/desk/neighbourhoods/import/")
    page.locator("[name=collection]").fill(a_file_of_squares("Le Port", "La Gare"))
    press(page)
    page.locator("button[name=step][value=save]").click()
    journey.visit("desk/categories/first/")
    journey.send()
    assert ticks(journey) == 4
    journey.visit("desk/roles/invitations/")
    fields = {}
    for row, (name, role) in enumerate(ROLES.items(), start=1):
        address = f"{name.lower()}@montclair.example"
        fields |= {f"name_{row}": name, f"email_{row}": address, f"role_{row}": role}
    journey.send(**fields)
    journey.visit("desk/strategy/")
    journey.send(strategy_fr="On demande à tout le monde.")
    assert ticks(journey) == 5


def go_on(journey: Journey) -> None:
    """Let a colleague open the edition and name its key holders."""
    page = journey.visit("desk/editions/new/")
    for place in ("le-port", "la-gare"):
        page.locator(f"[name=places][value='{place}']").check()
    first_day = (journey.site.now() + timedelta(days=30)).date().isoformat()
    journey.send(title_fr="Agir", slug="agir", fund="50000", first_day=first_day)
    for slug in ("agir-le-port", "agir-la-gare"):
        journey.visit(f"desk/rounds/{slug}/key-holders/")
        people = page.locator("[name=first] option").evaluate_all("all => all.map(o => o.value)")
        first, second = [number for number in people if number][:2]
        journey.send(first=first, second=second)


@pytest.mark.parametrize("javascript", [True, False])
def test_a_first_day_in_french(site: Site, open_page: OpenPage, javascript: bool) -> None:
    page: Page = open_page(printed_link(site), javascript=javascript)
    press(page)
    journey = Journey(site, page, "fr", "agir-le-port")
    assert page.url.endswith("/fr/desk/first-day/")
    assert ticks(journey) == 0
    set_up(journey)
    # Julie last: it is she who goes on.
    for name in reversed(ROLES):
        page.context.clear_cookies()
        page.goto(f"/fr/invitation/{secret_of(site, name)}/")
        press(page)
    assert ticks(journey) == 6
    go_on(journey)
    assert ticks(journey) == 8
    assert page.locator("main .notice-leaf a[href='/fr/desk/editions/agir/']").is_visible()


@pytest.mark.parametrize(
    ("clock", "zone"),
    [
        ("America/Chicago", "America/Chicago"),
        ("UTC", "Europe/Paris"),
        ("Asia/Calcutta", "Asia/Kolkata"),
    ],
)
def test_the_zone_of_the_browsers_clock_is_the_better_guess(
    site: Site, browser: Browser, clock: str, zone: str
) -> None:
    context = browser.new_context(base_url=site.url, locale="fr", timezone_id=clock)
    page = context.new_page()
    page.goto(printed_link(site))
    press(page)
    page.goto("/fr/desk/city/")
    assert page.locator("[name=timezone]").input_value() == zone
    context.close()
