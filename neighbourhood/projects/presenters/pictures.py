"""Pictures and documents as pages show them: addresses, sizes, words for who does not see them."""

from dataclasses import dataclass

from flask import url_for
from sqlalchemy.orm import Session

from neighbourhood.languages import ReadableText, by_author
from neighbourhood.projects.models import Project, ProjectDocument, ProjectPicture
from neighbourhood.projects.queries import first_pictures
from neighbourhood.projects.rules import SIZES
from neighbourhood.web.filters import show_size
from neighbourhood.web.sharing import public_address

#: Short name of a category -> its sign in components/pictograms.html: those a city begins with, and
#: those of the demo city.
PICTOGRAMS = {
    "green-spaces": "tree",
    "nature-en-ville": "tree",
    "nature": "tree",
    "play-and-sport": "ball",
    "sport": "ball",
    "streets-and-mobility": "bicycle",
    "eco-mobilite": "bicycle",
    "mobility": "bicycle",
    "meeting-places": "bench",
    "cadre-de-vie": "bench",
    "living": "bench",
    "culture": "mask",
    "culture-sport": "mask",
    "solidarity": "hands",
    "solidarite": "hands",
    "environment": "sun",
    "energie": "sun",
    "dechets-recyclage": "leaf",
    "consommation-responsable": "basket",
    "way-to-school": "crossing",
}
#: The sign of every other category.
NEUTRAL = "idea"


@dataclass(frozen=True)
class PictureView:
    """A picture with the addresses of its two copies and their sizes in pixels; `alt` is empty
    where its author has not said what it shows.
    """

    key: str
    url: str
    small_url: str
    width: int
    height: int
    small_width: int
    small_height: int
    alt: ReadableText


@dataclass(frozen=True)
class DocumentView:
    """A document to download."""

    key: str
    url: str
    name: str
    size: str


def picture_view(picture: ProjectPicture) -> PictureView:
    """Return how pages show a picture."""
    # One that was small already is not made larger.
    scale = min(1, SIZES["small"] / max(picture.width, picture.height))
    return PictureView(
        key=picture.key,
        url=url_for("project_files.picture", key=picture.key, size="large"),
        small_url=url_for("project_files.picture", key=picture.key, size="small"),
        width=picture.width,
        height=picture.height,
        small_width=max(1, round(picture.width * scale)),
        small_height=max(1, round(picture.height * scale)),
        alt=by_author(picture.alternative, picture.language),
    )


def pictogram_of(slug: str) -> str:
    """Return the sign that stands on a card without a picture, by the category's short name."""
    return PICTOGRAMS.get(slug, NEUTRAL)


def cover_of(project: Project) -> PictureView | None:
    """Return a project's first picture, for its card."""
    return picture_view(project.cover) if project.cover else None


def pictures_of(project: Project) -> tuple[PictureView, ...]:
    """Return a project's pictures in their order."""
    return tuple(picture_view(picture) for picture in project.pictures)


def shared_picture_of(project: Project) -> str:
    """Return the full address of a public project's first picture, for who shows a link to it; ""
    where there is none.
    """
    if not project.pictures or not project.is_public:
        return ""
    key = project.pictures[0].key
    return public_address("project_files.picture", key=key, size="large")


def documents_of(project: Project) -> tuple[DocumentView, ...]:
    """Return a project's documents in their order."""
    return tuple(document_view(document) for document in project.documents)


def document_view(document: ProjectDocument) -> DocumentView:
    """Return how pages show a document."""
    return DocumentView(
        key=document.key,
        url=url_for("project_files.document", key=document.key),
        name=document.name,
        size=show_size(document.size),
    )


def covers_of_round(session: Session, round_id: int) -> dict[int, PictureView]:
    """Return {number of the project: its first picture} for a round, in one question."""
    found = first_pictures(session, [round_id])
    return {number: picture_view(picture) for (_round, number), picture in found.items()}
