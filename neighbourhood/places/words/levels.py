"""What the levels of the tree of places are called: by the city, or else by us."""

from dataclasses import dataclass

from flask_babel.speaklater import LazyString

from neighbourhood.languages import Sentence, _l
from neighbourhood.places.rules.levels import Level
from neighbourhood.web.city import city
from neighbourhood.web.request import language


@dataclass(frozen=True)
class LevelWords:
    """Our own words for a level: one place of it, and many."""

    one: Sentence
    many: Sentence


LEVELS = {
    # Translators: one place of a level of the city, as a heading or label; here the whole city.
    Level.CITY: LevelWords(_l("City"), _l("Cities")),
    # Translators: a part of a city that is larger than a neighbourhood, as a heading or label.
    Level.DISTRICT: LevelWords(_l("District"), _l("Districts")),
    Level.NEIGHBOURHOOD: LevelWords(_l("Neighbourhood"), _l("Neighbourhoods")),
    # Translators: a street as a part of a neighbourhood, as a heading or label.
    Level.STREET: LevelWords(_l("Street"), _l("Streets")),
}


def level_name(level: Level) -> str:
    """Return what one place of a level is called, such as "District", in the reader's language."""
    own = city().level_names.get((level, language().code))
    return own.one if own else str(LEVELS[level].one)


def level_names_many(level: Level) -> str:
    """Return what places of a level are called, such as "Districts", in the reader's language."""
    own = city().level_names.get((level, language().code))
    return own.many if own else str(LEVELS[level].many)


def list_name() -> str:
    """Return what the list of all places is called: after the neighbourhoods, or after a higher
    level where the city has none.
    """
    return level_names_many(Level(min(city().lowest_level, Level.NEIGHBOURHOOD)))


#: The same for a menu, which is put together before anybody reads it.
LIST_NAME: Sentence = LazyString(list_name)
