"""The step of the place: a name of the list, and a point put on the map without any script."""

import pytest

from neighbourhood import clock
from neighbourhood.places.models import Place, PlaceAddress
from neighbourhood.places.rules.levels import Level
from neighbourhood.projects import services
from neighbourhood.web.map_frames import frame_of, view_of
from tests import builders as b
from tests.projects.writing import a_text

#: At the equator, so that a degree is as long in both directions: 300 dots for 0.1 degrees.
SQUARE = [[0.0, 0.0], [0.1, 0.0], [0.1, 0.1], [0.0, 0.1], [0.0, 0.0]]


@pytest.fixture
def project(session):
    round_ = b.a_round(session, "propose", fund=1_000_000)
    round_.place.boundary = {"type": "Polygon", "coordinates": [SQUARE]}
    author = b.a_resident(session, round_.place)
    return services.write_draft(
        session,
        round_,
        a_text(place=""),
        actor=b.actor_of(session, author),
        now=clock.now(),
    )


def step(visitor, project, typed=None, status=200):
    where = {"slug": project.round.slug, "number": project.number}
    visitor.sign_in(project.author)
    if typed is None:
        return visitor.get("projects.edit_place", **where)
    return visitor.fill("projects.edit_place", typed, **where, status=status)


def point_of(page):
    return tuple(float(number) for number in page.fields()["point"].split(","))


def test_a_click_on_the_map_is_a_point(visitor, project):
    page = step(visitor, project, {"map.x": "75", "map.y": "30"})
    # A quarter from the west, a tenth from the north; the margin takes a little of each.
    assert point_of(page) == pytest.approx((0.0904, 0.0247), abs=0.0005)
    assert project.latitude is None, "nothing is kept before it is sent"
    step(visitor, project, {"point": page.fields()["point"]}, status=303)
    assert project.latitude == pytest.approx(0.0904, abs=0.0005)


def test_pressed_by_keyboard_the_map_puts_the_point_in_its_middle(visitor, project):
    page = step(visitor, project, {"map.x": "0", "map.y": "0"})
    assert point_of(page) == pytest.approx((0.05, 0.05), abs=0.0005)
    moved = step(visitor, project, {"point": page.fields()["point"], "move": "north"})
    assert point_of(moved) == pytest.approx((0.05507, 0.05), abs=0.0005)
    moved = step(visitor, project, {"point": page.fields()["point"], "move": "west"})
    assert point_of(moved) == pytest.approx((0.05, 0.04493), abs=0.0005)


def test_closer_to_the_point_a_click_means_less(visitor, project):
    start = {"point": "0.05, 0.05", "map_point": "0.05,0.05"}
    page = step(visitor, project, start | {"move": "closer"})
    assert 'name="map_zoom" value="2"' in page.html
    near = start | {"map_zoom": "2", "map.x": "300", "map.y": "150"}
    assert point_of(step(visitor, project, near)) == pytest.approx((0.05, 0.0754), abs=0.0005)
    wild = start | {"map_zoom": "999999", "move": "closer"}
    assert 'name="map_zoom" value="16"' in step(visitor, project, wild).html


def test_a_point_outside_is_refused_and_the_words_stay(visitor, project):
    typed = {"place": "By the river", "point": "0.2, 0.2"}
    page = step(visitor, project, typed, status=422)
    assert "kilometres away" in page.errors()[0]
    assert page.fields()["place"] == "By the river"


def test_the_streets_of_the_list_are_offered_and_found(visitor, session, project):
    place = project.round.place
    for label, folded in (("Rue des Écoles", "rue des ecoles"), ("Allée Verte", "allee verte")):
        session.add(PlaceAddress(place_id=place.id, label=label, search_text=folded))
    below = Place(
        slug="mill",
        name="The mill street",
        level=Level.STREET,
        parent_id=place.id,
        parent_level=place.level,
        profile={},
        changed_at=clock.now(),
    )
    session.add(below)
    session.flush()
    html = step(visitor, project).html
    assert all(f'<option value="{one}">' in html for one in ("The mill street", "Allée Verte"))
    page = step(visitor, project, {"place": "ecoles", "find_place": "1"})
    assert 'value="Rue des Écoles"' in page.html and "Allée" not in page.html
    page = step(visitor, project, {"place": "ecoles", "take_place": "Rue des Écoles"})
    assert page.fields()["place"] == "Rue des Écoles"
    page = step(visitor, project, {"place": "moon", "find_place": "1"})
    assert "You can keep your own words." in page.text


def test_the_map_is_a_picture_with_the_point(visitor, project):
    slug = project.round.slug
    assert "<circle" not in visitor.get("projects.area", slug=slug).html
    page = visitor.get("projects.area", slug=slug, at="0.05,0.05", zoom=4)
    assert page.response.mimetype == "image/svg+xml" and "<circle" in page.html
    assert "<circle" not in visitor.get("projects.area", slug=slug, at="nowhere", zoom="x").html


def test_where_no_boundary_is_known_there_is_no_map(visitor, session, project):
    project.round.place.boundary = None
    session.flush()
    assert 'type="image"' not in step(visitor, project).html


def test_a_frame_leads_there_and_back():
    frame = frame_of([(1.0, 43.0), (1.2, 43.2)], 600)
    assert frame.to_earth(frame.to_map((1.1, 43.05))) == pytest.approx((1.1, 43.05))
    assert frame.to_map((1.0, 43.2)) == (4, 4)
    assert frame_of([], 600) is None


def test_a_view_never_leaves_the_map():
    frame = frame_of([(0.0, 0.0), (0.1, 0.1)], 600)
    view = view_of(frame, 2, (0, 600))
    assert (view.x, view.y, view.width) == (0, 300, 300)
    assert view_of(frame, 1, (0, 600)).at((0.5, 0.5)) == (300, 300)
