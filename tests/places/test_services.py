"""The city and its neighbourhoods are set up, changed and refused."""

from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from neighbourhood import clock
from neighbourhood.permissions import ANONYMOUS, SYSTEM, Actor
from neighbourhood.places import queries, services
from neighbourhood.places.models import City, Place
from neighbourhood.places.rules import CitySettings, PlaceFacts, Strategy
from neighbourhood.refusals import Invalid, NotAllowed, NotFound, NotNow, Refusal
from neighbourhood.trail.models import TrailEntry
from tests import builders as a

USABLE = {"en": True, "fr": True, "ar": False}
GOOD = CitySettings(
    name="Toulouse",
    currency="EUR",
    timezone="Europe/Paris",
    languages=("fr", "en", "ar"),
    programme={"fr": "Agir", "en": " "},
    accent="#0B5D5E",
)
CARMES = PlaceFacts(
    name="Carmes",
    slug="carmes",
    population=24000,
    boundary=a.SQUARE,
    profile={"en": "Old."},
    source="Census 2023",
)


def set_up(session: Session, settings: CitySettings = GOOD, actor: Actor = SYSTEM) -> City:
    return services.set_up_city(session, settings, usable=USABLE, actor=actor, now=clock.now())


def add(session: Session, facts: PlaceFacts = CARMES, actor: Actor = SYSTEM) -> Place:
    return services.add_place(session, facts, actor=actor, now=clock.now())


def acts(session: Session) -> list[str]:
    return list(session.scalars(select(TrailEntry.act).order_by(TrailEntry.id)))


def test_sets_the_city_up(session: Session) -> None:
    city = set_up(session)
    assert (city.name, city.languages, city.programme, city.accent) == (
        "Toulouse",
        ["fr", "en", "ar"],
        {"fr": "Agir"},
        "#0b5d5e",
    )
    assert acts(session) == ["set_up_city"]


def test_changes_the_one_city(session: Session) -> None:
    set_up(session)
    set_up(session, replace(GOOD, name="Tolosa"))
    assert session.scalar(select(func.count(City.id))) == 1
    assert queries.the_city(session).name == "Tolosa"


@pytest.mark.parametrize(
    ("change", "field", "code"),
    [
        ({"name": " "}, "name", "place_name"),
        ({"name": "x" * 81}, "name", "place_name"),
        ({"accent": "teal"}, "accent", "accent_no_colour"),
        ({"accent": "#f2b134"}, "accent", "accent_too_pale"),
        ({"languages": ()}, "languages", "languages_none"),
        ({"languages": ("fr", "fr")}, "languages", "languages_unknown"),
        ({"languages": ("fr", "xx")}, "languages", "languages_unknown"),
        ({"languages": ("ar",)}, "languages", "languages_without_desk"),
        ({"currency": "XYZ"}, "currency", "currency_unknown"),
        ({"timezone": "Mars/Olympus"}, "timezone", "timezone_unknown"),
        ({"contact_email": "nobody"}, "contact_email", "contact_email"),
        ({"data_licence": "WTFPL"}, "data_licence", "data_licence_unknown"),
    ],
)
def test_refuses_a_city_that_cannot_be(
    session: Session, change: dict[str, Any], field: str, code: str
) -> None:
    with pytest.raises(Invalid) as caught:
        set_up(session, replace(GOOD, **change))
    assert (caught.value.field, caught.value.code) == (field, code)
    assert queries.the_city(session) is None and acts(session) == []


@pytest.mark.parametrize(
    ("change", "code"),
    [({"currency": "TRY"}, "currency_in_use"), ({"timezone": "Europe/Kyiv"}, "timezone_in_use")],
)
def test_money_and_clock_stay_once_a_round_stands_in_them(
    session: Session, change: dict[str, Any], code: str
) -> None:
    set_up(session)
    set_up(session, replace(GOOD, **change))
    set_up(session)
    a.a_round(session)
    with pytest.raises(NotNow, match=code):
        set_up(session, replace(GOOD, **change))


def test_only_staff_set_the_city_up(session: Session) -> None:
    quarter = a.a_neighbourhood(session)
    for person in (a.a_person(session), a.an_officer(session, quarter), a.a_reviewer(session)):
        with pytest.raises(NotAllowed):
            set_up(session, actor=a.actor_of(session, person))
    with pytest.raises(NotAllowed):
        set_up(session, actor=ANONYMOUS)
    set_up(session, actor=a.actor_of(session, a.a_staff_member(session)))
    set_up(session, actor=a.actor_of(session, a.an_administrator(session)))


def test_writes_the_strategy(session: Session) -> None:
    set_up(session)
    given = Strategy(
        strategy={"fr": "Texte", "en": ""},
        equal_treatment={"fr": "Égalité"},
        decision="DEL-1",
        decided_on="2025-11-20",
        responsible="M. Roux",
    )
    city = services.write_strategy(session, given, actor=SYSTEM, now=clock.now())
    assert (city.strategy, city.strategy_decided_on, city.strategy_responsible) == (
        {"fr": "Texte"},
        "2025-11-20",
        "M. Roux",
    )
    assert acts(session) == ["set_up_city", "write_strategy"]


@pytest.mark.parametrize("day", ["yesterday", "2025-13-01", "20251120"])
def test_refuses_a_strategy_without_a_real_day(session: Session, day: str) -> None:
    set_up(session)
    with pytest.raises(Invalid, match="strategy_day"):
        services.write_strategy(session, Strategy(decided_on=day), actor=SYSTEM, now=clock.now())


def test_no_strategy_without_a_city(session: Session) -> None:
    with pytest.raises(NotNow, match="city_not_set_up"):
        services.write_strategy(session, Strategy(), actor=SYSTEM, now=clock.now())


def test_keeps_and_takes_away_the_emblem(session: Session) -> None:
    set_up(session)
    digest = services.set_emblem(session, b"picture", actor=SYSTEM, now=clock.now()).emblem_digest
    assert queries.emblem_with_digest(session, digest) == b"picture"
    services.set_emblem(session, b"", actor=SYSTEM, now=clock.now())
    for gone in (digest, ""):
        with pytest.raises(NotFound):
            queries.emblem_with_digest(session, gone)


def test_adds_a_neighbourhood(session: Session) -> None:
    added = add(session)
    assert (added.name, added.population, added.boundary, added.source) == (
        "Carmes",
        24000,
        a.SQUARE,
        "Census 2023",
    )
    assert acts(session) == ["add_neighbourhood"]


def test_changes_a_neighbourhood(session: Session) -> None:
    added = add(session)
    facts = replace(CARMES, name="Les Carmes", boundary=None, population=None)
    services.edit_place(session, added, facts, actor=SYSTEM, now=clock.now())
    assert (added.name, added.slug, added.boundary, added.population) == (
        "Les Carmes",
        "carmes",
        None,
        None,
    )
    assert acts(session) == ["add_neighbourhood", "edit_neighbourhood"]


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"name": ""}, "name"),
        ({"name": "x" * 121}, "name"),
        ({"slug": "Carmes"}, "slug"),
        ({"slug": "a--b"}, "slug"),
        ({"slug": "new"}, "slug"),
        ({"slug": ""}, "slug"),
        ({"slug": "x" * 61}, "slug"),
        ({"population": -1}, "population"),
        ({"population": 10**12}, "population"),
        ({"boundary": {"type": "Point", "coordinates": [1, 2]}}, "boundary"),
        ({"profile": {"en": "x" * 20_001}}, None),
        ({"slug": "taken"}, "slug"),
    ],
)
def test_refuses_a_neighbourhood_that_cannot_be(
    session: Session, change: dict[str, Any], field: str | None
) -> None:
    add(session, replace(CARMES, slug="taken"))
    with pytest.raises(Refusal) as caught:
        add(session, replace(CARMES, **change))
    assert caught.value.field == field
    session.expunge_all()
    assert session.scalar(select(func.count(Place.id))) == 1


def test_a_refused_change_changes_nothing(session: Session) -> None:
    added, _other = add(session), add(session, replace(CARMES, slug="taken", boundary=None))
    with pytest.raises(Invalid, match="place_slug_taken"):
        services.edit_place(
            session, added, replace(CARMES, name="New", slug="taken"), actor=SYSTEM, now=clock.now()
        )
    assert (added.name, added.slug) == ("Carmes", "carmes")


def test_residents_cannot_change_a_neighbourhood(session: Session) -> None:
    added = add(session)
    resident = a.actor_of(session, a.a_resident(session, added))
    with pytest.raises(NotAllowed):
        services.edit_place(session, added, CARMES, actor=resident, now=clock.now())
