"""The navigation of every page: the links of all rooms, shown to those who may go there."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from flask import Flask, current_app, get_flashed_messages, request, url_for

from neighbourhood.languages import Sentence
from neighbourhood.permissions import Action, decide
from neighbourhood.web.city import city, languages
from neighbourhood.web.request import actor, language

#: Pages under whose address all others lie; they are current only themselves.
FRONT_PAGES = {"pages.home", "pages_desk.home"}


class Menu(StrEnum):
    """The lists of links that stand on every page, the desk's on those of the desk."""

    PUBLIC = "public"
    ACCOUNT = "account"
    DESK = "desk"
    FOOTER = "footer"


@dataclass(frozen=True)
class Link:
    """A link of the navigation: in which menu and where in it (a smaller order comes first), its
    lazy label, its endpoint, and what one must be allowed to do to see it.
    """

    menu: Menu
    order: int
    label: Sentence
    endpoint: str
    action: Action
    is_for_strangers: bool = False


def init_navigation(app: Flask, menus: Mapping[Menu, Iterable[Link]]) -> None:
    """Give every page its navigation and the names the layouts use."""

    @app.context_processor
    def surroundings() -> dict[str, object]:
        return {
            "language": language(),
            "languages": languages(),
            "city": city(),
            "actor": actor(),
            "demo": city().is_demo,
            "nav": visible(menus[Menu.PUBLIC]),
            "account_nav": visible(menus[Menu.ACCOUNT]),
            "footer_nav": visible(menus[Menu.FOOTER]),
            "desk_nav": visible(menus[Menu.DESK])
            if (request.blueprint or "").endswith("_desk")
            else [],
            "home_url": url_for("pages.home"),
            "accent_url": accent_url(),
            "emblem_url": emblem_url(),
            "messages": get_flashed_messages(),
            "demo_url": _demo_url("demo.people"),
            "demo_mail_url": _demo_url("demo.mail"),
        }


def visible(links: Iterable[Link]) -> list[tuple[str, str, bool]]:
    """Return the links that the reader may follow, ready to be shown."""
    reader = actor()
    return [
        shown(link)
        for link in links
        if decide(reader, link.action).is_allowed
        and not (link.is_for_strangers and reader.is_signed_in)
    ]


def shown(link: Link) -> tuple[str, str, bool]:
    """Return label, address and whether the reader is there."""
    address = url_for(link.endpoint)
    return (
        str(link.label),
        address,
        request.path == address
        or (request.path.startswith(address) and link.endpoint not in FRONT_PAGES),
    )


def accent_url() -> str:
    """Return the address of the stylesheet of the city's colour."""
    return url_for("accent", digits=city().accent.lstrip("#"))


def emblem_url() -> str | None:
    """Return the address of the city's emblem, where it has one."""
    return url_for("places.emblem", digest=city().emblem_digest) if city().emblem_digest else None


def _demo_url(endpoint: str) -> str | None:
    """Return the address of a page that only a demo city has."""
    is_there = city().is_demo and endpoint in current_app.view_functions
    return url_for(endpoint) if is_there else None
