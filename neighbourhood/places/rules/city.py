"""What the city may look like and be set to, and its participation strategy."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from neighbourhood.colours import ENOUGH, contrast, is_colour
from neighbourhood.refusals import Invalid, NotNow

WHITE = "#ffffff"


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


def require_email(address: str) -> None:
    """Raise Invalid unless the text is empty or looks like an address for mail."""
    if address and (
        not re.fullmatch(r"[^@\s<>\"]+@[^@\s<>\"]+\.[^@\s<>\"]+", address) or len(address) > 254
    ):
        raise Invalid("contact_email", field="contact_email")


def require_day(text: str) -> None:
    """Raise Invalid unless the text is empty or a day such as 2026-10-31."""
    try:
        is_day = not text or date.fromisoformat(text).isoformat() == text
    except ValueError:
        is_day = False
    if not is_day:
        raise Invalid("strategy_day", field="decided_on")
