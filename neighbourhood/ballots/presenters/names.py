"""What the place of a vote is called for the reader."""

from collections.abc import Mapping
from typing import Protocol

from neighbourhood.web import language, languages
from neighbourhood.web.names import name_for


class VotedPlace(Protocol):
    """A vote or a ballot, with the place whose list it is."""

    @property
    def place(self) -> str:
        """Return the name as it stands on the signs."""

    @property
    def place_names(self) -> Mapping[str, str]:
        """Return the name's forms by language."""


def place_of(vote: VotedPlace) -> str:
    """Return the reader's form of the place's name, as it stands in sentences."""
    return str(name_for(vote.place, vote.place_names, language().code, languages()[0].code))
