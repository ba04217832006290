"""What a page says to search engines and to whoever shows a link to it."""

import re
from io import BytesIO

import pytest
from PIL import Image

from tests import builders as a
from tests.visitor import Visitor


def marks(html: str) -> dict[str, str]:
    """Return {name: content} of a page's metas and links."""
    metas = re.findall(r'<meta (?:name|property)="([^"]+)"\s+content="([^"]*)"', html)
    canonical = re.findall(r'<link rel="(canonical)" href="([^"]+)"', html)
    others = re.findall(r'<link rel="alternate" hreflang="([^"]+)"\s+href="([^"]+)"', html)
    return dict(metas) | dict(canonical) | {f"in {tag}": address for tag, address in others}


def test_a_public_page_names_its_one_address_in_every_language(visitor: Visitor) -> None:
    a.a_city(visitor.session, name="Montclair", languages=["fr", "ar", "en"])
    visitor.session.commit()
    answer = visitor.client.get("/ar/help/?utm_source=mail", headers={"Host": "evil.example"})
    found = marks(answer.text)
    site = "http://127.0.0.1:5000"
    assert found["canonical"] == found["og:url"] == f"{site}/ar/help/"
    assert {name: found[name] for name in found if name.startswith("in ")} == {
        "in fr": f"{site}/fr/help/",
        "in ar": f"{site}/ar/help/",
        "in en": f"{site}/en/help/",
        "in x-default": f"{site}/fr/help/",
    }
    assert found["og:locale"] == "ar_EG"
    assert found["og:site_name"] == "Montclair"
    assert found["og:title"]
    assert "evil.example" not in answer.text
    assert "robots" not in found


def test_the_first_page_leaves_the_language_to_the_browser(visitor: Visitor) -> None:
    a.a_city(visitor.session, languages=["fr", "en"])
    found = marks(visitor.get("/en/").html)
    assert found["in x-default"] == "http://127.0.0.1:5000/"
    assert "The people who live there propose, vote and decide" in found["description"]


def test_a_further_page_of_a_list_is_a_page_of_its_own_and_a_search_is_not(
    visitor: Visitor,
) -> None:
    round_ = a.a_round(visitor.session)
    visitor.session.commit()
    path = f"/en/rounds/{round_.slug}/projects/"
    for query, kept in (("?page=1&q=tree&sort=cost", ""), ("?q=tree", ""), ("?page=%D9%A2", "")):
        found = marks(visitor.get(path + query).html)
        assert found["canonical"] == f"http://127.0.0.1:5000{path}{kept}"


def test_what_is_personal_or_missing_is_not_to_be_found(visitor: Visitor) -> None:
    a.a_city(visitor.session)
    for path, status in (("/en/sign-in/", 200), ("/en/sign-up/", 200), ("/en/rounds/none/", 404)):
        found = marks(visitor.get(path, status=status).html)
        assert found["robots"] == "noindex"
        assert "canonical" not in found


def test_the_picture_has_the_city_s_colour_and_the_size_that_others_ask_for(
    visitor: Visitor,
) -> None:
    a.a_city(visitor.session, accent="#7d2c12")
    address = marks(visitor.get("/en/").html)["og:image"]
    assert address == "http://127.0.0.1:5000/static/city-7d2c12.png"
    answer = visitor.client.get("/static/city-7d2c12.png")
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    picture = Image.open(BytesIO(answer.data)).convert("RGB")
    assert picture.size == (1200, 630)
    assert picture.getpixel((480, 420)) == (0x7D, 0x2C, 0x12)
    assert len(answer.data) < 20_000


@pytest.mark.parametrize("name", ["city-7d2c1.png", "city-red.png", "city-7D2C12.png"])
def test_no_other_picture_is_drawn(visitor: Visitor, name: str) -> None:
    assert visitor.client.get(f"/static/{name}").status_code == 404
