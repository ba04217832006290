"""The form of a place."""

from typing import Any

from neighbourhood.languages import _dl
from neighbourhood.places import rules
from neighbourhood.places.forms.city import long_text
from neighbourhood.web import BaseForm, languages
from neighbourhood.web.fields import AtMost, LongText, Optional, Required, Text, WholeNumber
from neighbourhood.web.texts import given_texts, in_each_language


class PlaceForm(BaseForm):
    """What the staff say of a neighbourhood."""

    shown_again = ("profile", "source", "boundary")
    name = Text(_dl("Name"), [Required(_dl("Give the name of the neighbourhood.")), AtMost(120)])
    slug = Text(_dl("Short name in addresses"), [Required(), AtMost(rules.LONGEST_SLUG)])
    population = WholeNumber(_dl("How many people live there"), [Optional()])
    source = Text(_dl("Where these figures and the boundary come from"), [Optional(), AtMost(300)])
    boundary = LongText(_dl("Boundary as GeoJSON"), [Optional(), AtMost(rules.LONGEST_BOUNDARY)])

    def facts(self, *, is_invented: bool = False) -> rules.PlaceFacts:
        """Return what was given; raises Invalid for a boundary that cannot be read."""
        return rules.PlaceFacts(
            name=self.name.data or "",
            slug=self.slug.data or "",
            population=self.population.data,
            boundary=rules.read_boundary(self.boundary.data or ""),
            profile=given_texts(self, "profile"),
            source=self.source.data or "",
            is_invented=is_invented,
        )


def place_form(**start: Any) -> PlaceForm:
    """Return the neighbourhood's form with its profile in each language of the city."""
    return in_each_language(PlaceForm, languages(), profile=long_text)(**start)
