"""Money in whole minor units, parsed as a locale writes it; what could mean two amounts is
refused.
"""

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal

from neighbourhood.folding import folded, visible
from neighbourhood.refusals import Invalid

#: Currencies that have no minor unit or another number of decimals than two (ISO 4217).
DECIMALS = dict.fromkeys(
    (
        "BIF",
        "CLP",
        "DJF",
        "GNF",
        "ISK",
        "JPY",
        "KMF",
        "KRW",
        "PYG",
        "RWF",
        "UGX",
        "VND",
        "VUV",
        "XAF",
        "XOF",
        "XPF",
    ),
    0,
) | dict.fromkeys(("BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"), 3)
#: Far beyond any fund: what is larger is a slip of the finger.
LARGEST = 10**13
#: Spaces that group thousands: no-break, narrow no-break, thin, plain.
SPACES = "\u00a0\u202f\u2009 "
#: Decimal and thousands marks of the world's locales, the Arabic ones included.
MARKS = ".,'’\u066b\u066c"
#: What stands for "no cents" behind an amount, as in `1.200,-` and `1200.--`.
NO_CENTS = re.compile(r"[.,](?:[-\u2013\u2014]{1,2}|=)")


@dataclass(frozen=True, order=True)
class Money:
    """An amount in the smallest unit of a currency, such as cents of EUR."""

    amount: int
    currency: str

    @property
    def decimal(self) -> Decimal:
        """Return the amount in whole units as an exact decimal."""
        return Decimal(self.amount).scaleb(-decimals_of(self.currency))


def decimals_of(currency: str) -> int:
    """Return how many decimals the currency has (ISO 4217)."""
    return DECIMALS.get(currency, 2)


def western_digits(text: str) -> str:
    """Return `text` with the decimal digits of every script written as 0 to 9."""
    return "".join(
        str(unicodedata.decimal(sign)) if unicodedata.decimal(sign, None) is not None else sign
        for sign in text
    )


@dataclass(frozen=True)
class MoneyWords:
    """What may stand beside an amount, folded: the names and signs of its currency, and those of
    others, which are told apart from what is unreadable.
    """

    own: frozenset[str] = frozenset()
    others: frozenset[str] = frozenset()


NO_WORDS = MoneyWords()


def parse_money(
    text: str, *, currency: str, decimal_mark: str, words: MoneyWords = NO_WORDS
) -> int:
    """Return the minor units `text` means where `decimal_mark` is the reader's; raises Invalid for
    what is unclear, and for another currency.
    """
    typed = western_digits(visible(text)).replace("\u066b", ".").replace("\u066c", "'")
    parts = re.fullmatch(r"([^0-9]*)(?:([0-9].*[0-9]|[0-9])([^0-9]*))?", typed, re.DOTALL)
    before, number, after = parts.groups("") if parts else ("", "", "")
    sign = before.strip()
    # Told apart from what is unreadable, as somebody meant it.
    if number and (sign.startswith(("-", "\u2212")) or sign.endswith(("-", "\u2212"))):
        raise Invalid("money_negative")
    if no_cents := NO_CENTS.match(after):
        # Whoever writes so has said which mark is the decimal one.
        decimal_mark = after[0]
        after = after[no_cents.end() :]
    for word in (sign, after.strip()):
        _require_own(word, currency, words)
    if not re.fullmatch(rf"[0-9{re.escape(MARKS + SPACES)}]+", number):
        raise Invalid("money_unreadable")
    decimals = decimals_of(currency)
    whole, fraction = _split(number, decimals, decimal_mark)
    # Whole and fractional digits written one after the other are the amount in minor units.
    amount = int(whole + fraction.ljust(decimals, "0"))
    if amount > LARGEST:
        raise Invalid("money_too_large")
    return amount


def _require_own(word: str, currency: str, words: MoneyWords) -> None:
    """Raise Invalid unless nothing stands there, or a word for the currency."""
    meant = folded(word)
    if not word or meant == currency.lower() or meant in words.own:
        return
    is_sign = len(meant) == 1 and unicodedata.category(meant) == "Sc"
    if is_sign or meant in words.others:
        raise Invalid("money_other_currency", currency=currency)
    raise Invalid("money_unreadable")


def _split(number: str, decimals: int, decimal_mark: str) -> tuple[str, str]:
    """Return the whole and the fractional digits of a number made of digits and marks."""
    marks = [sign for sign in dict.fromkeys(number) if not sign.isdigit()]
    if not marks:
        return number, ""
    # The last mark is the only one that could be the decimal one.
    last = max(marks, key=number.rindex)
    head, _mark, tail = number.rpartition(last)
    may_be_decimal = last in ".," and number.count(last) == 1
    is_alone = len(marks) == 1
    # A mark with other than three digits behind it groups nothing: it must be the decimal mark.
    if may_be_decimal and len(tail) != 3:
        if not 1 <= len(tail) <= decimals:
            raise Invalid("money_unreadable")
        # "12,50" where the point is decimal: most likely meant so, but a guess about money is a
        # fault.
        if is_alone and last != decimal_mark:
            raise Invalid("money_ambiguous", typed=number)
        return _grouped(head, other_than=last), tail
    # "1.234" where the point is the decimal mark: more digits than the currency has, or thousands.
    if may_be_decimal and is_alone and last == decimal_mark:
        raise Invalid("money_ambiguous", typed=number)
    return _grouped(number), ""


def _grouped(digits: str, *, other_than: str = "") -> str:
    """Return the digits of a number grouped in threes by one and the same mark."""
    marks = {sign for sign in digits if not sign.isdigit()}
    if not marks:
        return digits
    groups = re.split(f"[{re.escape(MARKS + SPACES)}]", digits)
    is_well_grouped = 1 <= len(groups[0]) <= 3 and all(len(group) == 3 for group in groups[1:])
    # One mark for all groups, and never the decimal one: else a slip of the finger would pass.
    if len(marks) != 1 or other_than in marks or not is_well_grouped:
        raise Invalid("money_unreadable")
    return "".join(groups)
