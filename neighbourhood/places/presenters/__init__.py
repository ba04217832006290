"""What pages show of the city and its places."""

from neighbourhood.places.presenters.city import init_city
from neighbourhood.places.presenters.levels import LevelGroup, by_level
from neighbourhood.places.presenters.names import place_name
from neighbourhood.places.presenters.paths import place_path

__all__ = ["LevelGroup", "by_level", "init_city", "place_name", "place_path"]
