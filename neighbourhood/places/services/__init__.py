"""What is done to the city and its places; one file per subject."""

from neighbourhood.places.services.addresses import set_addresses
from neighbourhood.places.services.city import (
    existing_city,
    set_base_map,
    set_emblem,
    set_up_city,
    write_strategy,
)
from neighbourhood.places.services.holidays import set_holidays
from neighbourhood.places.services.levels import name_levels
from neighbourhood.places.services.places import (
    add_place,
    delete_place,
    edit_place,
    import_places,
)

__all__ = [
    "add_place",
    "delete_place",
    "edit_place",
    "existing_city",
    "import_places",
    "name_levels",
    "set_addresses",
    "set_base_map",
    "set_emblem",
    "set_holidays",
    "set_up_city",
    "write_strategy",
]
