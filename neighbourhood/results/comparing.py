"""One vote laid side by side under several ways to count, in a child process with little time and
memory; nothing is kept.
"""

import fcntl
import json
import math
import os
import selectors
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from threading import Thread
from typing import IO, Any

from neighbourhood.refusals import Invalid, NotNow
from neighbourhood.rounds.settings import RECOMMENDED

#: The largest public votes, counted in every way there is, end within a minute and a quarter of the
#: memory on a small machine.
SECONDS = 60
MEMORY = 2**30
SECONDS_OF_WAITING = 5
#: How long nothing is told before a pause is; then a reader who has gone away is noticed.
PAUSE = 1.0
#: The file that whoever counts holds locked: the same one for all processes of the server.
DOOR = Path(__file__)
#: A rule with its completion.
Way = tuple[str, str]
FIRST_WAYS: tuple[Way, ...] = (*RECOMMENDED.values(), ("equal-shares@1", "none"))
MORE_WAYS: tuple[Way, ...] = (
    ("greedy-no-skip@1", "none"),
    ("greedy-per-cost@1", "none"),
    ("phragmen@1", "none"),
    ("equal-shares@1", "add1-exhaustive"),
    ("equal-shares@1", "add1-greedy"),
    ("equal-shares-comparison@1", "add1"),
)


def name_of(way: Way) -> str:
    """Return what a form calls the way."""
    return ":".join(way)


@dataclass(frozen=True)
class Question:
    """How a vote is to be laid out: the ways in the order shown, what equal shares measure (empty:
    what fits the ballots), least votes.
    """

    ways: Sequence[Way]
    utility: str = ""
    minimum_votes: int = 0

    @property
    def in_order_of_time(self) -> list[Way]:
        """Return the ways, those last that may take long: they raise the shares step by step."""
        return sorted(self.ways, key=lambda way: way[1].startswith("add1"))


@dataclass(frozen=True)
class Row:
    """A project of the vote."""

    id: str
    name: str
    cost: Decimal
    votes: int


@dataclass(frozen=True)
class Vote:
    """The vote as it was read; amounts as in the file, the currency empty where the file names
    none.
    """

    projects: Sequence[Row]
    voters: int
    fund: Decimal
    currency: str
    seconds: float = 0.0


@dataclass(frozen=True)
class Laid:
    """What one way gives; `voters` are those with none, one, two, three or more of their projects;
    `selected` None: cannot be counted so.
    """

    way: Way
    selected: frozenset[str] | None
    spent: Decimal
    voters: Mapping[str, int] = field(default_factory=dict)
    seconds: float = 0.0


Told = Vote | Laid


def counting(file: bytes, question: Question) -> Iterator[Told | None]:
    """Yield the vote and then what each way gives, None while nothing new is known; raises Invalid
    for a bad file, else NotNow.
    """
    number = 0
    with DOOR.open("rb") as door:
        yield from _wait(door)
        with _child(file, question) as child:
            for told in _lines(child):
                number += told is not None
                yield told
    if number < 2:
        raise NotNow("compare_too_long", field="file")


def _wait(door: IO[bytes]) -> Iterator[None]:
    # One lock for all processes of the server; the system itself releases it with the process that
    # holds it.
    ends = time.monotonic() + SECONDS_OF_WAITING
    while True:
        try:
            fcntl.flock(door, fcntl.LOCK_EX | fcntl.LOCK_NB)
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
    told = {
        "ways": question.in_order_of_time,
        "utility": question.utility,
        "minimum_votes": question.minimum_votes,
    }
    command = [
        sys.executable,
        "-m",
        "neighbourhood.results.comparing_child",
        json.dumps(told | {"seconds": math.ceil(SECONDS), "memory": MEMORY}),
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


def _lines(output: IO[bytes]) -> Iterator[Told | None]:
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
            *lines, rest = (rest + piece).split(b"\n")
            yield from (_told(json.loads(line)) for line in lines)


def _told(line: dict[str, Any]) -> Told:
    if "problem" in line:
        raise Invalid("file_unreadable", field="file", **line)
    if "uncountable" in line:
        raise Invalid("compare_uncountable", field="file")
    if "way" in line:
        selected = None if line["selected"] is None else frozenset(line["selected"])
        return Laid(
            (line["way"][0], line["way"][1]),
            selected,
            Decimal(line["spent"]),
            line["voters"],
            line["seconds"],
        )
    projects = [Row(id_, name, Decimal(cost), votes) for id_, name, cost, votes in line["projects"]]
    return Vote(projects, line["voters"], Decimal(line["fund"]), line["currency"], line["seconds"])
