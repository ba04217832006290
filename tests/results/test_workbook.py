"""The workbook of a result opens by a double click: texts are texts, amounts amounts."""

import io
import xml.etree.ElementTree as ET
import zipfile
from datetime import UTC, datetime

import pytest
from babel import Locale
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from neighbourhood import pabulib
from neighbourhood.languages import known_languages
from neighbourhood.money import Money
from neighbourhood.web.workbooks import Column, Kind, Sheet, money_pattern, workbook
from tests import builders as b
from tests.results.test_import import MINIMAL, imported
from tests.results.test_tables import EVIL, HOSTILE
from tests.visitor import Visitor

NS = {"s": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}
AT = datetime(2026, 11, 28, 12, tzinfo=UTC)


def part(book: bytes, name: str) -> ET.Element:
    with zipfile.ZipFile(io.BytesIO(book)) as packed:
        return ET.fromstring(packed.read(name))


def texts(book: bytes) -> list[str]:
    """Return the texts of all text cells."""
    return ["".join(one.itertext()) for one in part(book, "xl/sharedStrings.xml")]


def made(rows: list[tuple[object, ...]], language: str = "en") -> bytes:
    columns = [Column("Title"), Column("Cost", Kind.MONEY), Column("Votes", Kind.NUMBER)]
    return workbook(
        [Sheet("A [list]", columns, rows)],  # type: ignore[arg-type]
        language=known_languages()[language],
        currency="EUR",
        made_at=AT,
    )


def test_texts_stay_texts_and_amounts_are_numbers() -> None:
    book = made([("=1+1", Money(2250, "EUR"), 3), ("007", Money(100, "EUR"), 0)])
    cells = part(book, "xl/worksheets/sheet1.xml").findall(".//s:c", NS)
    kinds = {cell.get("r"): cell.get("t") for cell in cells}
    assert kinds["A2"] == kinds["A3"] == "s" and kinds["B2"] is None
    values = {cell.get("r"): cell.findtext("s:v", None, NS) for cell in cells}
    assert (values["B2"], values["C2"], values["C3"]) == ("22.5", "3", "0")
    assert "=1+1" in texts(book) and "007" in texts(book)
    assert not part(book, "xl/worksheets/sheet1.xml").findall(".//s:f", NS)


@settings(deadline=None, max_examples=50)
@given(st.text(st.characters(exclude_categories=("Cs",)), max_size=40))
def test_no_text_is_ever_a_formula(text: str) -> None:
    book = made([(text, Money(1, "EUR"), 1)])
    sheet = part(book, "xl/worksheets/sheet1.xml")
    assert not sheet.findall(".//s:f", NS) and not sheet.findall(".//s:hyperlink", NS)


def test_the_same_table_gives_the_same_bytes() -> None:
    rows = [("Trees", Money(100, "EUR"), 1)]
    assert made(rows) == made(rows)


@pytest.mark.parametrize(("language", "is_rtl"), [("en", False), ("ar", True), ("fa", True)])
def test_the_sheet_has_the_readers_direction_and_a_head_that_stays(
    language: str, is_rtl: bool
) -> None:
    view = part(made([], language), "xl/worksheets/sheet1.xml").find(".//s:sheetView", NS)
    assert view is not None
    assert (view.get("rightToLeft") == "1") is is_rtl
    pane = view.find("s:pane", NS)
    assert pane is not None and (pane.get("ySplit"), pane.get("state")) == ("1", "frozen")


@pytest.mark.parametrize(
    ("language", "currency", "pattern"),
    [
        ("en", "EUR", '"€" #,##0.00'),
        ("fr", "EUR", '#,##0.00 "€"'),
        ("nl", "EUR", '"€" #,##0.00'),
        ("en", "JPY", '"¥" #,##0'),
        ("en", "PLN", '"PLN" #,##0.00'),
    ],
)
def test_amounts_are_shown_with_their_currency(language: str, currency: str, pattern: str) -> None:
    assert money_pattern(currency, Locale.parse(language)) == pattern


@pytest.mark.parametrize("language", ["en", "fr", "ar"])
def test_a_result_has_a_workbook_in_the_readers_language(
    session: Session, visitor: Visitor, language: str
) -> None:
    b.a_city(session)
    round_ = imported(session, pabulib.parse(HOSTILE))
    answer = visitor.get("results.projects_xlsx", slug=round_.slug, language=language).response
    assert answer.headers["Content-Disposition"].endswith('-projects.xlsx"')
    book = answer.get_data()
    said = texts(book)
    assert EVIL in said and "Français" in said
    assert {"en": "Title", "fr": "Titre", "ar": "العنوان"}[language] in said
    assert not any("<" in text for text in said)
    assert len(part(book, "xl/workbook.xml").findall(".//s:sheet", NS)) == 2


def test_the_page_of_a_result_offers_it(session: Session, visitor: Visitor) -> None:
    round_ = imported(session, pabulib.parse(MINIMAL))
    page = visitor.get("results.show", slug=round_.slug)
    assert "projects.xlsx" in page.html
