"""Where pictures and documents from people lie: files with random names under UPLOADS_URL.

A file is written before the row that names it, and deleted long after the row is gone. So a request
that is undone in between leaves a file without a row, which timed work clears away, and never a row
without a file.
"""

import os
import re
import secrets
import tempfile
from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import IO

from neighbourhood.refusals import OperatorError

SCHEME = "file:"
UNUSED = ".unused"
UNUSED_FOR = timedelta(days=1)
#: A key of 16 random bytes, which nobody finds by guessing, and what follows it.
NAME = re.compile(r"([0-9a-f]{32})([-.][a-z0-9.]{1,20})")


class UnusableUploads(OperatorError):
    """UPLOADS_URL names no place where files can be kept; the message says what to do."""


@dataclass(frozen=True)
class Uploads:
    """A folder of files; each of a key's files has a suffix of its own, such as "-small.webp"."""

    folder: Path

    def store(self, files: Mapping[str, bytes]) -> str:
        """Keep files, {suffix: content}, under one new random key and return it."""
        key = secrets.token_hex(16)
        # The folder of a key's first two signs: no folder gets too large to list.
        folder = self._make(self.folder / key[:2])
        for suffix, content in files.items():
            _write_whole(folder, f"{key}{suffix}", content)
        return key

    def path(self, key: str, suffix: str) -> Path | None:
        """Return where a file lies, None where there is none of that name."""
        if not NAME.fullmatch(f"{key}{suffix}"):
            return None
        path = self.folder / key[:2] / f"{key}{suffix}"
        return path if path.is_file() else None

    def keys(self) -> set[str]:
        """Return the key of every file of the store."""
        return {named[1] for path in self._files() if (named := NAME.fullmatch(path.name))}

    def is_due(self, now: datetime, pause: timedelta) -> bool:
        """Say whether the last sweep lies so long back, and note that the next one begins."""
        if not self.folder.is_dir():
            return False
        last = self.folder / ".swept"
        if last.exists() and timedelta(0) <= now - _time_of(last) < pause:
            return False
        last.touch(mode=0o600)
        os.utime(last, (now.timestamp(), now.timestamp()))
        return True

    def sweep(self, needed: Set[str], *, now: datetime) -> int:
        """Delete what has not been among the needed keys for a day, and return how many keys."""
        swept = 0
        for key in self.keys():
            mark = self._mark(key)
            if key in needed:
                mark.unlink(missing_ok=True)
            elif not mark.exists():
                # Not at once: the row may be on its way, or a backup on its way to the file.
                mark.touch(mode=0o600)
                os.utime(mark, (now.timestamp(), now.timestamp()))
            elif now - _time_of(mark) >= UNUSED_FOR:
                self.delete(key)
                swept += 1
        return swept

    def delete(self, key: str) -> None:
        """Delete a key's files; what is gone already is fine."""
        for path in (self.folder / key[:2]).glob(f"{key}[-.]*"):
            path.unlink(missing_ok=True)

    def left_over(self, needed: Set[str], *, now: datetime) -> int:
        """Return how many keys nobody needs although they should have been swept by now."""
        return sum(
            now - _time_of(path) >= 2 * UNUSED_FOR
            for path in self._files()
            if path.name.endswith(UNUSED) and path.name.removesuffix(UNUSED) not in needed
        )

    def is_ours(self, mark: str) -> bool:
        """Say whether the folder belongs to the database with this mark; the first one to ask
        takes it.
        """
        # Two databases with one folder would clear away each other's files.
        owner = self._make(self.folder) / ".database"
        if not owner.exists():
            _write_whole(self.folder, owner.name, mark.encode())
        return owner.read_text(encoding="utf-8") == mark

    def waiting_file(self) -> IO[bytes]:
        """Return an open file without a name for what is still arriving; it goes when it is
        closed.
        """
        return tempfile.TemporaryFile(dir=self._make(self.folder))

    def problems(self) -> list[str]:
        """Return what is wrong with the folder, as lines for whoever runs the program."""
        if not self.folder.exists():
            return []
        lines = []
        if self.folder.stat().st_mode & 0o077:
            lines.append(f"{self.folder} can be read by others on this machine.")
        if not os.access(self.folder, os.W_OK | os.X_OK):
            lines.append(f"nothing can be written to {self.folder}.")
        return lines

    def _make(self, folder: Path) -> Path:
        for one in (self.folder, folder):
            one.mkdir(mode=0o700, parents=True, exist_ok=True)
        return folder

    def _files(self) -> Iterator[Path]:
        yield from self.folder.glob("[0-9a-f][0-9a-f]/*")

    def _mark(self, key: str) -> Path:
        """Return the empty file that says since when nobody has needed a key."""
        return self.folder / key[:2] / f"{key}{UNUSED}"


def uploads_at(url: str) -> Uploads:
    """Return the store at an UPLOADS_URL; raises UnusableUploads for anything but `file:`."""
    if not url.startswith(SCHEME) or not url.removeprefix(SCHEME).strip():
        # The address itself stays out of the message: it may hold a password.
        raise UnusableUploads(
            "UPLOADS_URL must begin with file: and name a folder, such as "
            "file:/var/lib/neighbourhood/uploads; no other kind of store is known yet."
        )
    return Uploads(Path(url.removeprefix(SCHEME)).resolve())


def _time_of(path: Path) -> datetime:
    return datetime.fromtimestamp(path.stat().st_mtime, UTC)


def _write_whole(folder: Path, name: str, content: bytes) -> None:
    # Under another name until it is whole and on the disk: a power cut leaves no half a picture.
    descriptor, partial = tempfile.mkstemp(dir=folder, prefix=".partial-")
    try:
        with open(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(partial).replace(folder / name)
    except BaseException:
        Path(partial).unlink(missing_ok=True)
        raise
    entry = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(entry)
    finally:
        os.close(entry)
