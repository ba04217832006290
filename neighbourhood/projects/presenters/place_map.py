"""The map on which an author chooses the point of a project."""

from neighbourhood.geojson import Geometry
from neighbourhood.places.models import Place
from neighbourhood.places.rules.coordinates import PointOnEarth
from neighbourhood.web.city import city
from neighbourhood.web.map_frames import view_of
from neighbourhood.web.maps import MapShape, city_map, frame_around

#: Of the drawing, in its own units.
MAP_WIDTH = 600


def map_to_choose_on(
    place: Place, outline: Geometry, point: PointOnEarth | None, zoom: int
) -> dict[str, object]:
    """Return what the picture of the map shows: the area, the lines of the base map, and the point,
    `zoom` times larger than the whole.
    """
    frame = frame_around([outline], MAP_WIDTH)
    pin = frame.to_map((point.longitude, point.latitude)) if frame and point else None
    return {
        "map": city_map([MapShape(place.name, outline)], width=MAP_WIDTH, base=city().base_map),
        "view": view_of(frame, zoom, pin) if frame else None,
        "pin": pin,
    }
