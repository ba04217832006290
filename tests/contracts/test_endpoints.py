"""Every page that the code names exists: a mistyped name would fail only where its line is
shown.
"""

import re
from pathlib import Path

from flask import Flask

from tests.contracts.sources import ROOT, named, remedy

NAME = re.compile(r"""["']([a-z_]+)\.([a-z_]+)["']""")
#: What looks like a page's name and is a file's.
FILES = {"pb", "csv", "json", "html", "txt", "zip", "xlsx"}


def sources() -> list[Path]:
    """Return the code and templates, without tables, whose columns are named alike."""
    code = [
        path
        for path in (ROOT / "neighbourhood").rglob("*.py")
        if path.name != "models.py" and path.parent.name != "models"
    ]
    return [*code, *(ROOT / "templates").rglob("*.*")]


def test_every_page_that_is_named_exists(built_app: Flask) -> None:
    pages = {rule.endpoint for rule in built_app.url_map.iter_rules()}
    rooms = {page.partition(".")[0] for page in pages}
    named_pages = [
        (path, f"{room}.{page}")
        for path in sources()
        for room, page in NAME.findall(path.read_text(encoding="utf-8"))
        if room in rooms and page not in FILES
    ]
    missing = [f"{named(path)}: {page}" for path, page in named_pages if page not in pages]
    assert len(named_pages) > 300
    assert not missing, remedy("No page has this name; see tests/contracts/access.txt:", missing)
