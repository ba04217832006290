"""Reads a downloaded publication from a folder or a zip, which may come from anybody: bounded,
nothing written to disk.
"""

import zipfile
import zlib
from pathlib import Path

from neighbourhood.refusals import OperatorError
from neighbourhood.results.publication.archive import NAMES

MOST_BYTES = 64 * 2**20
MOST_ENTRIES = 32


class Unreadable(OperatorError):
    """What was given is no publication; the message is one line for the person at the keyboard."""


def read_publication(path: Path) -> dict[str, bytes]:
    """Return the files of a publication by name; raises Unreadable with what is wrong."""
    try:
        files = _from_folder(path) if path.is_dir() else _from_zip(path)
    except OSError as error:
        raise Unreadable(f"{path}: {error.strerror or error}") from error
    missing = [name for name in NAMES if name not in files]
    if missing:
        raise Unreadable(f"{path}: {missing[0]} is missing")
    return files


def _from_folder(folder: Path) -> dict[str, bytes]:
    files = {}
    for name in NAMES:
        file = folder / name
        if not file.is_file():
            continue
        with file.open("rb") as stream:
            files[name] = _bounded(stream.read(MOST_BYTES + 1), name)
    return files


def _from_zip(path: Path) -> dict[str, bytes]:
    try:
        with zipfile.ZipFile(path) as archive:
            entries = archive.infolist()
            names = [entry.filename for entry in entries]
            # A name twice would leave it to each program which of the two it reads.
            if (
                len(entries) > MOST_ENTRIES
                or len(set(names)) < len(names)
                or set(names) - set(NAMES)
            ):
                raise Unreadable(f"{path}: the archive holds other files than a publication")
            return {entry.filename: _unpacked(archive, entry) for entry in entries}
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError) as error:
        raise Unreadable(f"{path}: the archive cannot be read ({error})") from error


def _unpacked(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise Unreadable(f"{entry.filename} is packed in an unusual way")
    # What the header says of the size may be a lie, so no more than the bound is ever unpacked.
    with archive.open(entry) as stream:
        return _bounded(stream.read(MOST_BYTES + 1), entry.filename)


def _bounded(data: bytes, name: str) -> bytes:
    if len(data) > MOST_BYTES:
        raise Unreadable(f"{name} is larger than {MOST_BYTES // 2**20} MB")
    return data
