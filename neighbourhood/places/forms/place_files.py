"""The forms of an import of places: the file, and then what is to be made of it."""

from collections.abc import Iterable
from typing import Any

from flask_wtf.file import FileField
from wtforms import BooleanField, Field, HiddenField

from neighbourhood.languages import _d, _dl
from neighbourhood.places.forms.choices import place_choices
from neighbourhood.places.models import Place
from neighbourhood.places.rules.file_columns import column_of_names, column_of_people
from neighbourhood.places.rules.levels import Level
from neighbourhood.places.rules.place_files import LONGEST_FILE, PlaceFile, as_text
from neighbourhood.places.rules.places import LONGEST_NAME
from neighbourhood.places.words import level_name
from neighbourhood.refusals import Invalid
from neighbourhood.web import BaseForm
from neighbourhood.web.fields import (
    AtMost,
    LongText,
    OneOf,
    Optional,
    Text,
    WholeNumber,
    number_chosen,
)
from neighbourhood.web.forms import with_fields

#: More can only be sent as a file.
LONGEST_PASTE = 1_000_000


class PlaceFileForm(BaseForm):
    """A GeoJSON file, chosen or pasted."""

    shown_again = ("collection",)
    file = FileField(_dl("A GeoJSON file"))
    collection = LongText(_dl("Or its text"), [Optional(), AtMost(LONGEST_PASTE)])

    def text(self) -> str:
        """Return the text of the file or, without one, what was pasted; raises Invalid without
        either.
        """
        content = self.file.data.read(LONGEST_FILE + 1) if self.file.data else b""
        if not content and not self.collection.data:
            raise Invalid("file_missing", field="collection")
        try:
            return content.decode("utf-8-sig") if content else self.collection.data
        except UnicodeDecodeError as error:
            raise Invalid("boundary_not_json", field="file") from error


class BaseMapForm(BaseForm):
    """Lines that were read and shown, to be kept."""

    collection = HiddenField()
    source = Text(_dl("Where these lines come from"), [Optional(), AtMost(300)])


class ImportForm(BaseForm):
    """What is to be made of a file of places; each feature has fields of its own, numbered."""

    collection = HiddenField()
    #: By which properties the names and numbers were filled in, so that a new choice fills anew.
    named_by = HiddenField()
    counted_by = HiddenField()
    name_property = OneOf(_dl("Which of the file's columns holds the name"), [Optional()])
    people_property = OneOf(_dl("Which one holds the number of people"), [Optional()])
    level = OneOf(_dl("Level of these places"), coerce=number_chosen, default=Level.NEIGHBOURHOOD)
    parent_id = OneOf(_dl("The place above"), [Optional()], coerce=number_chosen)
    source = Text(_dl("Where these figures and boundaries come from"), [Optional(), AtMost(300)])
    is_meant = BooleanField(
        _dl("I have looked at the map; these places are drawn as they shall be")
    )

    def of(self, name: str, number: int) -> Field:
        """Return the field of a feature."""
        return self[f"{name}_{number}"]

    def offer(self, file: PlaceFile, places: Iterable[Place]) -> "ImportForm":
        """Fill the lists to choose from."""
        names = file.property_names
        self.name_property.choices = [("", _d("None of them")), *((one, one) for one in names)]
        self.people_property.choices = self.name_property.choices
        self.level.choices = [(int(level), level_name(level)) for level in Level]
        above = [place for place in places if place.level < Level.STREET]
        self.parent_id.choices = [(0, _d("No place above")), *place_choices(above)]
        return self

    def fill_anew(self, file: PlaceFile) -> None:
        """Take names and numbers from the columns now chosen, where others were chosen before."""
        if self.name_property.data != self.named_by.data:
            for number, feature in enumerate(file.features):
                named = feature.properties.get(self.name_property.data, "")
                self.of("name", number).data = named[:LONGEST_NAME]
                self.of("name", number).raw_data = None
            self.named_by.data = self.name_property.data
        if self.people_property.data != self.counted_by.data:
            for number, feature in enumerate(file.features):
                counted = feature.properties.get(self.people_property.data, "")
                field = self.of("people", number)
                field.data = int(counted) if counted.isdecimal() and len(counted) < 10 else None
                field.raw_data = None
            self.counted_by.data = self.people_property.data


def import_form(file: PlaceFile, places: Iterable[Place], **start: Any) -> ImportForm:
    """Return the form for the places of a file, filled by what was sent or else by `start`."""
    fields: dict[str, Any] = {}
    for number in range(len(file.features)):
        fields[f"keep_{number}"] = BooleanField(_d("Add this place"))
        fields[f"name_{number}"] = Text(_d("Name"), [Optional(), AtMost(LONGEST_NAME)])
        fields[f"people_{number}"] = WholeNumber(_d("People"), [Optional()])
    form: ImportForm = with_fields(ImportForm, fields)(**start)
    return form.offer(file, places)


def starting_import(file: PlaceFile, city: Place | None) -> dict[str, Any]:
    """Return what the form begins with: the likeliest columns, the whole city above."""
    keeps = {
        f"keep_{number}": feature.problem is None for number, feature in enumerate(file.features)
    }
    return keeps | {
        "collection": as_text(file),
        "name_property": column_of_names(file),
        "people_property": column_of_people(file),
        "level": int(Level.NEIGHBOURHOOD),
        "parent_id": city.id if city else 0,
    }
