"""QR codes, drawn inside a page: what a telephone reads from paper or from another screen."""

from functools import lru_cache

import segno
from markupsafe import Markup

#: Fields of quiet around a code, as its standard wants; without them telephones do not find it.
QUIET = 4


def qr_code(text: str, title: str) -> Markup:
    """Return a code that says `text`, with a title for who cannot see it."""
    size, path = _drawing(text)
    return Markup(
        '<svg class="qr" viewBox="0 0 {size} {size}" role="img" focusable="false"><title>{title}'
        '</title><path class="qr-paper" d="M0 0h{size}v{size}H0z"/><path class="qr-ink" '
        'd="{path}"/></svg>'
    ).format(size=size, title=title, path=path)


@lru_cache(maxsize=500)
def _drawing(text: str) -> tuple[int, str]:
    """Return how many fields a code is wide with its quiet zone, and the path of the dark ones."""
    # A fifth of it may be dirty or torn.
    code = segno.make_qr(text, error="q", boost_error=False)
    rows = [bytes(row) for row in code.matrix]
    # Each run of dark fields is one stroke: far fewer bytes than a square for each field.
    strokes = [
        f"M{QUIET + start} {QUIET + y}h{length}v1h-{length}z"
        for y, row in enumerate(rows)
        for start, length in _runs(row)
    ]
    return len(rows) + 2 * QUIET, "".join(strokes)


def _runs(row: bytes) -> list[tuple[int, int]]:
    """Return where each run of dark fields begins in a row, and how long it is."""
    runs: list[tuple[int, int]] = []
    for x, is_dark in enumerate(row):
        if is_dark and runs and sum(runs[-1]) == x:
            runs[-1] = (runs[-1][0], runs[-1][1] + 1)
        elif is_dark:
            runs.append((x, 1))
    return runs
