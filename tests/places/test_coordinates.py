"""A point as people copy it from maps; the right value by hand."""

import pytest

from neighbourhood.places.rules.coordinates import PointOnEarth, read_point
from neighbourhood.refusals import Invalid

HERE = PointOnEarth(43.5769, 1.4023)


@pytest.mark.parametrize(
    "text",
    [
        "43.5769, 1.4023",
        "43.5769,1.4023",
        "43.5769 1.4023",
        "(43.5769; 1.4023)",
        "43,5769 1,4023",
        "43,5769, 1,4023",
        "43.5769°, 1.4023°",
        "43.5769° N, 1.4023° E",
        "N 43.5769 E 1.4023",
        "1.4023° E, 43.5769° N",
        "\u200e43.5769,\u00a01.4023\u200f",
        "٤٣٫٥٧٦٩، ١٫٤٠٢٣",
        "43°34'36.84\"N 1°24'8.28\"E",
        "43° 34′ 36,84″ N, 1° 24′ 8,28″ E",
        "43°34'36.84''N1°24'8.28''E",
        "43° 34.614' N 1° 24.138' E",
        "geo:43.5769,1.4023",
        "geo:43.5769,1.4023,150;u=35",
        "geo:43.5769,1.4023?z=17",
        "https://www.google.com/maps/@43.5769,1.4023,17z",
        "https://www.google.com/maps/place/X/@43.6,1.5,17z/data=!3m1!4b1!8m2!3d43.5769!4d1.4023",
        "https://maps.google.com/?q=43.5769,1.4023",
        "https://www.google.com/maps/search/?api=1&query=43.5769%2C1.4023",
        "https://www.openstreetmap.org/?mlat=43.5769&mlon=1.4023#map=17/43.6/1.5",
        "https://www.openstreetmap.org/#map=17/43.5769/1.4023",
        "https://maps.apple.com/?ll=43.5769,1.4023&q=Home",
        "https://maps.apple.com/place?coordinate=43.5769,1.4023",
        "https://www.bing.com/maps?cp=43.5769~1.4023&lvl=17",
    ],
)
def test_all_of_these_are_one_point(text: str) -> None:
    assert read_point(text) == HERE


@pytest.mark.parametrize(
    ("text", "language", "point"),
    [
        ("48.39° N, 4.49° O", "fr", PointOnEarth(48.39, -4.49)),
        ("52.37° N, 4.9° O", "nl", PointOnEarth(52.37, 4.9)),
        ("12.05 S 77.05 W", "en", PointOnEarth(-12.05, -77.05)),
        ("−12.05, −77.05", "en", PointOnEarth(-12.05, -77.05)),
        ("  ", "en", None),
    ],
)
def test_west_and_south_are_below_zero(text: str, language: str, point: PointOnEarth) -> None:
    assert read_point(text, language=language) == point


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("north of the church", "point_unread"),
        ("43.5769", "point_unread"),
        ("4357", "point_unread"),
        ("43°75'N 1°24'E", "point_unread"),
        ("43 N 1 N", "point_unread"),
        ("143.5, 1.4", "point_nowhere"),
        ("https://maps.app.goo.gl/abcDEF123", "point_link_without"),
        ("https://[", "point_link_without"),
    ],
)
def test_what_is_no_point_is_refused_with_what_helps(text: str, code: str) -> None:
    with pytest.raises(Invalid) as refusal:
        read_point(text)
    assert (refusal.value.code, refusal.value.field) == (code, "point")
