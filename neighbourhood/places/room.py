"""What the places bring to the house."""

from neighbourhood.languages import _dl, _l
from neighbourhood.permissions import Action
from neighbourhood.places import desk, models, presenters, queries, views, words
from neighbourhood.refusals import NotNow
from neighbourhood.things import ThingKind
from neighbourhood.web.navigation import Link, Menu
from neighbourhood.web.room import Remedy, Room

PLACES = Room(
    name="places",
    tables=(models,),
    blueprints=(views.blueprint, desk.blueprint),
    thing_names={ThingKind.PLACE: queries.place_names},
    refusals=words.REFUSALS,
    remedies={
        "city_not_set_up": Remedy(_dl("Set up the city"), "places_desk.city", Action.SET_UP_CITY),
    },
    constraints={
        "uq_places_slug": (NotNow, "place_slug_taken"),
        # SQLite names the column and not the index.
        "uq_places_city": (NotNow, "place_city_exists"),
        "uq_places_level": (NotNow, "place_city_exists"),
        "fk_places_parent_id_parent_level": (NotNow, "place_in_use"),
    },
    acts={
        "add_neighbourhood": _dl("Place added"),
        "delete_neighbourhood": _dl("Place deleted"),
        "edit_neighbourhood": _dl("Place changed"),
        "name_levels": _dl("Levels of places named"),
        "set_addresses": _dl("Streets and postcodes of places set"),
        "set_base_map": _dl("River and streets of the maps set"),
        "set_emblem": _dl("Emblem of the city set"),
        "set_holidays": _dl("Public holidays set"),
        "set_up_city": _dl("City set up"),
        "write_strategy": _dl("Participation strategy written"),
    },
    things={
        ThingKind.CITY: _dl("The city"),
        ThingKind.PLACE: _dl("Place %(number)s"),
    },
    navigation=(
        Link(Menu.PUBLIC, 30, _l("How the city decides"), "places.city", Action.SEE_PUBLIC_PAGES),
        Link(Menu.DESK, 30, _dl("The city"), "places_desk.city", Action.SET_UP_CITY),
        Link(Menu.DESK, 35, _dl("Public holidays"), "places_desk.holidays", Action.SET_UP_CITY),
        Link(Menu.DESK, 40, _dl("Strategy"), "places_desk.strategy", Action.SET_UP_CITY),
        Link(
            Menu.DESK,
            50,
            words.LIST_NAME,
            "places_desk.neighbourhoods",
            Action.EDIT_PLACES,
        ),
    ),
    init=presenters.init_city,
)
