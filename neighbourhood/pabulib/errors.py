"""The one refusal of this package, for the person who must mend the file."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from neighbourhood.pabulib.words import ENGLISH
from neighbourhood.refusals import CodedError

_LONGEST_QUOTE = 60
#: So many problems of a file are told at once: whoever mends it need not come back for each.
MOST_PROBLEMS = 10


class PabulibError(CodedError, ValueError):
    """A `.pb` file that cannot be used: `code` and `values` say why, `file` and `line` (counted
    from 1) say where; `others` are what else is wrong, as far as it was read.
    """

    others: tuple["PabulibError", ...] = ()

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
        error = PabulibError(self.code, file=file, line=self.line, **self.values)
        error.others = tuple(other.in_file(file) for other in self.others)
        return error

    def __str__(self) -> str:
        """One line in English: the file, then for each problem line, problem and expectation."""
        problems = "; also ".join(
            f"line {one.line}: {one.problem}; expected {one.expected}"
            for one in (self, *self.others)
        )
        return f"{one_line(self.file)}, {problems}"


class Problems:
    """What is wrong in a file, gathered while it can still be read on."""

    def __init__(self) -> None:
        self._noted: list[PabulibError] = []

    @contextmanager
    def noted(self) -> Iterator[None]:
        """Note a problem instead of ending with it."""
        try:
            yield
        except PabulibError as error:
            self.note(error)

    def note(self, error: PabulibError) -> None:
        """Note a problem; raises all of them where that are enough."""
        self._noted.append(error)
        if len(self._noted) == MOST_PROBLEMS:
            self.require_none()

    def require_none(self) -> None:
        """Raise the problems as one PabulibError, if there are any."""
        if self._noted:
            first, *others = self._noted
            first.others = tuple(others)
            raise first

    def end_with(self, error: PabulibError) -> None:
        """Raise the problems together with one beyond which the file cannot be read."""
        if error not in self._noted:
            self._noted.append(error)
        self.require_none()


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
