"""The picture beside a link to the site: the sign of a neighbourhood in the city's colour.

It bears no words, for whoever shows it sets the page's title and the city's name beside it, in
letters of every script.
"""

from functools import lru_cache
from io import BytesIO

from neighbourhood.colours import mixed

WIDTH, HEIGHT = 1200, 630
#: Drawn larger and then made smaller, so that slanted edges come out smooth.
FINER = 2
SUN, PAPER = "#f2b134", "#fbf8f3"
#: The emblem's house on its own field of 32 by 32, as components/icons.html draws it.
HOUSE = ((16, 3), (2, 13), (2, 29), (30, 29), (30, 13))
SUN_AT, SUN_RADIUS = (16, 19), 5.5
FIELD = 13.5


@lru_cache(maxsize=8)
def picture_for(colour: str) -> bytes:
    """Return a PNG of 1200 by 630 dots with the emblem's house in a city's colour."""
    # Loaded here: few processes are ever asked for it.
    from PIL import Image, ImageDraw

    size = (WIDTH * FINER, HEIGHT * FINER)
    picture = Image.new("RGB", size, PAPER)
    draw = ImageDraw.Draw(picture)
    draw.rectangle((0, _at(0, 29)[1], *size), fill=mixed(colour, PAPER, 0.88))
    draw.polygon([_at(*corner) for corner in HOUSE], fill=colour)
    x, y = SUN_AT
    corners = (*_at(x - SUN_RADIUS, y - SUN_RADIUS), *_at(x + SUN_RADIUS, y + SUN_RADIUS))
    draw.ellipse(corners, fill=SUN, outline=PAPER, width=12 * FINER)
    content = BytesIO()
    small = picture.resize((WIDTH, HEIGHT), Image.Resampling.LANCZOS)
    small.quantize(64).save(content, "PNG", optimize=True)
    return content.getvalue()


def _at(x: float, y: float) -> tuple[float, float]:
    """Return where a point of the emblem's field lies on the larger drawing."""
    left, top = WIDTH / 2 - 16 * FIELD, HEIGHT / 2 - 16.5 * FIELD
    return (left + x * FIELD) * FINER, (top + y * FIELD) * FINER
