"""What machines ask for: security.txt and robots.txt."""

from datetime import UTC, datetime

import pytest

from neighbourhood import clock
from tests import builders as a
from tests.visitor import Visitor


def test_security_txt_says_where_a_weakness_is_reported(visitor: Visitor) -> None:
    a.a_city(visitor.session, languages=["fr", "en", "ar"], contact_email="ville+vote@example.org")
    with clock.at(datetime(2026, 11, 28, 9, 30, tzinfo=UTC)):
        page = visitor.get("/.well-known/security.txt")
    assert page.response.mimetype == "text/plain"
    assert page.html.splitlines() == [
        "Contact: mailto:ville+vote@example.org",
        "Expires: 2027-05-27T00:00:00Z",
        "Preferred-Languages: fr, en, ar",
        "Canonical: http://127.0.0.1:5000/.well-known/security.txt",
    ]


def test_security_txt_names_the_about_page_where_the_city_has_no_address(visitor: Visitor) -> None:
    a.a_city(visitor.session, languages=["nl", "en"], contact_email="")
    page = visitor.get("/.well-known/security.txt")
    assert page.html.splitlines()[0] == "Contact: http://127.0.0.1:5000/nl/about/"


def test_security_txt_is_there_before_the_city_is_set_up(visitor: Visitor) -> None:
    assert "\nExpires: " in visitor.get("/.well-known/security.txt").html


def test_search_engines_stay_out_of_what_is_personal(visitor: Visitor) -> None:
    a.a_city(visitor.session)
    assert visitor.get("/robots.txt").html.splitlines() == [
        "User-agent: *",
        "Disallow: /*/desk/",
        "Disallow: /*/account/",
        "Disallow: /*/sign-in/",
        "Disallow: /*/sign-up/",
        "Disallow: /*/demo/",
        "Disallow: /language/",
    ]


def test_search_engines_stay_out_of_an_invented_city(visitor: Visitor) -> None:
    a.a_city(visitor.session, is_demo=True)
    assert "Disallow: /\n" in visitor.get("/robots.txt").html


@pytest.mark.parametrize("address", ["/robots.txt", "/.well-known/security.txt"])
def test_machines_get_no_cookie(visitor: Visitor, address: str) -> None:
    a.a_city(visitor.session)
    assert not visitor.get(address).response.headers.getlist("Set-Cookie")
