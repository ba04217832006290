"""How a public page is found and shared: its one address, the same page in other languages, the
picture beside a link to it.
"""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from urllib.parse import urlsplit

from babel.core import get_global
from flask import Flask, current_app, request
from werkzeug.routing import MapAdapter

from neighbourhood.languages import Language
from neighbourhood.web.city import city, languages
from neighbourhood.web.installation import the_settings
from neighbourhood.web.kept_pages import is_for_everybody
from neighbourhood.web.request import language

#: Everybody may read these, but nobody looks for them: ballots, receipts, sheets to print.
NOT_TO_BE_FOUND = {"results.check_receipt", "pages.sign", "neighbourhoods.sign"}
NOT_TO_BE_FOUND |= {"projects.poster"}
#: What makes a page of its own out of a part of the address; a search or a filter does not.
PAGE = "page"


@dataclass(frozen=True)
class Sharing:
    """What a page says of itself to search engines and to whoever shows a link to it."""

    address: str
    #: The same page in each language: (language tag or "x-default", address).
    others: tuple[tuple[str, str], ...]
    #: Language and country, as Open Graph writes it.
    locale: str
    picture: str


def init_sharing(app: Flask) -> None:
    """Let the layout ask how the page is shared."""
    app.jinja_env.globals["sharing"] = sharing


def sharing() -> Sharing | None:
    """Return how this page is shared, or nothing where no search engine has business."""
    if not _is_to_be_found():
        return None
    addresses = public_addresses()
    return Sharing(
        address=_address_in(addresses, language()),
        others=alternates(addresses, str(request.endpoint), request.view_args or {}, _query()),
        locale=locale_of(language().code),
        picture=public_address("static", name=f"city-{city().accent.lstrip('#')}.png"),
    )


def public_addresses() -> MapAdapter:
    """Return what builds the addresses under which the public reaches this site."""
    # Not from the request: its Host is written by whoever asks.
    url = urlsplit(the_settings().public_url)
    return current_app.url_map.bind(
        url.netloc, script_name=url.path or "/", url_scheme=url.scheme, default_method="GET"
    )


def public_address(endpoint: str, **values: Any) -> str:
    """Return the address under which the public reaches a page."""
    return public_addresses().build(endpoint, values, force_external=True)


def alternates(
    addresses: MapAdapter, endpoint: str, values: dict[str, Any], query: dict[str, str]
) -> tuple[tuple[str, str], ...]:
    """Return a page's address in each language, and the one for whoever reads none of them."""
    found = tuple(
        (
            other.tag,
            addresses.build(
                endpoint, values | query | {"language": other.code}, force_external=True
            ),
        )
        for other in languages()
    )
    # The first page chooses by the reader's browser; the others begin in the city's own language.
    is_first = endpoint == "pages.home"
    default = addresses.build("pages.root", force_external=True) if is_first else found[0][1]
    return (*found, ("x-default", default))


@lru_cache(maxsize=200)
def locale_of(code: str) -> str:
    """Return a language with the country that it most likely means, such as fr_FR."""
    parts = get_global("likely_subtags").get(code, code).split("_")
    return code if "_" in code or len(parts) < 2 else f"{parts[0]}_{parts[-1]}"


def _is_to_be_found() -> bool:
    rule = request.url_rule
    return (
        request.method == "GET"
        and rule is not None
        and "language" in rule.arguments
        and rule.endpoint not in NOT_TO_BE_FOUND
        and request.blueprint != "ballots"
        and is_for_everybody()
    )


def _address_in(addresses: MapAdapter, one: Language) -> str:
    values = (request.view_args or {}) | _query() | {"language": one.code}
    return addresses.build(str(request.endpoint), values, force_external=True)


def _query() -> dict[str, str]:
    number = request.args.get(PAGE, "")
    is_further = number.isascii() and number.isdigit() and number not in {"0", "1"}
    return {PAGE: number} if is_further else {}
