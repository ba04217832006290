"""The names of editions and rounds, for a page that tells of many of them."""

from collections.abc import Collection

from sqlalchemy.orm import Session

from neighbourhood.rounds import queries
from neighbourhood.web.filters import pick_text


def edition_titles(session: Session, numbers: Collection[int]) -> dict[int, str]:
    """Return the titles of editions in the reader's language (one question)."""
    titles = queries.titles_of_editions(session, numbers)
    return {number: pick_text(title) for number, title in titles.items()}


def round_names(session: Session, numbers: Collection[int]) -> dict[int, str]:
    """Return the places of rounds with the titles of their editions (one question)."""
    return {
        number: f"{place}, {pick_text(title)}"
        for number, place, title in queries.places_of_rounds(session, numbers)
    }
