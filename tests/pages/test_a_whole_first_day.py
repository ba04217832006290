"""An empty database becomes a city with a draft of its first edition, by pages alone."""

from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from neighbourhood import clock
from neighbourhood.commands.create_admin import create_admin
from neighbourhood.outbox.models import Message
from neighbourhood.people.models import Person
from neighbourhood.rounds.models import Edition
from tests.builders import a_file_of_squares
from tests.visitor import Page, Visitor

#: Pages that all of them load together, from the printed link to the last tick; 110 before.
MOST_PAGES = 38
COLLEAGUES = {
    "Julie": "staff",
    "Malik": "staff",
    "Samira": "officer",
    "Nadia": "reviewer",
    "Karim": "administrator",
}


class Walk:
    """A person who goes from page to page, every page loaded counted."""

    pages = 0

    def __init__(self, visitor: Visitor) -> None:
        self.visitor = visitor

    def see(self, address: str, status: int = 200) -> Page:
        """Load a page."""
        Walk.pages += 1
        return self.visitor.get(address, status=status, most_queries=34)

    def send(self, address: str, data: dict[str, object]) -> Page:
        """Load a form, fill it in, send it, and load the page it leads to."""
        return self.send_from(self.see(address), address, data)

    def send_from(self, page: Page, address: str, data: dict[str, object]) -> Page:
        """Fill in a form that is open, send it, and load the page it leads to."""
        return self.see(self.visitor.post(address, page.fields() | data).location)

    def first_day(self) -> Page:
        """Load the page with the nine steps."""
        return self.see("/fr/desk/first-day/")


def done(page: Page) -> int:
    """Return how many steps are ticked."""
    return sum("badge-leaf" in (mark.get("class") or "") for mark in page.all("span"))


def next_step(page: Page) -> str:
    """Return where the one prominent button leads."""
    (button,) = [
        a.get("href") for a in page.all("a") if a.get("class") == "button" and a.get("href")
    ]
    return str(button)


def test_a_whole_first_day(visitor: Visitor, session: Session) -> None:
    Walk.pages = 0
    ada = open_the_printed_link(visitor)
    assert done(ada.first_day()) == 0
    ada.send("/fr/desk/city/", {"name": "Montclair-sur-Lot"})
    assert done(ada.first_day()) == 2
    add_neighbourhoods(ada)
    chosen = {"kinds": ["green-spaces", "culture"]}
    ada.send("/fr/desk/categories/first/", chosen)
    ada.send("/fr/desk/roles/invitations/", invitations())
    ada.send("/fr/desk/strategy/", {"strategy_fr": "On demande à tout le monde."})
    assert done(ada.first_day()) == 5
    julie = accept_all(visitor, session)
    page = julie.first_day()
    assert done(page) == 6
    open_edition(julie, next_step(page))
    name_key_holders(julie, session)
    page = julie.first_day()
    assert done(page) == 8
    assert "/fr/desk/editions/agir-2027/" in page.links()
    edition = session.scalars(select(Edition)).one()
    assert edition.is_draft
    assert len(edition.rounds) == 3
    assert Walk.pages <= MOST_PAGES, f"{Walk.pages} pages"


def open_the_printed_link(visitor: Visitor) -> Walk:
    """Let the first administrator in with the link that the command prints."""
    words = ["ada@montclair.example", "--name", "Ada", "--language", "fr"]
    told = visitor.app.test_cli_runner().invoke(create_admin, words)
    visitor.session.rollback()
    ada = Walk(visitor)
    address = told.output.strip().rpartition("5000")[2]
    landed = ada.send(address, {})
    assert "/fr/desk/city/" in landed.links()
    return ada


def add_neighbourhoods(ada: Walk) -> None:
    preview = ada.visitor.post(
        "/fr/desk/neighbourhoods/import/",
        ada.see("/fr/desk/neighbourhoods/import/").fields()
        | {"collection": a_file_of_squares("Le Port", "Les Tilleuls", "La Gare")},
        status=200,
    )
    Walk.pages += 1
    ada.send_from(preview, "/fr/desk/neighbourhoods/import/check/", {"step": "save"})


def invitations() -> dict[str, object]:
    rows: dict[str, object] = {}
    for row, (name, role) in enumerate(COLLEAGUES.items(), start=1):
        address = f"{name.lower()}@montclair.example"
        rows |= {f"name_{row}": name, f"email_{row}": address, f"role_{row}": role}
    return rows


def accept_all(visitor: Visitor, session: Session) -> Walk:
    """Let each colleague follow the link in their letter; return the first of them."""
    letters = session.scalars(select(Message).where(Message.kind == "invitation")).all()
    secrets = {str(letter.content["name"]): letter.content["token"] for letter in letters}
    colleagues = {name: Walk(Visitor(visitor.app, session)) for name in COLLEAGUES}
    for name, colleague in colleagues.items():
        colleague.send(f"/fr/invitation/{secrets[name]}/", {})
    return colleagues["Julie"]


def open_edition(julie: Walk, address: str) -> None:
    first_day = (clock.now() + timedelta(days=30)).date().isoformat()
    places = ["le-port", "les-tilleuls", "la-gare"]
    words = {"title_fr": "Agir à Montclair", "slug": "agir-2027"}
    money = {"fund": "50000", "first_day": first_day, "places": places}
    opened = julie.send(address, words | money)
    assert "La Gare" in opened.text
    julie.send("/fr/desk/editions/agir-2027/dates/", {})


def name_key_holders(julie: Walk, session: Session) -> None:
    number = {person.name: person.id for person in session.scalars(select(Person))}
    halves = {"first": str(number["Malik"]), "second": str(number["Samira"])}
    for slug in ("la-gare", "le-port", "les-tilleuls"):
        julie.send(f"/fr/desk/rounds/agir-2027-{slug}/key-holders/", halves)
