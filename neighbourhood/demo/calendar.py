"""When the phases of the invented rounds run: today lies well inside the one a round is in."""

from neighbourhood.demo.sources import Entry
from neighbourhood.demo.town import ZONE, Town
from neighbourhood.rounds.rules import Dates, consecutive

#: Whole days of each phase by scheme.
LENGTHS: dict[str, tuple[tuple[str, int | None], ...]] = {
    "act-in-my-neighbourhood": (
        ("propose", 42),
        ("review", 28),
        ("vote", 21),
        ("allocate", 21),
        ("publish", 24),
        ("deliver", None),
    ),
    "district-programme": (
        ("propose", 42),
        ("review", 42),
        ("vote", 21),
        ("publish", 24),
        ("deliver", None),
    ),
}
#: How many days ago the present phase of a round began.
BEGAN = {
    "propose": 20,
    "shortlist": 10,
    "review": 12,
    "vote": 11,
    "allocate": 11,
    "publish": 14,
    "deliver": 125,
}


def lengths_of(entry: Entry) -> list[tuple[str, int | None]]:
    """Return the phases of a round with their whole days: those of its scheme, but for what the
    file says of this round.
    """
    own = entry.get("lengths", {})
    return [(kind, own.get(kind, length)) for kind, length in LENGTHS[entry["scheme"]]]


def days_of(entry: Entry) -> dict[str, int]:
    """Return {phase: its first day, counted from today} for a round of the files."""
    # First counted from the first phase, then moved so that the present one began as BEGAN says.
    first_days, day = {}, 0
    for kind, length in lengths_of(entry):
        first_days[kind] = day
        day += length or 0
    today = first_days[entry["phase"]] + BEGAN[entry["phase"]]
    return {kind: first_day - today for kind, first_day in first_days.items()}


def phases_of(town: Town, entry: Entry) -> list[Dates]:
    """Return the phases of such a round with their instants."""
    return consecutive(lengths_of(entry), town.day(days_of(entry)["propose"]), ZONE)


def spread(first: int, last: int, number: int) -> list[float]:
    """Return so many moments, in days, evenly spread between two days."""
    return [first + (last - first) * (position + 0.5) / number for position in range(number)]
