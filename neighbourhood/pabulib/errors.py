"""The one refusal of this package, worded for the person who must mend the file."""

_LONGEST_QUOTE = 60


class PabulibError(ValueError):
    """A `.pb` file that cannot be used: file, line (counted from 1), problem and what was expected; str is one line."""

    def __init__(self, file: str, line: int, problem: str, expected: str) -> None:
        super().__init__(file, line, problem, expected)
        self.file = file
        self.line = line
        self.problem = problem
        self.expected = expected

    def __str__(self) -> str:
        return f"{one_line(self.file)}, line {self.line}: {self.problem}; expected {self.expected}"


def one_line(text: str) -> str:
    """The text with every character that could break or forge a line escaped."""
    return "".join(letter if letter.isprintable() else letter.encode("unicode_escape").decode() for letter in text)


def quoted(text: str) -> str:
    """The text in quotation marks, on one line and cut to a readable length."""
    cut = text if len(text) <= _LONGEST_QUOTE else text[:_LONGEST_QUOTE] + "…"
    return f"'{one_line(cut)}'"
