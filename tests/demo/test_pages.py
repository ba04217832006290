"""Being one of the demo city's people by one click, which exists nowhere else."""

from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from neighbourhood import create_app
from neighbourhood.commands.check import check
from neighbourhood.rounds.queries import edition_at_desk
from neighbourhood.settings import Settings
from tests.builders import a_city
from tests.databases import SECRET
from tests.visitor import Visitor

pytestmark = pytest.mark.xdist_group("demo")

BEGINNINGS = {
    "resident": ("Inès Carrère", "/en/rounds/agir-2026-saint-cyprien/"),
    "resident_arabic": ("Huda Al-Sabbagh", "/ar/rounds/agir-2026-saint-cyprien/"),
    "author": ("Clara Delmas", "/en/rounds/agir-2026-mirail/"),
    "committee_chair": ("Nadège Ferrand", "/en/rounds/agir-2026-saint-michel/committee/table/"),
    "committee_member": ("Youssef Amrani", "/en/rounds/agir-2026-saint-michel/committee/table/"),
    "officer": ("Sabine Courtade", "/en/desk/residencies/"),
    "second_officer": ("Malik Hamidou", "/en/desk/rounds/agir-2026-saint-cyprien/vote/"),
    "reviewer": ("Véronique Astruc", "/en/desk/projects/"),
    "staff": ("Julien Maurel", "/en/desk/"),
    "second_staff": ("Anne-Lise Bordes", "/en/desk/rounds/district-2026-minimes/"),
    "administrator": ("Farid Lahlou", "/en/desk/roles/"),
}


def test_every_part_has_its_card(player: Visitor) -> None:
    page = player.get("demo.people")
    cards = {str(card.get("data-part")) for card in page.all("article")}
    assert cards == set(BEGINNINGS)
    assert "not the city's official result" in page.text
    for name, _beginning in BEGINNINGS.values():
        assert name in page.text


def test_the_second_stranger_of_the_same_minute_may_enter_too(city_app: Flask) -> None:
    for _stranger in range(2):
        browser = city_app.test_client()
        page = browser.get("/en/demo/").get_data(as_text=True)
        token = page.partition('name="csrf_token" value="')[2].partition('"')[0]
        assert (
            browser.post("/en/demo/enter/", data={"part": "staff", "csrf_token": token}).status_code
            == 303
        )


@pytest.mark.parametrize("part", BEGINNINGS)
def test_one_click_makes_one_somebody_and_leads_to_the_beginning(
    player: Visitor, part: str
) -> None:
    name, beginning = BEGINNINGS[part]
    answer = player.post("demo.enter", {"part": part})
    assert answer.location == beginning
    # The desk asks every room what waits and what is due.
    player.get(answer.location, most_queries=32)
    assert name in player.get("people.account", most_queries=19).text


@pytest.mark.parametrize("part", ["", "mayor", "translator"])
def test_an_unknown_part_enters_nobody(player: Visitor, part: str) -> None:
    assert "Nobody plays this part" in player.post("demo.enter", {"part": part}, status=404).text
    assert player.get("people.account", status=303).location.startswith("/en/sign-in/")


@pytest.mark.parametrize(
    "path",
    [
        "/en/neighbourhoods/mirail/",
        "/en/rounds/agir-2026-jolimont/",
        "/en/rounds/agir-2026-jolimont/projects/1/",
        "/en/rounds/agir-2026-jolimont/results/",
    ],
)
def test_what_is_invented_says_so(player: Visitor, path: str) -> None:
    assert "Invented for the demo" in player.get(path).text


@pytest.mark.parametrize(
    "path",
    [
        "/en/editions/toulouse-2022/",
        "/en/rounds/toulouse-2022-capitole/",
        "/en/rounds/toulouse-2022-capitole/results/",
    ],
)
def test_the_real_vote_is_headed_as_our_recount(player: Visitor, path: str) -> None:
    page = player.get(path)
    assert "our recount of a real vote, not the city's official result" in page.text
    assert "Invented for the demo" not in page.text


def test_entering_needs_the_token_of_the_page(player: Visitor) -> None:
    player.post("demo.enter", {"part": "administrator"}, token=False, status=400)
    assert player.get("people.account", status=303).location.startswith("/en/sign-in/")


def test_reading_enters_nobody(player: Visitor) -> None:
    player.get("demo.enter", status=405)


def test_no_other_city_lets_anybody_be_anybody(visitor: Visitor, session: Session) -> None:
    a_city(session)
    visitor.get("demo.people", status=404)
    visitor.post("demo.enter", {"part": "administrator"}, status=404)


@pytest.fixture
def exposed(city_folder: Path) -> Flask:
    return create_app(
        Settings(
            database_url=f"sqlite:///{city_folder / 'city.db'}",
            secret_key=SECRET,
            is_testing=True,
            public_url="https://vote.example.org",
        )
    )


@pytest.mark.parametrize("path", ["/", "/fr/", "/fr/demo/", "/fr/rounds/agir-2026-mirail/"])
def test_a_public_address_shows_nothing_of_a_demo_city(exposed: Flask, path: str) -> None:
    answer = exposed.test_client().get(path, base_url="https://vote.example.org")
    assert answer.status_code == 503
    assert "PUBLIC_URL" in answer.get_data(as_text=True)


def test_a_public_address_lets_nobody_enter(exposed: Flask) -> None:
    exposed.config["WTF_CSRF_ENABLED"] = False
    answer = exposed.test_client().post(
        "/fr/demo/enter/", data={"part": "administrator"}, base_url="https://vote.example.org"
    )
    assert answer.status_code == 503
    assert "Set-Cookie" not in answer.headers


def test_check_names_a_demo_city_under_a_public_address(exposed: Flask) -> None:
    answer = exposed.test_cli_runner().invoke(check)
    assert answer.exit_code == 1
    assert "demo: this is a demo city" in answer.output


def test_the_process_still_says_that_it_is_up(exposed: Flask) -> None:
    assert (
        exposed.test_client().get("/healthz", base_url="https://vote.example.org").status_code
        == 200
    )


def test_only_a_demo_city_asks_the_room_of_the_demo(visitor: Visitor) -> None:
    def asked() -> None:
        raise AssertionError("the room of the demo was asked")

    usual = visitor.app.extensions["demo_guard"]
    visitor.app.extensions["demo_guard"] = asked
    try:
        a_city(visitor.session)
        visitor.get("pages.home")
    finally:
        visitor.app.extensions["demo_guard"] = usual


def test_next_years_edition_is_seen_by_its_link_and_by_the_staff_alone(
    player: Visitor, town: Session
) -> None:
    token = edition_at_desk(town, "agir-2027").preview_token
    preview = player.get("previews.edition", token=token, most_queries=12)
    assert "Act in my neighbourhood 2027" in preview.text
    player.get("rounds.edition", slug="agir-2027", status=404)
    player.post("demo.enter", {"part": "staff"})
    sheet = player.get("rounds_desk.dates", slug="agir-2027", most_queries=16)
    assert "Toulouse" in sheet.text and "Saint-Cyprien" in sheet.text
