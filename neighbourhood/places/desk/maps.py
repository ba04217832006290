"""Maps at the desk: what a file holds, and where a place lies among the others."""

from collections.abc import Sequence

from flask import url_for

from neighbourhood.geojson import BaseMap
from neighbourhood.places.models import Place
from neighbourhood.places.presenters.place_files import Wish
from neighbourhood.places.rules.place_files import PlaceFile
from neighbourhood.places.rules.tree import without_places_above
from neighbourhood.web.city import city
from neighbourhood.web.maps import CityMap, MapShape, city_map


def map_of_file(file: PlaceFile, wishes: Sequence[Wish], places: Sequence[Place]) -> CityMap | None:
    """Return the map of the features that are kept among the places that are there; None where
    nothing can be drawn.
    """
    shapes = [
        MapShape(wish.name, feature.boundary)
        for feature, wish in zip(file.features, wishes, strict=True)
        if wish.is_kept and feature.boundary
    ]
    around = [place.boundary for place in places if place.boundary]
    return city_map(shapes, around=around, base=city().base_map) if shapes else None


def map_of_places(places: Sequence[Place], base: BaseMap | None) -> CityMap | None:
    """Return the map of the lowest places that are drawn over a base map, each leading to its page
    of the desk.
    """
    known = {place.id: place for place in places}
    drawn = [place for place in places if place.boundary]
    shapes = [
        MapShape(
            place.name,
            place.boundary,
            url_for("places_desk.neighbourhood", slug=place.slug),
        )
        for place in without_places_above(drawn, known)
        if place.boundary
    ]
    return city_map(shapes, base=base) if shapes else None


def map_around(place: Place, places: Sequence[Place]) -> CityMap | None:
    """Return the map of a place among the others of its level; None where it is not drawn."""
    if place.boundary is None:
        return None
    beside = [
        one.boundary
        for one in places
        if one.boundary and one.id != place.id and one.level == place.level
    ]
    own = MapShape(place.name, place.boundary, is_own=True)
    return city_map([own], around=beside, base=city().base_map)
