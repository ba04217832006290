"""The last day before an end; languages are chosen in the stated order."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from babel import Locale

from neighbourhood import clock
from neighbourhood.languages import Origin, ReadableText, by_author, by_city, formats
from neighbourhood.languages.choice import choose

PARIS = ZoneInfo("Europe/Paris")


def test_the_last_day_lies_before_an_exclusive_end() -> None:
    assert (
        clock.last_day(datetime(2026, 10, 31, 23, 0, tzinfo=UTC), PARIS).isoformat() == "2026-10-31"
    )


@pytest.mark.parametrize(
    ("code", "day", "has_year", "told"),
    [
        ("en", 7, False, "Monday, December 7"),
        ("fr", 7, True, "lundi 7 décembre 2026"),
        ("fr", 1, False, "mardi 1er décembre"),
        ("fr", 1, True, "mardi 1er décembre 2026"),
        ("fr", 11, False, "vendredi 11 décembre"),
        ("ar", 7, False, "الاثنين، 7 ديسمبر"),
        ("fa", 7, False, "دوشنبه 7 دسامبر"),
        ("tr", 7, False, "7 Aralık Pazartesi"),
        ("uk", 7, False, "понеділок, 7 грудня"),
        ("nl", 7, False, "maandag 7 december"),
    ],
)
def test_a_day_is_written_as_its_language_does(
    code: str, day: int, has_year: bool, told: str
) -> None:
    locale = Locale.parse(code)
    assert formats.day(date(2026, 12, day), locale, has_year=has_year) == told


@pytest.mark.parametrize(
    ("wished", "accepted", "chosen"),
    [
        (["ar", "fr"], ["nl"], "ar"),
        ([None, "fr"], ["nl"], "fr"),
        ([None, None], ["nl-BE", "fr"], "nl"),
        ([None, None], ["de", "UK_ua"], "uk"),
        ([None, None], ["de"], "en"),
        (["xx", None], [], "en"),
    ],
)
def test_languages_are_chosen_in_order(
    wished: list[str | None], accepted: list[str], chosen: str
) -> None:
    assert choose(["en", "fr", "nl", "ar", "uk"], wished=wished, accepted=accepted) == chosen


def test_a_text_is_picked_in_the_first_language_that_has_it() -> None:
    texts = {"fr": "Bonjour", "ar": "", "nl": "Dag"}
    assert by_city(texts, "ar", "nl") == ReadableText("Dag", "nl", Origin.CITY)
    assert by_city(texts, "en") == ReadableText("Bonjour", "fr", Origin.CITY)
    assert not by_city({}, "fr") and not by_city(None, "fr")


def test_a_text_tells_html_its_language() -> None:
    assert by_author("Olá", "pt_BR").tag == "pt-BR"


def test_the_clock_takes_aware_instants_only() -> None:
    with pytest.raises(ValueError, match="aware"), clock.at(datetime(2026, 1, 1)):
        pass
