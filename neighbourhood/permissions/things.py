"""What a thing must have for a fact to be asked about it: small protocols that rows and frozen
values answer.
"""

from typing import Protocol


class InPlace(Protocol):
    """A thing that stands in a place, or is one."""

    @property
    def place_id(self) -> int:
        """Return the place's number."""


class InRound(Protocol):
    """A thing that belongs to a round, or is one."""

    @property
    def round_id(self) -> int:
        """Return the round's number."""


class Authored(Protocol):
    """A thing that somebody wrote, alone or with others; nobody where their accounts are gone."""

    @property
    def author_ids(self) -> tuple[int, ...]:
        """Return the numbers of all its authors."""


class Entered(Protocol):
    """A thing that an officer may have entered for somebody."""

    @property
    def entered_by_id(self) -> int | None:
        """Return the officer's number, None where its author wrote it."""


class Dictated(Protocol):
    """A thing that an officer may have entered for somebody of a place."""

    @property
    def entered_by_id(self) -> int | None:
        """Return the officer's number, None where its author wrote it."""

    @property
    def place_id(self) -> int:
        """Return the place's number."""


class WithMembers(Protocol):
    """An organisation, or a thing that organisations stand behind."""

    @property
    def member_ids(self) -> tuple[int, ...]:
        """Return the numbers of all who speak for them."""


class OfPerson(Protocol):
    """A thing that is about a person, or is one; None where they have no account yet."""

    @property
    def person_id(self) -> int | None:
        """Return the person's number."""


class Publishable(Protocol):
    """A thing that is shown to everybody, or not yet."""

    @property
    def is_public(self) -> bool:
        """Say whether everybody may see it."""


class KeyKept(Protocol):
    """A thing whose key is kept in halves by people."""

    @property
    def key_holder_ids(self) -> tuple[int, ...]:
        """Return the numbers of those people."""


class Judged(Protocol):
    """A thing that a jury judges, or the jury itself."""

    @property
    def juror_ids(self) -> tuple[int, ...]:
        """Return the numbers of those who sit on the jury."""

    @property
    def jury_chair_id(self) -> int | None:
        """Return the number of the one who leads it."""


class DemoMark(Protocol):
    """A thing that says whether it is the demo city's."""

    @property
    def is_demo(self) -> bool:
        """Say whether it is."""


def attributes_of(needs: type) -> tuple[str, ...]:
    """Return the names that a thing must have to answer one of these protocols."""
    return tuple(sorted(name for name in vars(needs) if not name.startswith("_")))


class UnfitThing(TypeError):
    """A programming error: an act was asked about a thing that lacks what the facts need."""

    def __init__(self, action: str, fact: str, needs: type, thing: object) -> None:
        names = ", ".join(attributes_of(needs))
        super().__init__(
            f"{action} asks {fact}, which needs {needs.__name__} ({names}), "
            f"but was asked about {type(thing).__name__}"
        )
