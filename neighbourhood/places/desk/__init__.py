"""The desk of places: the city's settings and strategy, its places."""

from neighbourhood.places.desk import city, places
from neighbourhood.places.desk.blueprint import blueprint

__all__ = ["blueprint", "city", "places"]
