"""Naming one thing across rooms, where a table of its own kind cannot be pointed at."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Self


class ThingKind(StrEnum):
    """The kinds of things that acts, entries of a ledger and panels are about."""

    CATEGORY = "category"
    CITY = "city"
    DEPARTMENT = "department"
    DECISION = "decision"
    EDITION = "edition"
    INVITATION = "invitation"
    MEETING = "meeting"
    ORGANISATION = "organisation"
    PERSON = "person"
    # A place of any level; the trail has called it so since there was but one.
    PLACE = "neighbourhood"
    PRICE = "price"
    PROJECT = "project"
    RESIDENCY = "residency"
    ROUND = "round"
    SEAT = "seat"
    SHEET_QUESTION = "sheet_question"


@dataclass(frozen=True)
class ThingRef:
    """One thing by its kind and number; as a text, which is how it is stored, "round:12"."""

    kind: ThingKind
    id: int

    def __str__(self) -> str:
        """Return the text that is stored."""
        return f"{self.kind}:{self.id}"

    @classmethod
    def parse(cls, text: str) -> Self:
        """Return the thing that a stored text names; raises ValueError for any other text."""
        kind, _colon, number = text.partition(":")
        return cls(ThingKind(kind), int(number))
