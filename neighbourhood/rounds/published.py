"""What rooms above this one tell of published results, shown side by side on an edition's page."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session


@dataclass(frozen=True)
class PublishedResult:
    """A round's result in one ready sentence, and the endpoint with its values where it is told in
    full.
    """

    sentence: str
    endpoint: str
    values: Mapping[str, Any]


#: Returns {round id: result} for the rounds of an edition whose result is published.
Source = Callable[[Session, int], Mapping[int, PublishedResult]]
_sources: list[Source] = []


def register(source: Source) -> Source:
    """Take the source of results; the room that publishes registers it, once."""
    if source not in _sources:
        _sources.append(source)
    return source


def results_of_edition(session: Session, edition_id: int) -> dict[int, PublishedResult]:
    """Return the published results of an edition by round."""
    return {
        round_id: result
        for source in _sources
        for round_id, result in source(session, edition_id).items()
    }
