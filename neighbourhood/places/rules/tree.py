"""The tree of places: its order on a page, and what is drawn of it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar


class InTree(Protocol):
    """A place, as far as the tree needs it."""

    @property
    def id(self) -> int:
        """Return its number."""

    @property
    def parent_id(self) -> int | None:
        """Return the number of the place above it, if there is one."""


Node = TypeVar("Node", bound=InTree)


@dataclass(frozen=True)
class Branch(Generic[Node]):
    """A place with the number of places above it."""

    place: Node
    depth: int


def in_tree_order(places: Iterable[Node]) -> list[Branch[Node]]:
    """Return each place followed by those below it; places side by side keep their order."""
    children: dict[int | None, list[Node]] = {}
    for place in places:
        children.setdefault(place.parent_id, []).append(place)
    ordered: list[Branch[Node]] = []
    # Taken from the end: the last one added is the next to stand in the list.
    to_do = [Branch(place, 0) for place in reversed(children.get(None, []))]
    while to_do:
        branch = to_do.pop()
        ordered.append(branch)
        below = reversed(children.get(branch.place.id, []))
        to_do.extend(Branch(place, branch.depth + 1) for place in below)
    return ordered


def way_up(place: Node, known: Mapping[int, Node]) -> list[Node]:
    """Return the places above a place, the nearest first, as far as they are known by number."""
    way: list[Node] = []
    step = _above(place, known)
    while step is not None:
        way.append(step)
        step = _above(step, known)
    return way


def _above(place: Node, known: Mapping[int, Node]) -> Node | None:
    return None if place.parent_id is None else known.get(place.parent_id)


def without_places_above(places: Iterable[Node], known: Mapping[int, Node]) -> list[Node]:
    """Return only the places of which none below is among them, so that a map draws nothing over
    something else.
    """
    places = list(places)
    above = {higher.id for place in places for higher in way_up(place, known)}
    return [place for place in places if place.id not in above]


def without_places_below(places: Iterable[Node], known: Mapping[int, Node]) -> list[Node]:
    """Return only the places of which none above is among them."""
    places = list(places)
    ids = {place.id for place in places}
    return [
        place for place in places if not any(higher.id in ids for higher in way_up(place, known))
    ]
