"""What the page of an import tells of a file before anything is saved."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from neighbourhood.folding import folded
from neighbourhood.places.models import Place
from neighbourhood.places.rules.drawing_checks import (
    Overlap,
    Region,
    is_swapped,
    kilometres_off,
    overlaps_among,
    overlaps_with,
    region_of,
)
from neighbourhood.places.rules.levels import Level
from neighbourhood.places.rules.nesting import Outline, require_inside
from neighbourhood.places.rules.place_files import Feature, PlaceFile
from neighbourhood.places.rules.places import LONGEST_NAME
from neighbourhood.places.rules.slugs import proposed_slug
from neighbourhood.refusals import Invalid, Refusal


@dataclass(frozen=True)
class Wish:
    """What the staff want of one feature: whether it is kept, and its name."""

    is_kept: bool
    name: str


@dataclass(frozen=True)
class Surroundings:
    """Beside and below what the places of a file are to stand."""

    places: Sequence[Place]
    region: Region | None
    level: Level
    parent: Place | None

    @property
    def beside(self) -> list[Outline]:
        """Return the outlines of the places on the same level."""
        return [Outline(one.name, one.boundary) for one in self.places if one.level == self.level]


@dataclass(frozen=True)
class Row:
    """One feature: what it would be called in addresses, what is wrong with it, and how many
    kilometres away from the city it lies.
    """

    number: int
    slug: str
    problems: tuple[Refusal, ...]
    kilometres_off: int
    is_kept: bool


@dataclass(frozen=True)
class Findings:
    """All that is to be told of a file; `swapped` are the features that make sense only with
    latitude and longitude the other way round.
    """

    rows: tuple[Row, ...]
    overlaps: tuple[Overlap, ...]
    swapped: frozenset[int]

    @property
    def wrong(self) -> list[Row]:
        """Return the features that are kept although something is wrong with them."""
        return [row for row in self.rows if row.is_kept and row.problems]

    @property
    def needs_a_look(self) -> bool:
        """Say whether somebody has to confirm what the map shows."""
        return bool(self.overlaps) or any(row.kilometres_off for row in self.rows if row.is_kept)


def findings_of(file: PlaceFile, wishes: Sequence[Wish], around: Surroundings) -> Findings:
    """Look through a file as it would be saved beside the city's places."""
    # A file's own places tell where one of them lies astray, where nothing else is known.
    region = around.region or region_of([one for one in file.boundaries if one])
    swapped = swapped_in(file, region)
    names = Counter(folded(wish.name) for wish in wishes if wish.is_kept)
    taken = {place.slug for place in around.places}
    rows: list[Row] = []
    for number, (feature, wish) in enumerate(zip(file.features, wishes, strict=True)):
        problems = [
            *([Invalid("feature_swapped")] if number in swapped else _drawn(feature, wish, around)),
            *_named(wish.name, names, around.places),
        ]
        boundary = None if number in swapped else feature.boundary
        off = kilometres_off(boundary, region) if boundary else 0
        slug = proposed_slug(wish.name, taken)
        taken |= {slug} if wish.is_kept else set()
        rows.append(Row(number, slug, tuple(problems), off, wish.is_kept))
    return Findings(tuple(rows), tuple(_overlaps(file, wishes, around)), swapped)


def swapped_in(file: PlaceFile, region: Region | None) -> frozenset[int]:
    """Return the features that make sense only the other way round."""
    return frozenset(
        number
        for number, feature in enumerate(file.features)
        if feature.is_off_the_map or (feature.boundary and is_swapped(feature.boundary, region))
    )


def _overlaps(file: PlaceFile, wishes: Sequence[Wish], around: Surroundings) -> list[Overlap]:
    kept = [
        Outline(wish.name, feature.boundary)
        for feature, wish in zip(file.features, wishes, strict=True)
        if wish.is_kept
    ]
    beside = around.beside
    return overlaps_among(kept) + [
        overlap for one in kept for overlap in overlaps_with(one, beside)
    ]


def _named(name: str, names: Counter[str], places: Sequence[Place]) -> list[Refusal]:
    if not name:
        return [Invalid("place_name", most=LONGEST_NAME)]
    if any(folded(place.name) == folded(name) for place in places):
        return [Invalid("feature_name_taken")]
    return [Invalid("feature_name_twice")] if names[folded(name)] > 1 else []


def _drawn(feature: Feature, wish: Wish, around: Surroundings) -> list[Refusal]:
    if feature.problem or around.parent is None:
        return [feature.problem] if feature.problem else []
    parent = Outline(around.parent.name, around.parent.boundary)
    try:
        require_inside(Outline(wish.name, feature.boundary), parent, field="boundary")
    except Invalid as refusal:
        return [refusal]
    return []
