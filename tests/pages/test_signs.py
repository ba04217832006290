"""Signs to print, with a code of the address."""

from neighbourhood import clock
from tests import builders as a
from tests.visitor import Visitor
from tests.web.test_qr import dark_fields

SITE = "http://127.0.0.1:5000"


def test_a_sign_says_how_much_and_until_when_with_the_address_in_letters_and_as_a_code(
    visitor: Visitor,
) -> None:
    a.a_city(visitor.session, languages=["en", "fr"])
    round_ = a.a_round(visitor.session, phase="vote", fund=12_000_000)
    round_.opened_at = clock.now()
    visitor.session.flush()
    page = visitor.get("pages.sign", slug=round_.slug)
    assert f"€120,000 for {round_.place.name}: you choose" in page.text
    assert "Vote until" in page.text
    address = f"{SITE}/en/rounds/{round_.slug}/"
    assert address in page.text
    assert f"<title>{address}</title>" in page.html
    assert len(dark_fields(page.html)) > 200


def test_a_sheet_holds_several_languages_each_in_its_own_direction(visitor: Visitor) -> None:
    a.a_city(visitor.session, languages=["en", "fr", "ar", "nl", "tr", "uk"])
    round_ = a.a_round(visitor.session, phase="propose")
    page = visitor.get(f"/en/rounds/{round_.slug}/sign/?in=ar&in=fr&in=xx")
    parts = [
        (one.get("lang"), one.get("dir"))
        for one in page.all("section")
        if one.get("class") == "sign-part"
    ]
    assert parts == [("fr", "ltr"), ("ar", "rtl")]
    for language in ("fr", "ar"):
        assert f"{SITE}/{language}/rounds/{round_.slug}/" in page.text
    assert page.fields()["in"] in {"fr", "ar"}
    # The rest of the page stays in the reader's own language.
    assert page.h1 == "A sign to print"
    every = "&".join(f"in={code}" for code in ("en", "fr", "ar", "nl", "tr", "uk"))
    page = visitor.get(f"/en/rounds/{round_.slug}/sign/?{every}")
    assert len([one for one in page.all("section") if one.get("class") == "sign-part"]) == 4


def test_a_sign_says_nothing_that_is_not_so(visitor: Visitor) -> None:
    a.a_city(visitor.session, languages=["en"])
    place = a.a_neighbourhood(visitor.session)
    page = visitor.get("neighbourhoods.sign", slug=place.slug)
    assert "Here you see what is decided in this place" in page.text
    assert f"{SITE}/en/neighbourhoods/{place.slug}/" in page.text
    reviewed = a.a_round(visitor.session, phase="review")
    page = visitor.get("neighbourhoods.sign", slug=reviewed.place.slug)
    assert "Vote until" not in page.text
    assert "the projects are being checked" in page.text


def test_signs_are_linked_from_the_round_and_the_place_and_found_by_no_search_engine(
    visitor: Visitor,
) -> None:
    a.a_city(visitor.session, languages=["en"])
    round_ = a.a_round(visitor.session)
    slug, place = round_.slug, round_.place.slug
    assert (
        f"/en/rounds/{slug}/sign/" in visitor.get("pages.round", slug=slug, most_queries=20).links()
    )
    page = visitor.get("neighbourhoods.show", slug=place, most_queries=20)
    assert f"/en/neighbourhoods/{place}/sign/" in page.links()
    assert 'name="robots" content="noindex"' in visitor.get("pages.sign", slug=slug).html
