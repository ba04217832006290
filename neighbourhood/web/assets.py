"""Styles and scripts, joined at start into one hashed file each; the city's colour as a stylesheet
of its own.
"""

import hashlib
import re
from pathlib import Path

from flask import Flask, abort, send_from_directory, url_for
from werkzeug.wrappers import Response

from neighbourhood.settings import ROOT
from neighbourhood.web import accent
from neighbourhood.web.shared_picture import picture_for

STATIC = ROOT / "static"
ORDER = ("tokens", "base", "layout", "components", "print")
#: What a style sheet can do without: comments and indents.
NEEDLESS = re.compile(rb"/\*.*?\*/|\n\s*", re.DOTALL)
#: The picture beside a link to the site, in the city's colour.
SHARED_PICTURE = re.compile(r"city-([0-9a-f]{6})\.png")
FOREVER = "public, max-age=31536000, immutable"


class Assets:
    """The joined files: {hashed name: (content, media type)}."""

    def __init__(self, folder: Path = STATIC) -> None:
        self.files: dict[str, tuple[bytes, str]] = {}
        self.names: dict[str, str] = {}
        self._add("app.css", _ordered(folder / "css", ".css"), "text/css")
        self._add("app.js", sorted((folder / "js").glob("*.js")), "text/javascript")

    def _add(self, name: str, sources: list[Path], media_type: str) -> None:
        content = b"\n".join(source.read_bytes() for source in sources)
        if name.endswith(".css"):
            content = NEEDLESS.sub(b"", content)
        stem, _, ending = name.partition(".")
        hashed = f"{stem}-{hashlib.sha256(content).hexdigest()[:12]}.{ending}"
        self.names[name] = hashed
        self.files[hashed] = (content, media_type)


def _ordered(folder: Path, ending: str) -> list[Path]:
    def place(path: Path) -> tuple[int, str]:
        return next((i for i, stem in enumerate(ORDER) if path.stem.startswith(stem)), 3), path.stem

    return sorted(folder.glob(f"*{ending}"), key=place)


def init_assets(app: Flask) -> None:
    """Join the files and serve them under /static/."""
    assets = Assets()

    @app.get("/static/<path:name>", endpoint="static")
    def static(name: str) -> Response:
        if name in assets.files:
            content, media_type = assets.files[name]
            return _lasting(Response(content, mimetype=media_type))
        if colour := SHARED_PICTURE.fullmatch(name):
            return _lasting(Response(picture_for(f"#{colour[1]}"), mimetype="image/png"))
        return _lasting(send_from_directory(STATIC / "img", name))

    @app.get("/static/accent-<digits>.css", endpoint="accent")
    def accent_colour(digits: str) -> Response:
        if not accent.is_colour(f"#{digits}"):
            abort(404)
        return _lasting(Response(accent.stylesheet(f"#{digits}"), mimetype="text/css"))

    app.add_template_global(
        lambda name: url_for("static", name=assets.names.get(name, name)), "asset_url"
    )


def _lasting(answer: Response) -> Response:
    answer.headers["Cache-Control"] = FOREVER
    return answer
