"""Putting a picture or a document into the store, before anything is locked for writing."""

import hashlib
from typing import IO

from neighbourhood.projects import rules
from neighbourhood.projects.rules import SIZES, StoredDocument, StoredPicture
from neighbourhood.uploads import Uploads
from neighbourhood.web.pictures import copies_of


def store_picture(store: Uploads, file: IO[bytes], *, field: str = "pictures") -> StoredPicture:
    """Keep clean copies of a picture in an open file on disk; raises Invalid, TooMany.

    A file that no project takes afterwards is deleted by timed work.
    """
    large, small = copies_of(file, sizes=tuple(SIZES.values()), field=field)
    key = store.store({"-large.webp": large.content, "-small.webp": small.content})
    digest = hashlib.sha256(small.content).hexdigest()
    return StoredPicture(key, digest, large.width, large.height)


def store_document(store: Uploads, content: bytes, name: str) -> StoredDocument:
    """Keep a document as it is, under a name that misleads nobody; raises Invalid for anything but
    a plain PDF.
    """
    rules.require_document(content)
    key = store.store({".pdf": content})
    digest = hashlib.sha256(content).hexdigest()
    return StoredDocument(key, digest, rules.safe_name(name), len(content))
