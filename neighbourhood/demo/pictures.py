"""The pictures that authors in the demo city add to their projects, and one document."""

import hashlib

from neighbourhood import clock
from neighbourhood.demo.drawings import LARGE, drawn
from neighbourhood.demo.sources import source
from neighbourhood.demo.town import Town
from neighbourhood.permissions import Actor
from neighbourhood.projects.rules import PictureText, StoredPicture
from neighbourhood.projects.services import add_document, add_picture, store_document
from neighbourhood.web.installation import the_uploads

#: The project with a document, by place and index.
WITH_DOCUMENT = ("saint-cyprien", 0)


def illustrate(town: Town, key: tuple[str, int], language: str, actor: Actor) -> None:
    """Let an author add the picture that is drawn for a project, where there is one."""
    place, index = key
    drawings = source("pictures")["pictures"].get(place, ())
    motif = drawings[index] if index < len(drawings) else None
    project = town.projects[key]
    if motif:
        alternative = source("pictures")["alternatives"][motif][language]
        add_picture(
            town.session,
            project,
            _stored(motif),
            text=PictureText(alternative, language),
            actor=actor,
            now=clock.now(),
        )
    if key == WITH_DOCUMENT:
        stored = store_document(the_uploads(), a_plan(), "Plan de la place Roguet.pdf")
        add_document(town.session, project, stored, actor=actor, now=clock.now())


def _stored(motif: str) -> StoredPicture:
    # Drawn by ourselves and clean: no child has to look at it first.
    large, small = drawn(motif)
    key = the_uploads().store({"-large.webp": large, "-small.webp": small})
    return StoredPicture(key, hashlib.sha256(small).hexdigest(), *LARGE)


def a_plan() -> bytes:
    """Return a small PDF of one page: eight trees around a square."""
    trees = "".join(f"{x} {y} 24 24 re f " for x in range(120, 460, 90) for y in (220, 420))
    drawing = f"0.93 0.87 0.78 rg 90 190 400 280 re f 0.25 0.49 0.23 rg {trees}".encode()
    parts = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(drawing), drawing),
    ]
    content, places = b"%PDF-1.4\n", []
    for number, part in enumerate(parts, start=1):
        places.append(len(content))
        content += b"%d 0 obj%s endobj\n" % (number, part)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return content + (
        b"xref\n0 5\n0000000000 65535 f \n%strailer<</Size 5/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n"
        % (table, len(content))
    )
