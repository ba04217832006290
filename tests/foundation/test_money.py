"""Money is whole minor units, and what could mean two amounts is refused."""

import pytest
from babel import Locale

from neighbourhood.languages import formats
from neighbourhood.money import Money, parse_money
from neighbourhood.refusals import Invalid

READ = """
1200      . 120000
1200      , 120000
1 200     , 120000
1,200.50  . 120050
1.200,50  , 120050
1'200     . 120000
10.5      . 1050
10,5      , 1050
0,99      , 99
€ 15      , 1500
15 EUR    , 1500
١٢٠٠      . 120000
۱۲۰۰      , 120000
10,000,000 . 1000000000
"""
REFUSED = """
10,00     . money_ambiguous
10.00     , money_ambiguous
1,200     , money_ambiguous
1.200     . money_ambiguous
-5        . money_negative
−5        . money_negative
12,34,56  . money_unreadable
1.2.3,4   , money_unreadable
ten       . money_unreadable
1e9       . money_unreadable
99999999999999999 . money_too_large
"""


def rows(table: str) -> list[list[str]]:
    """Return the rows of a text table: typed, decimal mark, expected."""
    return [
        [" ".join(parts[:-2]), parts[-2], parts[-1]]
        for line in table.strip().splitlines()
        if (parts := line.split())
    ]


@pytest.mark.parametrize(("typed", "mark", "amount"), rows(READ))
def test_amounts_are_read(typed: str, mark: str, amount: str) -> None:
    assert parse_money(typed, currency="EUR", decimal_mark=mark) == int(amount)


@pytest.mark.parametrize(("typed", "mark", "code"), rows(REFUSED))
def test_unclear_amounts_are_refused(typed: str, mark: str, code: str) -> None:
    with pytest.raises(Invalid) as refused:
        parse_money(typed, currency="EUR", decimal_mark=mark)
    assert refused.value.code == code


def test_currencies_have_their_own_decimals() -> None:
    assert parse_money("1200", currency="JPY", decimal_mark=".") == 1200
    assert parse_money("1.5", currency="KWD", decimal_mark=".") == 1500


@pytest.mark.parametrize(
    ("language", "shown"),
    [
        ("en", "€400,000"),
        ("fr", "400 000 €"),
        ("nl", "€ 400.000"),
        ("ar", "‏400,000 €"),
        ("tr", "€400.000"),
        ("uk", "400 000 EUR"),
    ],
)
def test_whole_amounts_are_shown_without_cents(language: str, shown: str) -> None:
    text = formats.money(Money(40_000_000, "EUR"), Locale.parse(language))
    assert " ".join(text.split()) == " ".join(shown.split())


def test_cents_are_shown_where_there_are_any() -> None:
    assert formats.money(Money(312_050, "EUR"), Locale.parse("en")) == "€3,120.50"
