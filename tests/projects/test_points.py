"""A point of a project lies in its round's area, or at most a street's width beyond it."""

import pytest

from neighbourhood import clock
from neighbourhood.places.models import Place
from neighbourhood.places.queries import outline_of
from neighbourhood.places.rules.levels import Level
from neighbourhood.places.rules.outlines import metres_outside, outline_around
from neighbourhood.projects import services
from neighbourhood.refusals import Invalid
from tests import builders as b
from tests.projects.writing import a_text

#: Ten kilometres and more in each direction, with a lake in its middle.
RING = [[1.0, 43.0], [1.2, 43.0], [1.2, 43.2], [1.0, 43.2], [1.0, 43.0]]
LAKE = [[1.08, 43.08], [1.12, 43.08], [1.12, 43.12], [1.08, 43.12], [1.08, 43.08]]
WITH_LAKE = {"type": "Polygon", "coordinates": [RING, LAKE]}
FAR = [[2.0, 43.0], [2.1, 43.0], [2.1, 43.1], [2.0, 43.1], [2.0, 43.0]]
TWO = {"type": "MultiPolygon", "coordinates": [[RING, LAKE], [FAR]]}
#: Of latitude; a degree of longitude at 43° is 0.7314 of one.
METRES_OF_A_DEGREE = 111_320


@pytest.mark.parametrize(
    ("boundary", "latitude", "longitude", "metres"),
    [
        (WITH_LAKE, 43.05, 1.05, 0),
        (WITH_LAKE, 43.0, 1.1, 0),
        # A thousandth of a degree south of the southern edge.
        (WITH_LAKE, 42.999, 1.1, 111),
        # A thousandth east of the eastern edge, at 43.1 degrees: 111.3 x 0.7302.
        (WITH_LAKE, 43.1, 1.201, 81),
        # In the middle of the lake: 0.02 degrees of longitude from its shore.
        (WITH_LAKE, 43.1, 1.1, 1626),
        (TWO, 43.05, 2.05, 0),
        (TWO, 43.05, 1.05, 0),
        (TWO, 43.1, 1.1, 1626),
    ],
)
def test_a_point_lies_so_many_metres_outside(boundary, latitude, longitude, metres):
    found = metres_outside(boundary, latitude=latitude, longitude=longitude)
    assert found == pytest.approx(metres, abs=2)


def test_several_areas_have_one_outline():
    assert outline_around([]) is None
    outline = outline_around([WITH_LAKE, {"type": "Polygon", "coordinates": [FAR]}])
    assert metres_outside(outline, latitude=43.05, longitude=2.05) == 0
    assert metres_outside(outline, latitude=43.1, longitude=1.1) > 1000


@pytest.fixture
def round_(session):
    round_ = b.a_round(session, "propose", fund=1_000_000)
    round_.place.boundary = WITH_LAKE
    session.flush()
    return round_


def write(session, round_, latitude, longitude):
    author = b.a_resident(session, round_.place)
    return services.write_draft(
        session,
        round_,
        a_text(latitude=latitude, longitude=longitude),
        actor=b.actor_of(session, author),
        now=clock.now(),
    )


def test_across_the_street_is_near_enough(session, round_):
    assert write(session, round_, 42.9992, 1.1).latitude == 42.9992


@pytest.mark.parametrize(
    ("latitude", "longitude", "code", "values"),
    [
        (42.99, 1.1, "point_outside", {"metres": 1114, "most": 100}),
        (43.1, 1.1, "point_outside", {"metres": 1626, "most": 100}),
        # The two numbers swapped.
        (1.1, 43.1, "point_far_off", None),
    ],
)
def test_a_point_beyond_is_refused_with_how_far_it_is(
    session, round_, latitude, longitude, code, values
):
    with pytest.raises(Invalid) as refused:
        write(session, round_, latitude, longitude)
    assert (refused.value.code, refused.value.field) == (code, "latitude")
    if values:
        assert refused.value.values["most"] == values["most"]
        assert abs(refused.value.values["metres"] - values["metres"]) <= 3


def test_a_list_of_the_whole_city_takes_the_outline_of_its_places(session, round_):
    city = Place(slug="whole", name="City", level=Level.CITY, profile={}, changed_at=clock.now())
    session.add(city)
    session.flush()
    assert outline_of(session, city) is None
    round_.place.parent_id, round_.place.parent_level = city.id, Level.CITY
    session.flush()
    outline = outline_of(session, city)
    assert metres_outside(outline, latitude=43.05, longitude=1.05) == 0
    assert metres_outside(outline, latitude=43.1, longitude=1.1) > 1000
