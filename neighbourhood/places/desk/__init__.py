"""The desk of places: the city, its holidays and levels, its places one by one or from a file."""

from neighbourhood.places.desk import addresses, base_map, city, holidays, imports, levels, places
from neighbourhood.places.desk.blueprint import blueprint

__all__ = ["addresses", "base_map", "blueprint", "city", "holidays", "imports", "levels", "places"]
