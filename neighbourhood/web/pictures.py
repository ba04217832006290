"""Pictures from people: decoded one at a time in a child process, re-encoded small and without
metadata.
"""

import io
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from struct import Struct
from threading import BoundedSemaphore, Lock
from typing import IO

from neighbourhood.refusals import Invalid, TooMany

CHILD = Path(__file__).with_name("picture_child.py")
LARGEST_EMBLEM = 2 * 1024 * 1024
#: A phone's picture of 12 million pixels has some 5 MB, the finest 10.
LARGEST_PICTURE = 12 * 1024 * 1024
#: A small file may unpack to a huge picture; told from its head, before it is unpacked.
MOST_PIXELS = 64_000_000
MEMORY = 768 * 1024 * 1024
SECONDS_OF_WORK = 10
SECONDS_OF_WAITING = 20
TOO_MANY_PIXELS = 4
HEAD = Struct(">III")
#: How many may wait for their turn in one process, so that some of its threads go on serving pages.
LONGEST_LINE = 8

# Decoding takes memory: several at once could take more than the machine has.
_one_at_a_time = Lock()
_line = BoundedSemaphore(LONGEST_LINE)


@dataclass(frozen=True)
class Copy:
    """A small clean copy of a picture as WebP."""

    content: bytes
    width: int
    height: int


def small_copy(data: bytes, *, longest: int, field: str = "picture") -> bytes:
    """Return a picture of at most 2 MB as WebP of at most `longest` pixels a side; raises Invalid
    for anything else or too much.
    """
    if not data or len(data) > LARGEST_EMBLEM:
        raise Invalid("picture_too_large" if data else "picture_unreadable", field=field)
    with tempfile.TemporaryFile() as file:
        file.write(data)
        return _copies(file, (longest,), field)[0].content


def copies_of(file: IO[bytes], *, sizes: tuple[int, ...], field: str = "picture") -> list[Copy]:
    """Return a picture in a file on disk as WebP in several sizes, the largest first, decoded once.

    Raises Invalid for what is no picture or too large, TooMany while too many others wait.
    """
    used = file.seek(0, io.SEEK_END)
    if not used or used > LARGEST_PICTURE:
        raise Invalid("photo_too_large" if used else "photo_unreadable", field=field)
    try:
        return _copies(file, sizes, field)
    except Invalid as refusal:
        # The same reason, with what is accepted here.
        raise Invalid(refusal.code.replace("picture", "photo"), field=field) from None


def _copies(file: IO[bytes], sizes: tuple[int, ...], field: str) -> list[Copy]:
    numbers = [str(number) for number in (MOST_PIXELS, MEMORY, SECONDS_OF_WORK, *sizes)]
    file.flush()
    os.lseek(file.fileno(), 0, os.SEEK_SET)
    with _turn(field):
        try:
            # Isolated and by path: the child loads nothing of ours and finds no secret in its
            # environment. It reads the file by itself: no picture is in this process's memory.
            done = subprocess.run(  # noqa: S603
                [sys.executable, "-I", str(CHILD), *numbers],
                stdin=file,
                capture_output=True,
                timeout=SECONDS_OF_WAITING,
                env={},
                check=False,
            )
        except subprocess.TimeoutExpired as error:
            raise Invalid("picture_unreadable", field=field) from error
    if done.returncode == TOO_MANY_PIXELS:
        raise Invalid("picture_too_large", field=field)
    if done.returncode != 0 or not done.stdout:
        raise Invalid("picture_unreadable", field=field)
    return list(_read(done.stdout))


@contextmanager
def _turn(field: str) -> Iterator[None]:
    """Wait for one's turn; raises TooMany where too many wait or it takes too long."""
    if not _line.acquire(blocking=False):
        raise TooMany("pictures_busy", field=field)
    try:
        if not _one_at_a_time.acquire(timeout=SECONDS_OF_WAITING):
            raise TooMany("pictures_busy", field=field)
        try:
            yield
        finally:
            _one_at_a_time.release()
    finally:
        _line.release()


def _read(framed: bytes) -> Iterator[Copy]:
    at = 0
    while at < len(framed):
        width, height, length = HEAD.unpack_from(framed, at)
        at += HEAD.size
        yield Copy(framed[at : at + length], width, height)
        at += length
