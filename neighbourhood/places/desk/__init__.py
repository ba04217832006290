"""The desk of places: the city's settings and strategy, holidays, levels, places."""

from neighbourhood.places.desk import city, holidays, levels, places
from neighbourhood.places.desk.blueprint import blueprint

__all__ = ["blueprint", "city", "holidays", "levels", "places"]
