"""One form of JSON, so that the same content has the same bytes and the same hash on every
machine.
"""

import hashlib
import json
from collections.abc import Mapping


def canonical(content: Mapping[str, object]) -> str:
    """Return the content as JSON with sorted keys, one space of indent, in UTF-8, ending in a line
    feed.
    """
    # Indented, unlike the frozen rules: people read this file, and the two forms may not be mixed,
    # since the hash of every publication hangs on this one.
    return json.dumps(content, sort_keys=True, ensure_ascii=False, indent=1, allow_nan=False) + "\n"


def digest(text: str | bytes) -> str:
    """Return the SHA-256 of a text (in UTF-8) or of bytes, in hexadecimal."""
    return hashlib.sha256(text.encode() if isinstance(text, str) else text).hexdigest()
