"""How an entry of the trail is chained to the one before."""

import hashlib
import json
from collections.abc import Mapping
from datetime import datetime

#: What stands before the first entry; as long as a hash, so that all entries look alike.
FIRST = "0" * 64


def payload_digest(salt: str, content: Mapping[str, object]) -> str:
    """Return the salted hash of a payload (hex SHA-256)."""
    return _sha256(
        # Salted: a short payload, once erased, could else be guessed back from its hash.
        salt + json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    )


def entry_digest(
    previous: str, *, act: str, actor_id: int | None, subject: str, payload: str, at: datetime
) -> str:
    """Return the hash that chains an entry to the `previous` one (hex SHA-256); `payload` is its
    payload's hash.
    """
    return _sha256(
        "\n".join(
            # In one form: left alone, Python writes a whole second without its microseconds.
            [previous, act, str(actor_id), subject, payload, at.isoformat(timespec="microseconds")]
        )
    )


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
