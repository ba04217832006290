"""Money is whole minor units, and what could mean two amounts is refused."""

import pytest
from babel import Locale

from neighbourhood.languages import formats
from neighbourhood.languages.known import known_languages
from neighbourhood.money import Money, decimals_of, parse_money
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
1.200,-   , 120000
1.200,-   . 120000
€ 1.200,- , 120000
1.200,- € , 120000
€1.200,00 , 120000
1'200.--  . 120000
1'200.–   . 120000
1200 euro , 120000
1200 Euros . 120000
1200 євро , 120000
1200 يورو . 120000
یورو 1200 . 120000
EUR1200   . 120000
\u200f5,000\u00a0€ . 500000
\u200e€\u00a05,000 . 500000
5\u00ad000 . 500000
\ufeff5000\u2060 . 500000
\u202a5000\u202c . 500000
\u20665000\u2069 . 500000
\u061c5000 . 500000
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
£1,200    . money_other_currency
$1200     . money_other_currency
1200 US$  . money_other_currency
₺1.200    , money_other_currency
1200 PLN  . money_other_currency
usd 1200  . money_other_currency
1200 apples . money_unreadable
1200 -    . money_unreadable
€ -5      . money_negative
-€5       . money_negative
€         . money_unreadable
€1.200    . money_ambiguous
"""


EUROS = formats.money_words("EUR")


def rows(table: str) -> list[list[str]]:
    """Return the rows of a text table: typed, decimal mark, expected."""
    return [
        [" ".join(parts[:-2]), parts[-2], parts[-1]]
        for line in table.strip().splitlines()
        if (parts := line.split())
    ]


@pytest.mark.parametrize(("typed", "mark", "amount"), rows(READ))
def test_amounts_are_read(typed: str, mark: str, amount: str) -> None:
    assert parse_money(typed, currency="EUR", decimal_mark=mark, words=EUROS) == int(amount)


@pytest.mark.parametrize(("typed", "mark", "code"), rows(REFUSED))
def test_unclear_amounts_are_refused(typed: str, mark: str, code: str) -> None:
    with pytest.raises(Invalid) as refused:
        parse_money(typed, currency="EUR", decimal_mark=mark, words=EUROS)
    assert refused.value.code == code


@pytest.mark.parametrize("currency", ["EUR", "TRY", "UAH", "GBP", "USD", "CAD", "JPY", "PLN"])
@pytest.mark.parametrize("language", known_languages())
def test_what_our_pages_show_is_read_again(language: str, currency: str) -> None:
    locale, minor = Locale.parse(language), 10 ** decimals_of(currency)
    unlike = {}
    for amount in (5, 5 * minor, 1_200 * minor, 400_000 * minor + minor // 2, 12_345_678 * minor):
        shown = formats.money(Money(amount, currency), locale)
        read = parse_money(
            shown,
            currency=currency,
            decimal_mark=formats.decimal_mark(locale),
            words=formats.money_words(currency),
        )
        if read != amount:
            unlike[shown] = read
    assert not unlike


def test_the_dollar_belongs_to_whoever_counts_in_dollars() -> None:
    for currency in ("USD", "CAD"):
        words = formats.money_words(currency)
        assert parse_money("$5", currency=currency, decimal_mark=".", words=words) == 500


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
