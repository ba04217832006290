"""QR codes as drawings."""

import re

from neighbourhood.web.qr import qr_code


def dark_fields(drawn: str) -> set[tuple[int, int]]:
    """Return the dark fields of a drawn code."""
    strokes = re.findall(r"M(\d+) (\d+)h(\d+)v1h-\d+z", drawn)
    return {(int(x) + i, int(y)) for x, y, length in strokes for i in range(int(length))}


def test_a_code_has_its_three_corners_in_a_quiet_zone() -> None:
    drawn = qr_code("https://ville.example/fr/rounds/agir-2026/", "Adresse <du> tour")
    size = int(re.search(r'viewBox="0 0 (\d+) ', drawn)[1])  # type: ignore[index]
    dark = dark_fields(drawn)
    assert min(x for x, _y in dark) == min(y for _x, y in dark) == 4
    assert max(x for x, _y in dark) == max(y for _x, y in dark) == size - 5
    # A corner: a ring of seven by seven, a light ring in it, and three by three dark fields.
    for left, top in ((4, 4), (size - 11, 4), (4, size - 11)):
        ring = {(x, y) for x in range(7) for y in range(7) if {x, y} & {0, 6}}
        heart = {(x, y) for x in range(2, 5) for y in range(2, 5)}
        found = {(x, y) for x in range(7) for y in range(7) if (left + x, top + y) in dark}
        assert found == ring | heart
    assert "<title>Adresse &lt;du&gt; tour</title>" in drawn


def test_the_same_text_gives_the_same_code_and_another_text_another() -> None:
    assert qr_code("a", "") == qr_code("a", "") != qr_code("b", "")
