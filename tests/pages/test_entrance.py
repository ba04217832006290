"""The way in: language, switch, and whether the site is up."""

import pytest

from tests import builders as a
from tests.visitor import Visitor


@pytest.mark.parametrize(
    "endpoint", ["pages.home", "pages.help", "pages.about", "pages.privacy", "pages.accessibility"]
)
@pytest.mark.parametrize("language", ["en", "ar"])
def test_everybody_can_read_the_pages(visitor: Visitor, endpoint: str, language: str) -> None:
    a.a_city(visitor.session)
    page = visitor.get(endpoint, language=language, most_queries=6)
    assert "Set-Cookie" not in page.response.headers


def test_pages_work_before_the_city_is_set_up(visitor: Visitor) -> None:
    visitor.get("pages.home")


@pytest.mark.parametrize(
    ("accepted", "expected"), [("ar,en;q=0.5", "/ar/"), ("xx", "/en/"), ("uk-UA", "/uk/")]
)
def test_root_follows_the_browser(visitor: Visitor, accepted: str, expected: str) -> None:
    a.a_city(visitor.session)
    visitor.session.commit()
    answer = visitor.client.get("/", headers={"Accept-Language": accepted})
    assert (answer.status_code, answer.headers["Location"]) == (303, expected)


def test_root_follows_the_account_before_the_cookie(visitor: Visitor) -> None:
    visitor.sign_in(a.a_person(visitor.session, language="tr"))
    visitor.client.set_cookie("language", "fr")
    assert visitor.get("pages.root", status=303).location == "/tr/"


def test_root_follows_the_cookie(visitor: Visitor) -> None:
    a.a_city(visitor.session)
    visitor.get("pages.choose_language", code="nl", next="/nl/help/", status=303)
    assert visitor.get("pages.root", status=303).location == "/nl/"


def test_choosing_a_language_stays_on_the_page(visitor: Visitor) -> None:
    a.a_city(visitor.session)
    page = visitor.get("pages.choose_language", code="fr", next="/fr/help/", status=303)
    assert page.location == "/fr/help/"
    cookie = page.response.headers["Set-Cookie"]
    assert cookie.startswith("language=fr;") and "HttpOnly" in cookie and "SameSite=Lax" in cookie


@pytest.mark.parametrize(
    "outside", ["https://evil.example/", "//evil.example/", "/\\evil.example", ""]
)
def test_choosing_a_language_never_leads_outside(visitor: Visitor, outside: str) -> None:
    a.a_city(visitor.session)
    assert (
        visitor.get("pages.choose_language", code="fr", next=outside, status=303).location == "/fr/"
    )


def test_unknown_language_is_not_found(visitor: Visitor) -> None:
    a.a_city(visitor.session)
    visitor.get("pages.choose_language", code="xx", status=404)
    visitor.get("/xx/help/", status=404)


def test_a_missing_page_speaks_the_language_of_its_address(visitor: Visitor) -> None:
    a.a_city(visitor.session)
    page = visitor.get("/ar/nowhere", status=404)
    assert page.tree is not None and page.tree.get("lang") == "ar"


def test_up_asks_no_database(visitor: Visitor) -> None:
    page = visitor.get("pages.healthz", most_queries=0)
    assert page.html == "up\n"


def test_ready_when_the_database_is_migrated(visitor: Visitor) -> None:
    assert visitor.get("pages.readyz").html == "ready\n"


def test_not_ready_when_migrations_are_missing(visitor: Visitor) -> None:
    from sqlalchemy import text

    heads = visitor.session.execute(text("SELECT version_num FROM alembic_version")).scalars().all()
    visitor.session.execute(text("UPDATE alembic_version SET version_num = '0000'"))
    page = visitor.get("pages.readyz", status=503)
    visitor.session.execute(
        text("UPDATE alembic_version SET version_num = :head"), {"head": heads[0]}
    )
    visitor.session.commit()
    assert page.html == "the database is not migrated to this version\n"


@pytest.mark.backend("postgresql")
def test_not_ready_where_an_acknowledged_vote_could_be_lost(visitor: Visitor) -> None:
    # The tests' own cluster gives durability away for speed.
    page = visitor.get("pages.readyz", status=503)
    assert (
        page.html
        == "PostgreSQL's synchronous_commit is off: a vote that was acknowledged could be lost.\n"
    )
