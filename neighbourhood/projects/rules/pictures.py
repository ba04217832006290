"""What pictures and documents a project may have, and what a document may be."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from neighbourhood.refusals import Invalid

MOST_PICTURES = 5
MOST_DOCUMENTS = 3
MOST_ALTERNATIVE = 300
MOST_NAME = 120
LARGEST_DOCUMENT = 5 * 1024 * 1024
#: Name of a size of a picture -> its longest side in pixels, the largest first.
SIZES: Final[Mapping[str, int]] = {"large": 1200, "small": 400}
#: Parts of the history that are no fields of a text.
ATTACHED = ("pictures", "documents")
#: Signs that no system takes in a file's name, and those that turn the direction of a line.
UNFIT = re.compile(
    '[:*?"<>|\x00-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]+'
)
STREAM = re.compile(rb"\bstream\r?\n.*?\bendstream\b", re.DOTALL)
#: A name of a PDF may spell any sign by its number, as `/J#53`.
SPELLED = re.compile(rb"#([0-9A-Fa-f]{2})")
ACTIVE = re.compile(rb"/(?:JavaScript|JS|Launch|EmbeddedFiles?|RichMedia|XFA)(?![A-Za-z0-9])")


@dataclass(frozen=True)
class StoredPicture:
    """A picture whose copies lie in the store: its key, the digest of the small copy, and width
    and height of the large one.
    """

    key: str
    digest: str
    width: int
    height: int


@dataclass(frozen=True)
class StoredDocument:
    """A document that lies in the store, with the name it came with and its number of bytes."""

    key: str
    digest: str
    name: str
    size: int


@dataclass(frozen=True)
class PictureText:
    """What is in a picture, for who does not see it, and the language of these words."""

    alternative: str
    language: str


def require_room(kind: str, standing: int) -> None:
    """Raise Invalid where a project that has so many "pictures" or "documents" takes no more."""
    most = {"pictures": MOST_PICTURES, "documents": MOST_DOCUMENTS}[kind]
    if standing >= most:
        raise Invalid(f"too_many_{kind}", field=kind, most=most)


def missing_alternatives(alternatives: Mapping[str, str]) -> list[Invalid]:
    """Return a refusal for each picture, {key: text}, that says nothing to who does not see it."""
    return [
        Invalid("alternative_missing", field=f"alternative-{key}", number=number)
        for number, (key, text) in enumerate(alternatives.items(), start=1)
        if not text
    ]


def require_alternative(key: str, text: str) -> None:
    """Raise Invalid for a text that is longer than it may be."""
    if len(text) > MOST_ALTERNATIVE:
        raise Invalid("too_long", field=f"alternative-{key}", most=MOST_ALTERNATIVE, used=len(text))


def require_document(content: bytes) -> None:
    """Raise Invalid, at the field of documents, for anything but a plain PDF that opens without a
    password and does nothing by itself.
    """
    if len(content) > LARGEST_DOCUMENT:
        raise Invalid("document_too_large", field="documents")
    # At the very first byte and the very last: in between another kind of file finds no room, such
    # as a page with a script or an archive.
    is_pdf = re.match(rb"%PDF-[12]\.\d[\r\n ]", content[:10]) and content.rstrip(
        b"\0\t\r\n\f "
    ).endswith(b"%%EOF")
    if not is_pdf or re.search(rb"<(?:!doctype|html|script|svg)\b", content[:1024].lower()):
        raise Invalid("document_unreadable", field="documents")
    # What is packed may hold any bytes by chance.
    bare = STREAM.sub(b"", content)
    bare = SPELLED.sub(lambda found: bytes([int(found[1], 16)]), bare)
    if b"/Encrypt" in bare:
        raise Invalid("document_locked", field="documents")
    if ACTIVE.search(bare):
        raise Invalid("document_active", field="documents")


def safe_name(name: str) -> str:
    """Return the name of a document as it may stand on a page and in a folder: without the folders
    it came from and signs that could mislead, not too long, and ending as what it is.
    """
    last = re.split(r"[\\/]", unicodedata.normalize("NFC", name))[-1]
    stem = re.sub(r"\.pdf$", "", UNFIT.sub(" ", last).strip(), flags=re.IGNORECASE)
    plain = " ".join(stem.split()).strip(". ")
    return f"{plain[: MOST_NAME - 4].rstrip('. ') or 'document'}.pdf"
