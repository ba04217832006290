"""The form of the city's own names for the levels of its places."""

from dataclasses import dataclass
from typing import Any

from wtforms import Field

from neighbourhood.languages import _d
from neighbourhood.places import rules
from neighbourhood.places.models import City
from neighbourhood.places.rules.levels import Level
from neighbourhood.places.words.levels import LEVELS
from neighbourhood.web import BaseForm, languages
from neighbourhood.web.fields import AtMost, Optional, Text
from neighbourhood.web.forms import with_fields


@dataclass(frozen=True)
class LanguageFields:
    """The two fields of a level in one language, with the language's own name."""

    language: str
    one: Field
    many: Field


@dataclass(frozen=True)
class LevelFields:
    """The fields of a level, with our own word for it."""

    name: str
    languages: list[LanguageFields]


class LevelNamesForm(BaseForm):
    """What one place of a level is called, and many: fields `one_2_fr` and `many_2_fr`."""

    def groups(self) -> list[LevelFields]:
        """Return the fields level by level."""
        return [
            LevelFields(
                str(words.one),
                [
                    LanguageFields(
                        known.own_name,
                        self[f"one_{level:d}_{known.code}"],
                        self[f"many_{level:d}_{known.code}"],
                    )
                    for known in languages()
                ],
            )
            for level, words in LEVELS.items()
        ]

    def names(self) -> rules.LevelNames:
        """Return what was given."""
        return {
            level: {known.code: self._pair(level, known.code) for known in languages()}
            for level in Level
        }

    def _pair(self, level: Level, code: str) -> tuple[str, str]:
        return self[f"one_{level:d}_{code}"].data or "", self[f"many_{level:d}_{code}"].data or ""


def level_names_form(city: City) -> LevelNamesForm:
    """Return the form with two fields for each level and language of the city."""
    fields: dict[str, Any] = {}
    start: dict[str, str] = {}
    for level in Level:
        for known in languages():
            one, many = f"one_{level:d}_{known.code}", f"many_{level:d}_{known.code}"
            fields[one], fields[many] = _name(_d("One")), _name(_d("Many"))
            names = city.level_names.get(str(int(level)), {}).get(known.code, ["", ""])
            start[one], start[many] = names
    form: LevelNamesForm = with_fields(LevelNamesForm, fields)(data=start)
    return form


def _name(label: str) -> Text:
    return Text(label, [Optional(), AtMost(rules.LONGEST_LEVEL_NAME)])
