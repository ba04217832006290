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


def indented(document: Mapping[str, object]) -> str:
    """Return a document as JSON with sorted keys, one space of indent, ending in a line feed."""
    # People read this form in a publication. The two forms may not be mixed: the hash of every
    # publication hangs on this one, the hash of all frozen rules on the other.
    return (
        json.dumps(document, sort_keys=True, ensure_ascii=False, indent=1, allow_nan=False) + "\n"
    )


def digest(text: str | bytes) -> str:
    """Return the SHA-256 of a text (in UTF-8) or of bytes, as hex."""
    return hashlib.sha256(text.encode() if isinstance(text, str) else text).hexdigest()
