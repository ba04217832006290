"""The list of all public pages for search engines, in files of a bounded size."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from neighbourhood.places.queries import all_places
from neighbourhood.projects.queries import public_numbers
from neighbourhood.results.queries import published_among
from neighbourhood.rounds.queries import all_rounds
from neighbourhood.web.sharing import alternates, public_address, public_addresses

#: In each language an address: far fewer than the 50,000 and the 50 MB that a file may hold.
PAGES_IN_A_FILE = 500
ALWAYS = (
    "pages.home",
    "neighbourhoods.list",
    "rounds.editions",
    "places.city",
    "pages.help",
    "pages.about",
    "pages.privacy",
    "pages.accessibility",
)
OF_A_ROUND = ("pages.round", "projects.list")


@dataclass(frozen=True)
class SitePage:
    """A public page: its endpoint and the parts of its address, the language aside."""

    endpoint: str
    values: Mapping[str, Any]


@dataclass(frozen=True)
class SitemapEntry:
    """A page in one language, with its addresses in all: (language tag or "x-default", address)."""

    address: str
    others: Sequence[tuple[str, str]]


def public_pages(session: Session) -> list[SitePage]:
    """Return every page that is to be found: neither drafts nor what is personal."""
    rounds = all_rounds(session)
    published = published_among(session, rounds)
    editions = dict.fromkeys(round_.edition.slug for round_ in rounds)
    pages = [SitePage(endpoint, {}) for endpoint in ALWAYS]
    pages += [SitePage("neighbourhoods.show", {"slug": one.slug}) for one in all_places(session)]
    pages += [SitePage("rounds.edition", {"slug": slug}) for slug in editions]
    for round_ in rounds:
        pages += [SitePage(endpoint, {"slug": round_.slug}) for endpoint in OF_A_ROUND]
        if round_.id in published:
            pages.append(SitePage("results.show", {"slug": round_.slug}))
    for slug, number in public_numbers(session):
        pages.append(SitePage("projects.show", {"slug": slug, "number": number}))
    return pages


def files_of(pages: Sequence[SitePage]) -> list[str]:
    """Return the addresses of the files that hold these pages."""
    number = (len(pages) + PAGES_IN_A_FILE - 1) // PAGES_IN_A_FILE
    return [public_address("pages.sitemap_file", file=one + 1) for one in range(number)]


def entries_of(pages: Sequence[SitePage], number: int) -> list[SitemapEntry]:
    """Return what stands in a file, the first being number 1; each page once in each language."""
    addresses, first = public_addresses(), (number - 1) * PAGES_IN_A_FILE
    entries: list[SitemapEntry] = []
    for page in pages[first : first + PAGES_IN_A_FILE]:
        others = alternates(addresses, page.endpoint, dict(page.values), {})
        entries += [SitemapEntry(address, others) for tag, address in others if tag != "x-default"]
    return entries
