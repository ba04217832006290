"""The one refusal of the count: a code and its values, worded by whoever asked."""


class TallyError(ValueError):
    """Input or parameters that cannot be counted; `code` is stable, `values` are plain data for a
    sentence.
    """

    def __init__(self, code: str, **values: object) -> None:
        self.code = code
        self.values = values
        super().__init__(
            code
            + (
                ": " + ", ".join(f"{key}={value}" for key, value in values.items())
                if values
                else ""
            )
        )
