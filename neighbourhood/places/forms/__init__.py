"""Forms of the city and its places."""

from neighbourhood.places.forms.choices import place_choices
from neighbourhood.places.forms.city import (
    CityForm,
    EmblemForm,
    RemovalForm,
    StrategyForm,
    city_form,
    strategy_form,
)
from neighbourhood.places.forms.holidays import HolidaysForm
from neighbourhood.places.forms.places import PlaceForm, place_form

__all__ = [
    "CityForm",
    "EmblemForm",
    "HolidaysForm",
    "PlaceForm",
    "RemovalForm",
    "StrategyForm",
    "city_form",
    "place_choices",
    "place_form",
    "strategy_form",
]
