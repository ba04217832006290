"""Pages of a list."""

from dataclasses import dataclass

from flask import request


@dataclass(frozen=True)
class Pages:
    """Where one stands in a list: page `number` (from 1) of `total` things, `size` on a page."""

    number: int
    total: int
    size: int

    @property
    def last(self) -> int:
        """Return the number of the last page, 1 for an empty list."""
        return max(1, -(-self.total // self.size))

    @property
    def offset(self) -> int:
        """Return how many things stand on the pages before."""
        return (self.number - 1) * self.size


def page_number() -> int:
    """Return the page asked for; what is no sensible number means the first."""
    asked = request.args.get("page", "1")
    return (
        max(1, min(int(asked), 10_000))
        if asked.isascii() and asked.isdecimal() and len(asked) < 6
        else 1
    )
