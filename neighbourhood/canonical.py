"""One form of JSON, so that the same document has the same bytes and the same hash on every
machine.
"""

import hashlib
import json
from collections.abc import Mapping


def canonical(document: Mapping[str, object]) -> str:
    """Return a document as the one JSON text that is hashed: keys sorted, no blanks, every letter
    itself.
    """
    return json.dumps(
        document, sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False
    )


def digest(text: str) -> str:
    """Return the SHA-256 of a text in UTF-8, as hex."""
    return hashlib.sha256(text.encode()).hexdigest()
