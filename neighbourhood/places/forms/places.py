"""The form of a place."""

from collections.abc import Iterable
from typing import Any

from wtforms import BooleanField

from neighbourhood.languages import Language, _d, _dl
from neighbourhood.places import rules
from neighbourhood.places.forms.choices import place_choices
from neighbourhood.places.forms.city import long_text
from neighbourhood.places.models import Place
from neighbourhood.places.rules.addresses import LONGEST_LIST, read_lines
from neighbourhood.places.rules.levels import Level
from neighbourhood.places.words import level_name
from neighbourhood.web import BaseForm, languages
from neighbourhood.web.fields import (
    AtMost,
    Code,
    LongText,
    OneOf,
    Optional,
    Required,
    Text,
    WholeNumber,
    number_chosen,
)
from neighbourhood.web.texts import given_texts, in_each_language


class PlaceForm(BaseForm):
    """What the staff say of a place."""

    shown_again = ("profile", "names", "source", "boundary", "addresses")
    name = Text(_dl("Name"), [Required(_dl("Give the name of the neighbourhood.")), AtMost(120)])
    slug = Code(_dl("Short name in addresses"), [Required(), AtMost(rules.LONGEST_SLUG)])
    level = OneOf(_dl("Level"), [Required()], coerce=number_chosen, default=Level.NEIGHBOURHOOD)
    parent_id = OneOf(_dl("The place above"), [Optional()], coerce=number_chosen)
    takes_in = BooleanField(_dl("Put every smaller place that stands under none under this one"))
    population = WholeNumber(_dl("How many people live there"), [Optional()])
    source = Text(_dl("Where these figures and the boundary come from"), [Optional(), AtMost(300)])
    boundary = LongText(_dl("Boundary as GeoJSON"), [Optional(), AtMost(rules.LONGEST_BOUNDARY)])

    addresses = LongText(_dl("Streets and postcodes"), [Optional(), AtMost(LONGEST_LIST)])
    is_swapped = BooleanField(
        _dl("Latitude stands first: read each pair of numbers the other way round")
    )
    is_meant = BooleanField(_dl("I have looked at the map; this boundary is as it shall be"))

    def facts(self, *, is_invented: bool = False) -> rules.PlaceFacts:
        """Return what was given; raises Invalid for a boundary that cannot be read."""
        return rules.PlaceFacts(
            name=self.name.data or "",
            slug=self.slug.data or "",
            level=Level(self.level.data),
            parent_id=self.parent_id.data or None,
            population=self.population.data,
            boundary=rules.read_boundary(
                self.boundary.data or "", is_swapped=bool(self.is_swapped.data)
            ),
            profile=given_texts(self, "profile"),
            source=self.source.data or "",
            is_invented=is_invented,
            is_meant=bool(self.is_meant.data),
            names=given_texts(self, "names"),
            addresses=read_lines(self.addresses.data),
        )

    def offer(self, levels: Iterable[Level], above: Iterable[Place]) -> "PlaceForm":
        """Fill the lists to choose from."""
        self.level.choices = [(int(level), level_name(level)) for level in levels]
        self.parent_id.choices = [(0, _d("No place above")), *place_choices(above)]
        return self


def place_form(**start: Any) -> PlaceForm:
    """Return the place's form with its profile and names in each language of the city."""
    form = in_each_language(PlaceForm, languages(), profile=long_text, names=_name_text)
    return form(**start)


def _name_text(spoken: Language) -> Text:
    return Text(spoken.own_name, [Optional(), AtMost(rules.LONGEST_NAME)])
