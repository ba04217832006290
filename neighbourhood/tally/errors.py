"""The one refusal of the count: a code and its values, worded by whoever asked."""

from neighbourhood.refusals import CodedError


class TallyError(CodedError, ValueError):
    """Input or parameters that cannot be counted."""

    def __str__(self) -> str:
        """Name the code and its values as the command line of the count prints them."""
        details = ", ".join(f"{name}={value}" for name, value in self.values.items())
        return f"{self.code}: {details}" if details else self.code
