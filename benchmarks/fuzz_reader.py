"""Feeds the reader of `.pb` files with damaged copies of real ones, for a given time.

    python -m benchmarks.fuzz_reader [SECONDS] [SEED]

A copy must be refused with one line that names a line of the file, or be read, written, read again
unchanged, and counted. Anything else ends the run and leaves the copy in `fuzz-failure.pb`. A copy
may take 10 s of CPU, the process 1 GB.
"""

import random
import resource
import signal
import sys
import time
from collections import Counter
from pathlib import Path

from neighbourhood.pabulib import Election, PabulibError, parse, write
from neighbourhood.tally import Parameters, TallyError, count, from_election

SMALL = Path("tests/data/pabulib")
MOST_MEMORY = 2**30
MOST_SECONDS = 10
BALLOTS_KEPT = 40
TOKENS = (
    'META PROJECTS VOTES ; ;; , ,, " "" \n \r \r\n \n\n \0 - . 0 -1 1.5 1e9 nan '
    "99999999999999999999 999999999 none \ufeff"
    " \u2028 \u0085 \u00a0 \x0c ١ é 💧 key;value project_id;cost voter_id;vote "
    "voter_id;vote;points num_votes;0 budget;1"
    " vote_type;cumulative vote_type;ordinal vote_type;scoring vote_type;choose-1 max_length;1 "
    "min_length;3 max_points;1"
    " max_sum_points;2"
).split(" ")


def originals() -> list[bytes]:
    """Every small file whole, and once more with only its first ballots, so that most copies are
    quick.
    """
    whole = [path.read_bytes() for path in sorted(SMALL.glob("*.pb"))]
    return whole + [_shortened(text) for text in whole] * 4


def _shortened(text: bytes) -> bytes:
    lines = text.decode("utf-8-sig").splitlines()
    ballots = lines.index("VOTES") + 2
    shortened = [
        f"num_votes;{min(BALLOTS_KEPT, len(lines) - ballots)}"
        if line.startswith("num_votes;")
        else line
        for line in lines
    ]
    return ("\n".join(shortened[: ballots + BALLOTS_KEPT]) + "\n").encode()


def damaged(chance: random.Random, texts: list[bytes]) -> bytes:
    """A copy of one of the texts with one to four places changed."""
    text = bytearray(chance.choice(texts))
    for _ in range(chance.choice((1, 1, 2, 4))):
        # Half of the damage goes to the top, where a file says most in few bytes.
        most = len(text) if chance.random() < 0.5 else min(len(text), 2_000)
        place = chance.randrange(most + 1)
        end = min(len(text), place + chance.choice((1, 1, 2, 5, 20, 300)))
        chance.choice(DAMAGES)(chance, text, place, end)
    return bytes(text)


def _flip(chance: random.Random, text: bytearray, place: int, _end: int) -> None:
    if place < len(text):
        text[place] = chance.randrange(256)


def _drop(_chance: random.Random, text: bytearray, place: int, end: int) -> None:
    del text[place:end]


def _repeat(chance: random.Random, text: bytearray, place: int, end: int) -> None:
    text[place:place] = text[place:end] * chance.choice((1, 2, 50))


def _token(chance: random.Random, text: bytearray, place: int, end: int) -> None:
    text[place : chance.choice((place, end))] = chance.choice(TOKENS).encode()


def _line(chance: random.Random, text: bytearray, _place: int, _end: int) -> None:
    lines = text.split(b"\n")
    taken = lines.pop(chance.randrange(len(lines)))
    lines.insert(
        chance.randrange(len(lines) + 1),
        chance.choice((taken, chance.choice(TOKENS).encode(), b"")),
    )
    text[:] = b"\n".join(lines)


def _cell(chance: random.Random, text: bytearray, place: int, _end: int) -> None:
    start, stop = text.rfind(b";", 0, place) + 1, text.find(b";", place)
    text[start : stop if stop >= 0 else start] = chance.choice(TOKENS).encode()


DAMAGES = (_flip, _drop, _repeat, _token, _token, _line, _cell)


def judge(text: bytes) -> str:
    """Reads, and counts what could be read; returns how it went, raises AssertionError where a
    promise is broken.
    """
    try:
        election = parse(text, "copy.pb")
    except PabulibError as error:
        refusal = error
    else:
        return _count(election)
    assert str(refusal).isprintable(), refusal
    assert 1 <= refusal.line <= text.count(b"\n") + text.count(b"\r") + 1, refusal
    return "refused"


def _count(election: Election) -> str:
    assert parse(write(election), "copy.pb") == election
    projects, ballots, fund, scale = from_election(election)
    for rule in ("greedy@1", "equal-shares@1"):
        try:
            outcome = count(projects, ballots, fund, Parameters(rule=rule, unit=scale))
        except TallyError:
            return "read, not counted"
        assert outcome.spent <= fund
        assert outcome.voters == len(election.ballots)
    return "read and counted"


def _too_slow(_signal: int, _frame: object) -> None:
    raise TimeoutError(f"a copy took more than {MOST_SECONDS} s of CPU")


def main(seconds: float = 600, seed: int = 1) -> None:
    """Runs until the time is over and prints how many copies went which way, and the longest time
    one took.
    """
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    signal.signal(signal.SIGVTALRM, _too_slow)
    chance, texts, ends = random.Random(seed), originals(), time.monotonic() + seconds
    ways, longest = Counter[str](), 0.0
    while time.monotonic() < ends:
        text = damaged(chance, texts)
        signal.setitimer(signal.ITIMER_VIRTUAL, MOST_SECONDS)
        begun = time.process_time()
        try:
            ways[judge(text)] += 1
        except BaseException:
            Path("fuzz-failure.pb").write_bytes(text)
            raise
        longest = max(longest, time.process_time() - begun)
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"{ways.total():,} copies: {dict(ways)}; longest {longest:.2f} s of CPU; {memory} MB")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:3]))
