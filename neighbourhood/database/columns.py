"""Column types: instants in UTC, whole minor units, random ids, texts by language."""

import secrets
from datetime import UTC, datetime

from sqlalchemy import JSON, BigInteger, DateTime, Dialect, LargeBinary, Text, TypeDecorator

#: Compared sign by sign on both databases, whatever the server's locale.
FOLDED_TEXT = Text().with_variant(Text(collation="C"), "postgresql")


class Instant(TypeDecorator[datetime]):
    """An aware instant, kept as UTC on both databases; a naive one is refused."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Return the instant in UTC, naive where the database keeps no zone."""
        if value is None:
            return None
        # It could be meant in any zone; a guess would move an end.
        if value.tzinfo is None:
            raise ValueError("an instant needs a time zone")
        utc = value.astimezone(UTC)
        return utc.replace(tzinfo=None) if dialect.name == "sqlite" else utc

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Return the kept instant as aware UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class MinorUnits(TypeDecorator[int]):
    """An amount of money in the smallest unit of the city's currency; only whole numbers
    are taken.
    """

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: int | None, dialect: Dialect) -> int | None:
        """Return the amount, refusing what is not a whole number."""
        # Not isinstance: True is an int for Python, and no amount.
        if value is not None and type(value) is not int:
            raise TypeError("money is a whole number of minor units")
        return value


class RandomId(TypeDecorator[bytes]):
    """Sixteen random bytes that tell nothing of order or time."""

    impl = LargeBinary(16)
    cache_ok = True

    @staticmethod
    def new() -> bytes:
        """Draw a fresh id."""
        return secrets.token_bytes(16)


class Texts(TypeDecorator[dict[str, str]]):
    """A text in several languages: {language code: text}."""

    impl = JSON
    cache_ok = True
