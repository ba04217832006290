"""The city's price list: kept at the desk, read by everybody, carried in and out as a file."""

import io
from datetime import date

import pytest
from sqlalchemy import select

from neighbourhood import clock
from neighbourhood.projects import queries, services
from neighbourhood.projects.models import PriceItem
from neighbourhood.projects.rules.price_files import (
    FileSurroundings,
    ListedPrice,
    price_file,
    read_price_file,
)
from neighbourhood.projects.rules.prices import Price
from neighbourhood.refusals import Invalid
from neighbourhood.trail.models import TrailEntry
from tests import builders as b

AROUND = FileSurroundings("EUR", ("en", "fr", "ar"), {"nature": 7}, date(2026, 11, 1))
BENCH = Price("park-bench", {"en": "Bench"}, "piece", 90_000, 140_000, date(2026, 1, 15))


@pytest.fixture
def staff(session):
    b.a_city(session)
    return b.a_staff_member(session)


def a_price(session, staff, **values):
    price = Price(**vars(BENCH) | values)
    return services.add_price(session, price, actor=b.actor_of(session, staff), now=clock.now())


def test_an_item_is_entered_changed_and_taken_off_the_list(visitor, session, staff):
    visitor.sign_in(staff)
    typed = {"code": "park-bench", "name_en": "Park bench", "lowest": "900", "highest": "1,400.50"}
    visitor.fill("projects_desk.new_price", typed | {"as_of": "2026-01-15"})
    item = session.scalars(select(PriceItem)).one()
    assert (item.lowest, item.highest, item.name) == (90_000, 140_050, {"en": "Park bench"})
    page = visitor.get("projects.prices")
    assert "Park bench" in page.text and "€900 to €1,400.50" in page.text
    visitor.fill("projects_desk.price", {"highest": "٩٠٠"}, price_id=item.id)
    assert "€900 for one piece" in " ".join(visitor.get("projects.prices").text.split())
    visitor.post("projects_desk.end_price", {}, price_id=item.id)
    assert "Park bench" not in visitor.get("projects.prices").text
    assert "Taken off the list" in visitor.get("projects_desk.prices").text
    acts = list(session.scalars(select(TrailEntry.act).order_by(TrailEntry.id)))
    assert acts[-3:] == ["add_price", "change_price", "end_price"]


@pytest.mark.parametrize(
    ("wrong", "error"),
    [
        ({"code": "Park Bench!"}, "Please use small letters, figures and hyphens"),
        ({"code": "x" * 41}, "Please use at most 40 characters; there are 41."),
        ({"name_en": ""}, "Please name the item in at least one language."),
        ({"lowest": ""}, "Please write what it costs."),
        ({"lowest": "0"}, "Please write what it costs. An item for nothing helps nobody."),
        ({"lowest": "-3"}, "An amount cannot be below zero."),
        ({"highest": "100"}, "The highest price is lower than the lowest one."),
        ({"unit": "kilo"}, "Please choose one of the list."),
        ({"as_of": "2099-01-01"}, "This day lies in the future."),
        ({"as_of": "yesterday"}, "Please give a day such as 2026-10-31."),
    ],
)
def test_a_wrong_item_is_refused_beside_its_field(visitor, session, staff, wrong, error):
    fine = {"code": "bench", "name_en": "Bench", "lowest": "900", "as_of": "2026-01-15"}
    page = visitor.sign_in(staff).fill("projects_desk.new_price", fine | wrong, status=422)
    assert page.errors()[0].startswith(error)
    assert session.scalars(select(PriceItem)).all() == []


def test_the_same_short_name_is_refused(visitor, session, staff):
    a_price(session, staff)
    typed = {"code": "park-bench", "name_en": "Bench", "lowest": "9", "as_of": "2026-01-15"}
    page = visitor.sign_in(staff).fill("projects_desk.new_price", typed, status=422)
    assert page.errors() == ["There is already an item with this short name."]


def test_everybody_finds_an_item_by_its_name_in_any_language(visitor, session, staff):
    a_price(session, staff, name={"en": "Bench", "tr": "Iğdır bankı", "ar": "مقعد"})
    a_price(session, staff, code="tree", name={"en": "Tree"})
    for words in ("bench", "igdir", "مقعد"):
        text = visitor.get("projects.prices", q=words).text
        assert "Bench" in text and "Tree" not in text
    assert "Nothing matches" in visitor.get("projects.prices", q="elephant").text


def test_what_goes_out_comes_in_again(session):
    wild = Price(
        "formula",
        {"en": '=HYPERLINK("http://x")', "fr": "Banc\nde parc", "ar": "مقعد"},
        "square_metre",
        1_250,
        9_900,
        date(2026, 2, 28),
        {"en": "@home; -5"},
        7,
    )
    text = price_file(
        [ListedPrice(wild), ListedPrice(BENCH, is_active=False)],
        currency="EUR",
        languages=AROUND.languages,
        categories={7: "nature"},
    )
    assert '"\'=HYPERLINK(""http://x"")"' in text
    assert "'@home; -5" in text
    read = read_price_file(("\ufeff" + text).encode(), AROUND)
    assert read.problems == ()
    first, second = read.prices
    assert first.price == Price(**vars(wild) | {"name": {**wild.name, "fr": "Banc de parc"}})
    assert (second.price, second.is_active) == (BENCH, False)


def test_a_spreadsheet_in_another_language_is_read_too():
    file = "code;name_fr;unit;lowest;as_of\nbanc;Banc;piece;12,50;2026-01-15\n\n;;;;\n"
    [listed] = read_price_file(file.encode(), AROUND).prices
    assert (listed.price.lowest, listed.price.highest) == (1_250, 1_250)


def test_every_mistake_is_named_with_line_and_column():
    file = """code,name_en,unit,lowest,highest,as_of,category,active
bench,"A bench
of wood",piece,900,,2026-01-15,,
Bad Code,Tree,piece,900,,2026-01-15,,
tree,,piece,900,,2026-01-15,,
tree,Tree,kilo,900,,2026-01-15,,
tree,Tree,piece,a lot,,2026-01-15,,
tree,Tree,piece,900,800,2026-01-15,,
tree,Tree,piece,900,,15/01/2026,,
tree,Tree,piece,900,,2026-01-15,unknown,
tree,Tree,piece,900,,2026-01-15,,perhaps
bench,Bench,piece,900,,2026-01-15,,
tree,Tree,piece,900,,2026-01-15,,yes,more
"""
    read = read_price_file(file.encode(), AROUND)
    assert read.prices == ()
    assert [(one.line, one.column, one.refusal.code) for one in read.problems] == [
        (4, "code", "price_code"),
        (5, "name", "price_name_missing"),
        (6, "unit", "price_unit"),
        (7, "lowest", "money_unreadable"),
        (8, "highest", "price_turned"),
        (9, "as_of", "price_day"),
        (10, "category", "category_unknown"),
        (11, "active", "price_active"),
        (12, "code", "price_twice"),
        (13, "", "price_cells"),
    ]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "price_columns_missing"),
        (b"\xff\xfe\x00", "price_file_encoding"),
        (b"code,unit,lowest\n", "price_columns_missing"),
        (b"code,unit,lowest,as_of,colour\n", "price_column_unknown"),
        (b"code,unit,lowest,as_of,name_de\n", "price_column_unknown"),
        (b"code,unit,lowest,as_of,code\n", "price_columns_twice"),
        (b"code,unit,lowest,as_of\n", "price_file_empty"),
        (b'code,unit,lowest,as_of\n"bench,piece,1,2026-01-15\n', "price_file_quotes"),
        (b"x" * (2**20 + 1), "price_file_too_large"),
        (b"code,unit,lowest,as_of\n" + b",,,\n" * 2001, "price_file_too_long"),
    ],
)
def test_what_is_no_price_list_is_refused_as_a_whole(content, code):
    with pytest.raises(Invalid) as refused:
        read_price_file(content, AROUND)
    assert (refused.value.code, refused.value.field) == (code, "file")


def test_a_file_with_one_mistake_changes_nothing(visitor, session, staff):
    a_price(session, staff)
    head = "code,name_en,unit,lowest,as_of\n"
    bad = f"{head}park-bench,Bench,piece,1000,2026-01-15\ntree,Tree,piece,0,2026-01-15\n"
    visitor.sign_in(staff)
    page = visitor.post(
        "projects_desk.import_prices", {"file": (io.BytesIO(bad.encode()), "p.csv")}, status=422
    )
    assert "Line 3, column lowest:" in page.text and "Nothing was taken" in page.text
    assert session.scalars(select(PriceItem.lowest)).all() == [90_000]
    good = bad.replace(",0,", ",70,")
    visitor.post(
        "projects_desk.import_prices",
        {"file": (io.BytesIO(good.encode()), "p.csv")},
        status=303,
    )
    assert sorted(session.scalars(select(PriceItem.lowest))) == [7_000, 100_000]


def test_the_list_goes_out_as_a_file(visitor, session, staff):
    a_price(session, staff, name={"en": "=1+1"})
    page = visitor.sign_in(staff).get("projects_desk.prices_csv")
    assert page.response.mimetype == "text/csv"
    assert "park-bench,'=1+1," in page.html


def test_a_category_with_a_price_stays(session, staff):
    category = b.a_category(session)
    a_price(session, staff, category_id=category.id)
    assert category.id in queries.used_category_ids(session)
