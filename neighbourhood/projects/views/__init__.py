"""The public pages of projects, and those of their authors."""

from neighbourhood.projects.views import (
    authors,
    carrying,
    ending,
    finding,
    handing_in,
    merging,
    numbers,
    poster,
    prices,
    reading,
    slip,
    steps,
)
from neighbourhood.projects.views.blueprint import blueprint
from neighbourhood.projects.views.files import files

__all__ = [
    "authors",
    "blueprint",
    "carrying",
    "ending",
    "files",
    "finding",
    "handing_in",
    "merging",
    "numbers",
    "poster",
    "prices",
    "reading",
    "slip",
    "steps",
]
