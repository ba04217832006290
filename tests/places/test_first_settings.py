"""The settings of an empty database: what is guessed, and that nobody locks themselves out."""

from datetime import UTC, datetime

import pytest
from sqlalchemy.orm import Session

from neighbourhood.people.models import GivenRole, Person
from neighbourhood.places import queries, rules
from neighbourhood.places.models import City
from tests import builders as b
from tests.visitor import Page, Visitor


@pytest.fixture
def first(visitor: Visitor) -> Visitor:
    """Return the administrator of a database that holds nothing else."""
    now = datetime(2026, 1, 1, tzinfo=UTC)
    values = {"name": "Ada", "email": "ada@example.org", "language": "fr", "created_at": now}
    person = b.added(visitor.session, Person(**values))
    role = GivenRole(person_id=person.id, role="administrator", given_at=now)
    b.added(visitor.session, role)
    return visitor.sign_in(person)


def chosen(page: Page, name: str) -> str:
    return page.fields()[name]


def test_whoever_fills_in_only_the_name_stays_in_their_language(first: Visitor) -> None:
    answer = first.fill("places_desk.city", {"name": "Montclair"}, language="fr")
    page = first.follow(answer)
    assert page.tree is not None
    assert page.tree.get("lang") == "fr"
    city = queries.the_city(first.session)
    assert city is not None
    assert (city.languages, city.currency, city.timezone) == (["fr"], "EUR", "Europe/Paris")


def test_the_language_that_is_read_cannot_be_switched_off(visitor: Visitor) -> None:
    b.a_city(visitor.session, languages=["en", "fr"])
    visitor.sign_in(b.an_administrator(visitor.session))
    change = {"own_language": "en", "languages": ["en"]}
    visitor.follow(visitor.fill("places_desk.city", change, language="fr"))
    assert visitor.session.get_one(City, 1).languages == ["en", "fr"]


def test_the_language_of_the_city_stays_whoever_unticks_it(visitor: Visitor) -> None:
    b.a_city(visitor.session, languages=["en", "fr", "nl"])
    visitor.sign_in(b.an_administrator(visitor.session))
    visitor.fill("places_desk.city", {"own_language": "nl", "languages": ["fr"]}, language="fr")
    assert visitor.session.get_one(City, 1).languages == ["nl", "fr"]


@pytest.mark.parametrize(
    ("accepted", "language", "currency", "zone"),
    [
        (["fr-CH", "fr"], "fr", "CHF", "Europe/Zurich"),
        (["fr", "en-GB"], "fr", "GBP", "Europe/London"),
        ([], "nl", "EUR", "Europe/Amsterdam"),
        (["es-ES"], "es", "EUR", "Europe/Madrid"),
        # A country of many zones has none that most likely is the city's.
        (["en-US"], "en", "USD", ""),
        (["zh-Hant"], "fr", "EUR", "Europe/Paris"),
        (["xx-YY", "*"], "tr", "TRY", "Europe/Istanbul"),
    ],
)
def test_currency_and_zone_are_guessed(
    accepted: list[str], language: str, currency: str, zone: str
) -> None:
    guess = rules.likely_surroundings(accepted, language)
    assert (guess.currency, guess.timezone) == (currency, zone)


def test_each_clock_stands_once_on_the_list(first: Visitor) -> None:
    page = first.get("places_desk.city", language="fr")
    zones = next(s for s in page.all("select") if s.get("name") == "timezone")
    options = {str(o.get("value")): "".join(o.itertext()) for o in zones.iter("option")}
    assert options["Europe/Paris"] == "France – Paris"
    assert options["UTC"] == "UTC"
    assert not {"US/Eastern", "Brazil/East", "GB-Eire", "Europe/Belfast"} & set(options)
    assert len(set(options.values())) == len(options)


def test_a_zone_kept_under_another_name_stays(visitor: Visitor, session: Session) -> None:
    b.a_city(session, timezone="Asia/Kolkata")
    visitor.sign_in(b.an_administrator(session))
    assert chosen(visitor.get("places_desk.city"), "timezone") == "Asia/Kolkata"
