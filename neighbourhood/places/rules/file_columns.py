"""Which columns of a file of places most likely hold their names and how many people live there."""

import re
from collections.abc import Iterable

from neighbourhood.places.rules.place_files import PlaceFile

#: How columns are called in files of several countries, in the order of preference.
NAME_WORDS = ("name", "nom", "naam", "ad", "isim", "nazva", "label", "libelle", "bezeichnung")
PEOPLE_WORDS = ("population", "pop", "inwoners", "inhabitants", "habitants", "nufus", "residents")


def column_of_names(file: PlaceFile) -> str:
    """Return the column that most likely holds the names, "" where none looks so."""
    return _likeliest(file, NAME_WORDS) or _first_text(file)


def column_of_people(file: PlaceFile) -> str:
    """Return the column that most likely holds how many people live there, "" where none does."""
    return _likeliest(file, PEOPLE_WORDS)


def _likeliest(file: PlaceFile, words: Iterable[str]) -> str:
    names = file.property_names
    for word in words:
        # "ad" is a name in Turkish, but "admin_level" is none: a column is cut into its words.
        fitting = (name for name in names if word in re.split(r"[^a-z]+", name.casefold()))
        if found := next(fitting, None):
            return found
    return ""


def _first_text(file: PlaceFile) -> str:
    """Return the first column whose values differ and are no numbers."""
    for name in file.property_names:
        values = [feature.properties.get(name, "") for feature in file.features]
        if len(set(values)) == len(values) and not any(value.isdecimal() for value in values):
            return name
    return ""
