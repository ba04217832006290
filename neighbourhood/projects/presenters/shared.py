"""What pages say of a project that stands on two lists of an edition."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from flask import url_for
from markupsafe import Markup
from sqlalchemy.orm import Session

from neighbourhood.projects import queries
from neighbourhood.projects.queries import Twin
from neighbourhood.web.city import city
from neighbourhood.web.markup import numbered


@dataclass(frozen=True)
class TwinView:
    """A project on a list, and the same one on the list of another place, with its page."""

    project_id: int
    own: Markup
    other: Markup
    place: str
    url: str


def twin_view(twin: Twin) -> TwinView:
    """Return how pages show that a project stands on another list too."""
    own, other = twin.project, twin.other
    return TwinView(
        project_id=own.id,
        own=numbered(own.shown_number, own.title, own.language),
        other=numbered(other.shown_number, other.title, other.language),
        place=other.round.place.name,
        url=url_for("projects.show", slug=other.round.slug, number=other.number),
    )


# A city of one level has no two lists, so its pages need not ask.
def shared_among(session: Session, project_ids: Collection[int]) -> Mapping[int, Twin]:
    """Return, by their ids, those of these projects that stand on another list too."""
    return queries.twins_of(session, project_ids) if city().has_levels else {}


def shared_in_round(session: Session, round_id: int) -> Sequence[Twin]:
    """Return the projects of a round that stand on another list too, in number order."""
    return queries.twins_of_round(session, round_id) if city().has_levels else []
