"""Refusals: why something may not happen. For people: a code with values, worded where the reader's
language is known. For whoever runs the program: one English line.
"""


class OperatorError(Exception):
    """What the program says to whoever runs it, as one English line: settings, files given to a
    command.
    """


class CodedError(Exception):
    """A refusal that can be said in every language: `code` names the reason and is stable, `values`
    are plain data that fill its sentence.
    """

    def __init__(self, code: str, **values: object) -> None:
        super().__init__(code)
        self.code = code
        self.values = values

    def __str__(self) -> str:
        """Name the code and its values for a log or a command line."""
        details = ", ".join(f"{name}={value}" for name, value in self.values.items())
        return f"{self.code} ({details})" if details else self.code


class Refusal(CodedError):
    """Something is not done for a person: `field` is the form field the reason belongs to."""

    status = 422

    def __init__(self, code: str, field: str | None = None, **values: object) -> None:
        super().__init__(code, **values)
        self.field = field


class Invalid(Refusal):
    """What was given cannot be accepted as it stands."""

    status = 422


class NotFound(Refusal):
    """There is no such thing, or it is hidden from this person."""

    status = 404

    def __init__(self, code: str = "not_found", field: str | None = None, **values: object) -> None:
        super().__init__(code, field, **values)


class NotAllowed(Refusal):
    """This person may not do this."""

    status = 403


class NotNow(Refusal):
    """It may be done, but not at this moment or in this state."""

    status = 409


class TooMany(Refusal):
    """It was tried too often; a later try may succeed."""

    status = 429
