"""Reviews leave as a table and come back: checked whole, shown, and done as a whole."""

import io

import pytest

from neighbourhood import clock
from neighbourhood.refusals import Invalid
from neighbourhood.reviews import queries
from neighbourhood.reviews.rules.tables import Problem, guarded, read_table
from tests import builders as b
from tests.reviews.test_desk_pages import signed_in
from tests.reviews.test_sheets import Checking


@pytest.fixture
def checking(visitor):
    checking = Checking(visitor.session)
    with clock.at(checking.judging.now):
        yield checking


def test_no_cell_is_a_formula():
    cells = ("=1+1", "@x", "a\nb", -3, "a;=1+1")
    assert [guarded(cell) for cell in cells] == ["'=1+1", "'@x", "a b", "'-3", "a;'=1+1"]


def test_each_wrong_cell_is_named_by_line_and_column():
    table = read_table(
        "\ufeffround;number;due;q7 Is it legal?\r\n"
        "agir;1;2026-10-31;yes\r\n"
        "agir;x;;\r\n"
        "\r\n"
        "agir;2;31.10.2026;perhaps\r\n"
        "agir;1;;no\r\n"
    )
    assert set(table.problems) == {
        Problem(3, "number", "table_number", "x"),
        Problem(5, "due", "table_day", "31.10.2026"),
        Problem(5, "q7 is it legal?", "table_answer", "perhaps"),
        Problem(6, "number", "table_twice", "1"),
    }


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "table_without_project"),
        ("title,cost\nTrees,1", "table_without_project"),
        ("round,number\n" + "a,1\n" * 2001, "table_too_long"),
    ],
)
def test_what_is_no_such_table_is_refused(text, code):
    with pytest.raises(Invalid, match=code):
        read_table(text)


def brought(visitor, text, *, status=200):
    sent = {"file": (io.BytesIO(text.encode()), "reviews.csv")}
    return visitor.post("reviews_desk.import_table", sent, status=status)


def test_the_list_leaves_with_its_answers(visitor, checking):
    clerk = signed_in(visitor, checking.judging.staff)
    checking.project.title = "=cmd()"
    visitor.session.commit()
    answer = clerk.client.get(clerk.url("reviews_desk.table_csv", department="law"))
    text = answer.get_data(as_text=True)
    assert text.startswith("\ufeffround,number,title,state")
    assert f"{checking.judging.round.slug},{checking.project.number},'=cmd()" in text
    assert "law parks" in text


def test_a_table_is_shown_before_it_is_done_and_done_once(visitor, checking):
    clerk = signed_in(visitor, checking.judging.staff)
    slug, legal = checking.judging.round.slug, checking.legal.id
    other = b.a_project(visitor.session, checking.judging.round, "Lamps", state="submitted")
    visitor.session.commit()
    text = (
        f"round,number,departments,q{legal} Is it legal?,proposal\n"
        f"{slug},{checking.project.number},,no,A pipe runs there\n"
        f"{slug},{other.number},law parks,,\n"
    )
    page = brought(clerk, text)
    assert "Change 2 projects" in page.text
    assert queries.answers_of(visitor.session, checking.project.id) == {}
    clerk.post("reviews_desk.import_table", page.fields() | {"do": "1"})
    visitor.session.expire_all()
    assert queries.answers_of(visitor.session, checking.project.id)[legal].answer == "no"
    assert len(queries.assignments_of(visitor.session, [other.id])[other.id]) == 2
    notes = queries.notes_of(visitor.session, checking.project.id)
    assert [one.text for one in notes] == ["A pipe runs there"]
    stale = clerk.post("reviews_desk.import_table", page.fields() | {"do": "1"}, status=422)
    assert "Somebody changed something" in stale.text


def test_one_wrong_cell_stops_the_whole_file(visitor, checking):
    clerk = signed_in(visitor, checking.judging.staff)
    slug = checking.judging.round.slug
    text = (
        f"round,number,departments\n{slug},{checking.project.number},law\n"
        f"{slug},99999,law\n{slug},{checking.project.number + 1},nobody\n"
    )
    page = brought(clerk, text, status=422)
    assert "Line 3, column number: This round has no project 99999." in page.text
    assert "nothing was changed" in page.text
