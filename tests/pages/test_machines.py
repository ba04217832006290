"""What machines ask for: security.txt and robots.txt."""

from datetime import UTC, datetime
from xml.etree import ElementTree

import pytest

from neighbourhood import clock
from neighbourhood.pages.presenters import sitemap
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
        "Sitemap: http://127.0.0.1:5000/sitemap.xml",
    ]


def test_search_engines_stay_out_of_an_invented_city(visitor: Visitor) -> None:
    a.a_city(visitor.session, is_demo=True)
    assert "Disallow: /\n" in visitor.get("/robots.txt").html


@pytest.mark.parametrize("address", ["/robots.txt", "/.well-known/security.txt", "/sitemap.xml"])
def test_machines_get_no_cookie(visitor: Visitor, address: str) -> None:
    a.a_city(visitor.session)
    assert not visitor.get(address).response.headers.getlist("Set-Cookie")


SITE = "http://127.0.0.1:5000"
NAMES = {
    "map": "http://www.sitemaps.org/schemas/sitemap/0.9",
    "page": "http://www.w3.org/1999/xhtml",
}


def addresses_in(visitor: Visitor, file: str) -> list[str]:
    """Return the addresses that a file for search engines names."""
    visitor.session.commit()
    answer = visitor.client.get(file)
    assert answer.mimetype == "application/xml"
    found = ElementTree.fromstring(answer.data).findall("*/map:loc", NAMES)
    return [str(one.text) for one in found]


def test_the_sitemap_lists_what_is_public_in_every_language(visitor: Visitor) -> None:
    a.a_city(visitor.session, languages=["fr", "ar"])
    round_ = a.a_round(visitor.session)
    listed = a.a_project(visitor.session, round_, state="submitted")
    draft = a.a_project(visitor.session, round_, state="draft")
    hidden = a.a_round(visitor.session, edition=a.an_edition(visitor.session, public_at=None))
    assert addresses_in(visitor, "/sitemap.xml") == [f"{SITE}/sitemap-1.xml"]
    found = addresses_in(visitor, "/sitemap-1.xml")
    for path in (
        "",
        "help/",
        f"neighbourhoods/{round_.place.slug}/",
        f"editions/{round_.edition.slug}/",
        f"rounds/{round_.slug}/",
        f"rounds/{round_.slug}/projects/{listed.number}/",
    ):
        assert {f"{SITE}/fr/{path}", f"{SITE}/ar/{path}"} <= set(found)
    assert f"{SITE}/fr/rounds/{round_.slug}/projects/{draft.number}/" not in found
    assert not [address for address in found if hidden.slug in address]
    # No result is published yet.
    assert f"{SITE}/fr/rounds/{round_.slug}/results/" not in found
    assert len(found) == len(set(found))


def test_a_long_sitemap_comes_in_several_files(
    visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    a.a_city(visitor.session, languages=["fr", "en"])
    monkeypatch.setattr(sitemap, "PAGES_IN_A_FILE", 3)
    files = addresses_in(visitor, "/sitemap.xml")
    assert files == [f"{SITE}/sitemap-{number}.xml" for number in (1, 2, 3)]
    found = [
        address for file in files for address in addresses_in(visitor, file.removeprefix(SITE))
    ]
    # Eight pages of every city, in two languages.
    assert len(found) == len(set(found)) == 16
    assert visitor.client.get("/sitemap-4.xml").status_code == 404
