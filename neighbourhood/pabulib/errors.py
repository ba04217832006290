"""The one refusal of this package, for the person who must mend the file."""

from collections.abc import Mapping

from neighbourhood.pabulib.words import ENGLISH
from neighbourhood.refusals import CodedError

_LONGEST_QUOTE = 60


class PabulibError(CodedError, ValueError):
    """A `.pb` file that cannot be used: `code` and `values` say why, `file` and `line` (counted
    from 1) say where.
    """

    def __init__(self, code: str, *, file: str, line: int, **values: object) -> None:
        super().__init__(code, **values)
        self.file = file
        self.line = line

    @property
    def problem(self) -> str:
        """What is wrong, in English."""
        return ENGLISH[self.code][0].format(**self.values)

    @property
    def expected(self) -> str:
        """What was expected instead, in English."""
        return ENGLISH[self.code][1].format(**values_of_expectation(self.values))

    def in_file(self, file: str) -> "PabulibError":
        """The same refusal, the file called as the caller knows it."""
        return PabulibError(self.code, file=file, line=self.line, **self.values)

    def __str__(self) -> str:
        """One line in English: file, line, problem and expectation."""
        return f"{one_line(self.file)}, line {self.line}: {self.problem}; expected {self.expected}"


def values_of_expectation(values: Mapping[str, object]) -> dict[str, object]:
    """The values that fill an expectation: `expected_section`, where it is given, stands for
    `section`, which names what was read.
    """
    prefix = "expected_"
    own = {
        name.removeprefix(prefix): value
        for name, value in values.items()
        if name.startswith(prefix)
    }
    return {**values, **own}


def one_line(text: str) -> str:
    """The text with every character that could break or forge a line escaped."""
    return "".join(
        letter if letter.isprintable() else letter.encode("unicode_escape").decode()
        for letter in text
    )


def quoted(text: str) -> str:
    """The text in quotation marks, on one line and cut to a readable length."""
    cut = text if len(text) <= _LONGEST_QUOTE else text[:_LONGEST_QUOTE] + "…"
    return f"'{one_line(cut)}'"
