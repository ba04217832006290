"""The strategy's page, the emblem, and the desk of places."""

import io
import json

import pytest
from PIL import Image

from neighbourhood.places import queries
from neighbourhood.places.models import Place
from tests import builders as a
from tests.visitor import Visitor


def a_picture(size: tuple[int, int] = (600, 300)) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, "teal").save(out, "PNG")
    return out.getvalue()


@pytest.fixture
def desk(visitor: Visitor) -> Visitor:
    return visitor.sign_in(a.a_staff_member(visitor.session))


def upload(desk: Visitor, content: bytes, *, status: int) -> object:
    return desk.post(
        "places_desk.emblem",
        {"picture": (io.BytesIO(content), "emblem.png"), "submission_key": "k"},
        status=status,
    )


def test_the_strategy_can_be_read(visitor: Visitor) -> None:
    a.a_city(
        visitor.session,
        strategy={"en": "## Aims\n\nEverybody takes part."},
        strategy_decision="DEL-2025-01",
        strategy_decided_on="2025-11-20",
        strategy_responsible="Amina Roux",
        equal_treatment={"en": "Nobody is left out."},
        contact_text="Counter 4",
    )
    text = visitor.get("places.city", most_queries=4).text
    for words in (
        "DEL-2025-01",
        "Thursday, November 20, 2025",
        "Amina Roux",
        "Everybody takes part.",
        "Nobody is left out.",
        "city@example.org",
        "Counter 4",
    ):
        assert words in text


@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_city_without_a_strategy_says_so(visitor: Visitor, language: str) -> None:
    a.a_city(visitor.session)
    visitor.get("places.city", language=language, most_queries=4)


def test_the_city_is_changed(desk: Visitor) -> None:
    desk.fill(
        "places_desk.city",
        {
            "name": "Tolosa",
            "programme_en": "Act",
            "own_language": "fr",
            "languages": ["fr", "en"],
            "accent": "#7d2c12",
        },
    )
    city = queries.the_city(desk.session)
    assert (city.name, city.languages, city.programme["en"], city.accent) == (
        "Tolosa",
        ["fr", "en"],
        "Act",
        "#7d2c12",
    )
    assert "Tolosa" in desk.get("pages.home").text


def test_the_city_chooses_the_licence_of_its_data(desk: Visitor) -> None:
    about = desk.get("pages.about").html
    assert "https://creativecommons.org/licenses/by/4.0/" in about
    assert "CC BY 4.0" in about
    desk.fill("places_desk.city", {"data_licence": "ODbL-1.0"})
    assert queries.the_city(desk.session).data_licence == "ODbL-1.0"
    about = desk.get("pages.about").html
    assert "https://opendatacommons.org/licenses/odbl/1-0/" in about
    assert "CC BY 4.0" not in about


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"name": " "}, "Give the name of the city."),
        (
            {"accent": "#f2b134"},
            (
                "White text on this colour has a contrast of 1.9 to 1; it needs at least 7 to 1. "
                "Choose a darker colour."
            ),
        ),
        ({"accent": "red"}, "Write a colour with six digits, such as #0b5d5e."),
        ({"currency": "ABC"}, "Please choose one of the list."),
        ({"timezone": ""}, "Choose the time zone of the city."),
        ({"timezone": "Mars/Base"}, "Please choose one of the list."),
        ({"data_licence": "mine"}, "Please choose one of the list."),
        ({"languages": ["xx"]}, "Please choose only what is on the list."),
        ({"contact_email": "nobody"}, "Write an e-mail address such as quarter@example.org."),
        ({"programme_en": "x" * 121}, "Please use at most 120 characters; there are 121."),
    ],
)
def test_a_city_that_cannot_be_is_refused(
    desk: Visitor, change: dict[str, object], message: str
) -> None:
    page = desk.fill("places_desk.city", {"languages": ["en"]} | change, status=422)
    assert page.errors() == [message]
    assert queries.the_city(desk.session).name == "Toulouse"


def test_the_strategy_is_written(desk: Visitor) -> None:
    desk.fill(
        "places_desk.strategy",
        {
            "strategy_en": "Aims",
            "decision": "DEL-1",
            "decided_on": "2025-11-20",
            "equal_treatment_fr": "Égalité",
        },
    )
    city = queries.the_city(desk.session)
    assert (city.strategy, city.strategy_decided_on, city.equal_treatment) == (
        {"en": "Aims"},
        "2025-11-20",
        {"fr": "Égalité"},
    )


def test_a_strategy_with_a_bad_day_is_refused(desk: Visitor) -> None:
    assert desk.fill("places_desk.strategy", {"decided_on": "soon"}, status=422).errors() == [
        "Please give a day such as 2026-10-31."
    ]


def test_a_neighbourhood_is_added_and_changed(desk: Visitor) -> None:
    desk.get("places_desk.neighbourhoods")
    desk.fill(
        "places_desk.new_neighbourhood",
        {
            "name": "Carmes",
            "slug": "carmes",
            "population": "٢٤٠٠٠",
            "boundary": json.dumps(a.SQUARE),
        },
    )
    desk.fill(
        "places_desk.neighbourhood", {"name": "Les Carmes", "profile_en": "Old."}, slug="carmes"
    )
    found = queries.place_by_slug(desk.session, "carmes")
    assert (found.name, found.population, found.boundary, found.profile) == (
        "Les Carmes",
        24000,
        a.SQUARE,
        {"en": "Old."},
    )
    assert "Les Carmes" in desk.get("places_desk.neighbourhoods").text


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"name": ""}, "Give the name of the neighbourhood."),
        (
            {"slug": "Old Town"},
            (
                "Use small letters, figures and single hyphens, at most 60 characters, such as "
                "old-harbour."
            ),
        ),
        ({"slug": "lalande"}, "Another place has this short name."),
        ({"population": "many"}, "Please write a whole number in figures."),
        ({"population": "999999999999"}, "Give the number of people in figures."),
        ({"boundary": "{"}, "This is not GeoJSON. Paste the whole file as the map tool wrote it."),
        (
            {"boundary": '{"type": "Polygon", "coordinates": [[[0,0],[2,2],[2,0],[0,1],[0,0]]]}'},
            "The boundary crosses or touches itself.",
        ),
    ],
)
def test_a_neighbourhood_that_cannot_be_is_refused(
    desk: Visitor, change: dict[str, str], message: str
) -> None:
    a.a_neighbourhood(desk.session, "carmes")
    a.a_neighbourhood(desk.session, "lalande")
    page = desk.fill("places_desk.neighbourhood", change, slug="carmes", status=422)
    assert page.errors() == [message]
    assert queries.place_by_slug(desk.session, "carmes").name == "Carmes"


def test_an_emblem_is_shown_small_and_for_long(desk: Visitor) -> None:
    upload(desk, a_picture(), status=303)
    digest = queries.the_city(desk.session).emblem_digest
    answer = desk.get("places.emblem", digest=digest).response
    assert (answer.mimetype, answer.headers["Cache-Control"]) == (
        "image/webp",
        "public, max-age=31536000, immutable",
    )
    assert Image.open(io.BytesIO(answer.data)).size == (256, 128)
    assert f"/emblem/{digest}.webp" in desk.get("pages.home").html


def test_a_telephone_is_asked_for_pictures_of_the_kinds_that_are_taken(desk: Visitor) -> None:
    page = desk.get("places_desk.emblem")
    (taken,) = [one.get("accept") for one in page.all("input") if one.get("type") == "file"]
    assert taken == "image/png, image/jpeg, image/webp"


def test_an_emblem_is_taken_away(desk: Visitor) -> None:
    upload(desk, a_picture(), status=303)
    digest = queries.the_city(desk.session).emblem_digest
    desk.post("places_desk.remove_emblem")
    desk.get("places.emblem", digest=digest, status=404)
    assert "/emblem/" not in desk.get("pages.home").html


@pytest.mark.parametrize(
    "content", [b"", b"hello", a_picture()[:150]], ids=["nothing", "text", "cut"]
)
def test_an_emblem_that_is_no_picture_is_refused(desk: Visitor, content: bytes) -> None:
    page = upload(desk, content, status=422)
    assert page.errors() == ["This is not a picture we can read. Choose a PNG, JPEG or WebP file."]
    assert queries.the_city(desk.session).emblem_digest == ""


def test_twenty_megabytes_are_too_large(desk: Visitor) -> None:
    assert upload(desk, b"\0" * 20_000_000, status=413).h1 == "This is too large"


@pytest.mark.parametrize(
    "endpoint",
    [
        "places_desk.city",
        "places_desk.strategy",
        "places_desk.neighbourhoods",
        "places_desk.new_neighbourhood",
        "places_desk.emblem",
    ],
)
def test_the_desk_of_places_is_for_staff(visitor: Visitor, endpoint: str) -> None:
    quarter = a.a_neighbourhood(visitor.session)
    visitor.get(endpoint, status=303)
    for person in (
        a.a_resident(visitor.session, quarter),
        a.an_officer(visitor.session, quarter),
        a.a_reviewer(visitor.session),
    ):
        visitor.sign_in(person).get(endpoint, status=403)
    for person in (a.a_staff_member(visitor.session), a.an_administrator(visitor.session)):
        visitor.sign_in(person).get(endpoint)


def test_there_is_no_such_neighbourhood_at_the_desk(desk: Visitor) -> None:
    desk.get("places_desk.neighbourhood", slug="nowhere", status=404)
    assert desk.session.query(Place).count() == 0
