"""Starts the child process that counts a comparison, passes on what it writes, and ends it whatever
happens.
"""

import fcntl
import json
import math
import os
import selectors
import subprocess
import sys
import tempfile
import time
from collections.abc import Generator, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Thread
from typing import IO

from neighbourhood.comparisons.documents import (
    Finding,
    Limits,
    Question,
    finding_from_plain,
    question_as_json,
)
from neighbourhood.refusals import Invalid, NotNow
from neighbourhood.tally.plain import Plain

#: The largest public votes, counted in every way there is, end within a minute and a quarter of the
#: memory on a small machine.
SECONDS = 60
MEMORY = 2**30
SECONDS_OF_WAITING = 5
#: After so long without a finding the caller gets its turn, to notice a reader who has gone away.
PAUSE = 1.0
#: Whoever counts holds this file locked: the same one for all processes of the server.
LOCK_FILE = Path(tempfile.gettempdir()) / f"neighbourhood-comparison-{os.getuid()}.lock"


def count_in_child(file: bytes, question: Question) -> Generator[Finding | None, None, None]:
    """Yield the vote and then what each way gives, None while nothing new is known; raises Invalid
    for a bad file, else NotNow.
    """
    number = 0
    # Appending makes the file where it is missing, and never changes one that is there.
    with LOCK_FILE.open("ab") as lock:
        yield from _wait(lock)
        with _child(file, question) as child:
            for finding in _findings(child):
                number += finding is not None
                yield finding
    # The vote alone is no comparison: not even the first way was counted.
    if number < 2:
        raise NotNow("compare_too_long", field="file")


def _wait(lock: IO[bytes]) -> Iterator[None]:
    # One lock for all processes of the server; the system itself releases it with the process that
    # holds it.
    ends = time.monotonic() + SECONDS_OF_WAITING
    while True:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() >= ends:
                raise NotNow("compare_busy", field="file") from None
        else:
            return
        yield None
        time.sleep(PAUSE / 5)


@contextmanager
def _child(file: bytes, question: Question) -> Iterator[IO[bytes]]:
    """Start the child, give what it writes, and end it whatever happens."""
    limits = Limits(math.ceil(SECONDS), MEMORY)
    command = [
        sys.executable,
        "-m",
        "neighbourhood.comparisons.process.child",
        question_as_json(question, limits),
    ]
    # The child finds no secret in its environment; one thread keeps its memory within the limit.
    child = subprocess.Popen(  # noqa: S603
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={"OPENBLAS_NUM_THREADS": "1"},
    )
    assert child.stdin is not None
    assert child.stdout is not None
    # A file larger than a pipe must not wait for a child that waits to be read.
    feeding = Thread(target=_feed, args=(child.stdin, file), daemon=True)
    feeding.start()
    try:
        yield child.stdout
    finally:
        child.kill()
        child.wait()
        child.stdout.close()
        feeding.join()


def _feed(pipe: IO[bytes], file: bytes) -> None:
    with suppress(BrokenPipeError), pipe:
        pipe.write(file)


def _findings(output: IO[bytes]) -> Iterator[Finding | None]:
    ends, rest = time.monotonic() + SECONDS, b""
    with selectors.DefaultSelector() as ready:
        ready.register(output, selectors.EVENT_READ)
        while (left := ends - time.monotonic()) > 0:
            if not ready.select(min(PAUSE, left)):
                yield None
                continue
            piece = os.read(output.fileno(), 2**16)
            if not piece:
                return
            # A piece may end in the middle of a line: its rest waits for the next piece.
            *lines, rest = (rest + piece).split(b"\n")
            yield from (_finding(json.loads(line)) for line in lines)


def _finding(line: Plain) -> Finding:
    if "problems" in line:
        raise Invalid("file_unreadable", field="file", problems=line["problems"])
    if "uncountable" in line:
        raise Invalid("compare_uncountable", field="file")
    return finding_from_plain(line)
