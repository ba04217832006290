"""What a city and a neighbourhood may be called, look like and be set to."""

import re
import unicodedata
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from neighbourhood.colours import ENOUGH, contrast, is_colour
from neighbourhood.refusals import Invalid, NotNow

WHITE = "#ffffff"
LONGEST_SLUG = 60
LONGEST_TEXT = 20_000
MOST_PEOPLE = 100_000_000
#: Words that stand in addresses where a neighbourhood's slug could stand.
TAKEN_SLUGS = {"new"}


class DataLicence(StrEnum):
    """A licence under which a city may give its data away, by its SPDX name."""

    CC_BY = "CC-BY-4.0"
    CC_ZERO = "CC0-1.0"
    LICENCE_OUVERTE = "etalab-2.0"
    ODBL = "ODbL-1.0"

    @property
    def own_name(self) -> str:
        """Return the licence's own name, the same in every language."""
        return LICENCE_PAGES[self][0]

    @property
    def url(self) -> str:
        """Return the address of the licence's text."""
        return LICENCE_PAGES[self][1]


#: Licence -> its own name and the address of its text.
LICENCE_PAGES = {
    DataLicence.CC_BY: ("CC BY 4.0", "https://creativecommons.org/licenses/by/4.0/"),
    DataLicence.CC_ZERO: ("CC0 1.0", "https://creativecommons.org/publicdomain/zero/1.0/"),
    DataLicence.LICENCE_OUVERTE: (
        "Licence Ouverte 2.0",
        "https://www.etalab.gouv.fr/licence-ouverte-open-licence/",
    ),
    DataLicence.ODBL: ("ODbL 1.0", "https://opendatacommons.org/licenses/odbl/1-0/"),
}


@dataclass(frozen=True)
class CitySettings:
    """What the staff set of the city; the first language is the city's own."""

    name: str
    currency: str
    timezone: str
    languages: tuple[str, ...]
    programme: Mapping[str, str] = field(default_factory=dict)
    accent: str = "#0b5d5e"
    contact_email: str = ""
    contact_text: str = ""
    data_licence: str = DataLicence.CC_BY
    is_demo: bool = False


@dataclass(frozen=True)
class Strategy:
    """The participation strategy: its text and duty of equal treatment by language, the decision
    behind it, who is responsible.
    """

    strategy: Mapping[str, str] = field(default_factory=dict)
    equal_treatment: Mapping[str, str] = field(default_factory=dict)
    decision: str = ""
    decided_on: str = ""
    responsible: str = ""


@dataclass(frozen=True)
class NeighbourhoodFacts:
    """What the staff say of a neighbourhood; the boundary is GeoJSON, the source says where the
    figures come from.
    """

    name: str
    slug: str
    population: int | None = None
    boundary: Mapping[str, object] | None = None
    profile: Mapping[str, str] = field(default_factory=dict)
    source: str = ""
    is_invented: bool = False


def require_readable_accent(colour: str) -> None:
    """Raise Invalid unless white text on the colour, and the colour on white, reads well (7
    to 1).
    """
    if not is_colour(colour):
        raise Invalid("accent_no_colour", field="accent")
    if contrast(colour, WHITE) < ENOUGH:
        raise Invalid("accent_too_pale", field="accent", contrast=f"{contrast(colour, WHITE):.1f}")


def require_languages(chosen: Sequence[str], usable: Mapping[str, bool]) -> None:
    """Raise Invalid unless all are usable ({code: has words for the desk}), none comes twice and
    the desk speaks one of them.
    """
    if not chosen:
        raise Invalid("languages_none", field="languages")
    if len(set(chosen)) != len(chosen) or not set(chosen) <= set(usable):
        raise Invalid("languages_unknown", field="languages")
    if not any(usable[code] for code in chosen):
        raise Invalid("languages_without_desk", field="languages")


def require_one_of(value: str, known: Collection[str], *, field: str) -> None:
    """Raise Invalid unless the value is on the world's list, such as of currencies or time
    zones.
    """
    if value not in known:
        raise Invalid(f"{field}_unknown", field=field)


def require_unchanged(before: str, after: str, *, field: str, is_in_use: bool) -> None:
    """Raise NotNow for another currency or time zone once a round's fund or dates stand in it."""
    if is_in_use and before != after:
        raise NotNow(f"{field}_in_use", field=field)


def require_name(name: str, *, most: int) -> None:
    """Raise Invalid for an empty or overlong name."""
    if not name.strip() or len(name) > most:
        raise Invalid("place_name", field="name", most=most)


def require_email(address: str) -> None:
    """Raise Invalid unless the text is empty or looks like an address for mail."""
    if address and (
        not re.fullmatch(r"[^@\s<>\"]+@[^@\s<>\"]+\.[^@\s<>\"]+", address) or len(address) > 254
    ):
        raise Invalid("contact_email", field="contact_email")


def require_slug(slug: str) -> None:
    """Raise Invalid unless the text can stand in an address."""
    if (
        not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", slug)
        or len(slug) > LONGEST_SLUG
        or slug in TAKEN_SLUGS
    ):
        raise Invalid("place_slug", field="slug", most=LONGEST_SLUG)


def require_population(population: int | None) -> None:
    """Raise Invalid for a number of people that cannot be."""
    if population is not None and not 0 <= population <= MOST_PEOPLE:
        raise Invalid("place_population", field="population")


def require_day(text: str) -> None:
    """Raise Invalid unless the text is empty or a day such as 2026-10-31."""
    try:
        is_day = not text or date.fromisoformat(text).isoformat() == text
    except ValueError:
        is_day = False
    if not is_day:
        raise Invalid("strategy_day", field="decided_on")


def written(texts: Mapping[str, str]) -> dict[str, str]:
    """Return only the languages that have a text; raises Invalid for an overlong one."""
    if any(len(text) > LONGEST_TEXT for text in texts.values()):
        raise Invalid("place_text_too_long", most=LONGEST_TEXT)
    return {code: text.strip() for code, text in texts.items() if text.strip()}


def is_called(name: str, question: str) -> bool:
    """Say whether every word of the question stands in the name, whatever the case, accents and
    hyphens.
    """
    return all(word in _folded(name) for word in _folded(question).split())


def _folded(text: str) -> str:
    bare = "".join(
        sign
        for sign in unicodedata.normalize("NFKD", text.casefold())
        if not unicodedata.combining(sign)
    )
    return re.sub(r"[-\u2013\u2014'\u2019.,/]+", " ", bare)
