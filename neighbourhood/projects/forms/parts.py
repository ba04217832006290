"""Fields that several forms of projects share."""

from typing import Any

from neighbourhood.web.fields import LongText

ANY_DIRECTION = {"dir": "auto"}


class Expected:
    """A draft may lack it, but nobody can submit a project without it."""

    field_flags = {"required": True}

    def __call__(self, _form: object, _field: object) -> None:
        """Let it pass."""


class ShortText(LongText):
    """A sentence or two in a box of several lines, kept as one."""

    def process_formdata(self, values: list[str]) -> None:
        """Take the text, normalised, on one line."""
        super().process_formdata(values)
        self.data = " ".join(self.data.split())


def number_of(typed: Any, *, otherwise: int) -> int:
    """Return the number that a hidden field brought back; one that was meddled with is none."""
    text = str(typed or "")
    is_number = text.isascii() and text.isdecimal() and len(text) < 10
    return int(text) if is_number else otherwise
