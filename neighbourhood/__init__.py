"""Neighbourhood: a city gives money to its neighbourhoods and the people who live there decide."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from neighbourhood.app import create_app

__all__ = ["create_app"]


def __getattr__(name: str) -> object:
    """Load the application factory only when asked, so that the count stays usable without
    the web.
    """
    if name != "create_app":
        raise AttributeError(name)
    from neighbourhood.app import create_app

    return create_app
