"""Pictures from people: decoded one at a time in a child process, re-encoded small and without
metadata.
"""

import subprocess
import sys
from pathlib import Path
from threading import Lock

from neighbourhood.refusals import Invalid

CHILD = Path(__file__).with_name("picture_child.py")
LARGEST_FILE = 2 * 1024 * 1024
#: A small file may unpack to a huge picture; told from its head, before it is unpacked.
MOST_PIXELS = 40_000_000
MEMORY = 768 * 1024 * 1024
SECONDS_OF_WORK = 10
SECONDS_OF_WAITING = 20
TOO_MANY_PIXELS = 4

# Decoding takes memory: several at once could take more than the machine has.
_one_at_a_time = Lock()


def small_copy(data: bytes, *, longest: int, field: str = "picture") -> bytes:
    """Return a PNG, JPEG or WebP as WebP of at most `longest` pixels a side; raises Invalid for
    anything else or too much.
    """
    if not data or len(data) > LARGEST_FILE:
        raise Invalid("picture_too_large" if data else "picture_unreadable", field=field)
    sizes = [str(number) for number in (longest, MOST_PIXELS, MEMORY, SECONDS_OF_WORK)]
    with _one_at_a_time:
        try:
            # Isolated and by path: the child loads nothing of ours and finds no secret in its
            # environment.
            done = subprocess.run(  # noqa: S603
                [sys.executable, "-I", str(CHILD), *sizes],
                input=data,
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
    return done.stdout
