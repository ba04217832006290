"""The numbers of a closed list: drawn, so that nobody chose who stands first, and repeatable."""

import hashlib
from collections.abc import Iterable


def drawn_numbers(seed: str, references: Iterable[str]) -> dict[str, int]:
    """Return {reference: number from 1} in the order of the SHA-256 of "seed:reference", written in
    hexadecimal; anyone who knows the seed gets the same.
    """
    order = sorted(references, key=lambda reference: draw_mark(seed, reference))
    return {reference: number for number, reference in enumerate(order, start=1)}


def draw_mark(seed: str, reference: str) -> str:
    """Return by what a project is ordered in the draw: 64 hexadecimal digits."""
    return hashlib.sha256(f"{seed}:{reference}".encode()).hexdigest()
