"""The sealed files: one for each sealed round, kept twice, written so that a power cut leaves the
old or the new one.
"""

import hashlib
import json
import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

#: Two files, as once the key is gone nothing else brings the ballots back.
COPIES = (".", "copy")


@dataclass(frozen=True)
class Archive:
    """The folder of sealed files and the folder of their second copies."""

    directory: Path

    def keep(self, name: str, text: str) -> None:
        """Write a sealed file and its copy: to a new file, flushed, then put in place at once."""
        for copy in COPIES:
            folder = self.directory / copy
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            # Written beside and renamed: a reader meets a whole file, before or after.
            fresh = folder / f"{name}.new"
            with fresh.open("wb") as opened:
                opened.write(text.encode())
                opened.flush()
                os.fsync(opened.fileno())
            fresh.replace(folder / name)
            # The rename itself must outlive a power cut: the key is destroyed right after it.
            _sync(folder)

    def is_kept(self, name: str, digest: str) -> bool:
        """Say whether file and copy are there and have this SHA-256."""
        return all(_digest_of(self.directory / copy / name) == digest for copy in COPIES)


def file_name(slug: str) -> str:
    """Return the name of a round's sealed file."""
    return f"{slug}.sealed.json"


def sealed_text(
    slug: str, rules_digest: str, ballots: Iterable[tuple[str, int]], receipts: Sequence[str]
) -> str:
    """Return the sealed file: rules by their hash, distinct ballots with multiplicity, receipt
    hashes, all sorted, as JSON.
    """
    content = {
        "round": slug,
        "rules": rules_digest,
        "ballots": [[choices, number] for choices, number in sorted(ballots)],
        "receipts": sorted(receipts),
    }
    return json.dumps(content, ensure_ascii=False, sort_keys=True, indent=0) + "\n"


def sealed_digest(text: str) -> str:
    """Return the SHA-256 (hex) of a sealed file."""
    return hashlib.sha256(text.encode()).hexdigest()


def _digest_of(file: Path) -> str:
    try:
        return hashlib.sha256(file.read_bytes()).hexdigest()
    # A file that cannot be read is none: its digest fits nothing, and the key stays.
    except OSError:
        return ""


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
