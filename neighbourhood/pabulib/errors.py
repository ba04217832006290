"""The one refusal of this package, worded for the person who must mend the file."""

from typing import Any

_LONGEST_QUOTE = 60


class Said(str):
    """English words that remember their template and the values in it, so that they can be said in
    another language too.
    """

    __slots__ = ("template", "values")
    template: str
    values: dict[str, Any]

    def __new__(cls, template: str, /, **values: Any) -> "Said":
        """Fill the values in; a template without values is taken as it is."""
        said = super().__new__(cls, template.format(**values) if values else template)
        said.template, said.values = template, values
        return said


class PabulibError(ValueError):
    """A `.pb` file that cannot be used: file, line (counted from 1), problem and what was expected;
    str is one line.
    """

    def __init__(self, file: str, line: int, problem: Said, expected: Said) -> None:
        super().__init__(file, line, problem, expected)
        self.file = file
        self.line = line
        self.problem = problem
        self.expected = expected

    def __str__(self) -> str:
        return f"{one_line(self.file)}, line {self.line}: {self.problem}; expected {self.expected}"


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
