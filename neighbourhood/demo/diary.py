"""A diary: acts are noted in any order and done in the order of time, the clock set to their
instants.
"""

import heapq
from collections.abc import Callable
from datetime import datetime
from itertools import count

from neighbourhood import clock

Act = Callable[[], object]


class Diary:
    """Acts by the instant at which they happen; an act may note later ones."""

    def __init__(self) -> None:
        self._acts: list[tuple[datetime, int, Act]] = []
        self._order = count()

    def note(self, instant: datetime, act: Act) -> None:
        """Let `act` happen at an instant; what is noted first happens first where instants are
        equal.
        """
        # The number decides between equal instants: functions cannot be compared.
        heapq.heappush(self._acts, (instant, next(self._order), act))

    def live(self, until: datetime) -> None:
        """Do everything up to an instant; what lies after it never happens."""
        while self._acts and self._acts[0][0] <= until:
            instant, _order, act = heapq.heappop(self._acts)
            # Services are told the instant, but what they ask the clock must fit as well.
            with clock.at(instant):
                act()
