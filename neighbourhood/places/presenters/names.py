"""What a place is called for the reader."""

from neighbourhood.places.models import Place
from neighbourhood.web import language, languages
from neighbourhood.web.names import NameInScripts, name_for


def place_name(place: Place) -> NameInScripts:
    """Return the name in the reader's form, with the original beside it in another script."""
    return name_for(place.name, place.names, language().code, languages()[0].code)
