"""What every answer keeps to: headers, tokens, kept pages, the log, pages of problems in the
reader's language.
"""

import json
import logging

import pytest

from neighbourhood.web.answers import is_inside
from neighbourhood.web.lifecycle import LOG, JsonLines
from neighbourhood.web.text import clean, render_markdown
from tests import builders as b


def test_headers_are_strict(visitor):
    b.a_city(visitor.session)
    headers = visitor.get("pages.home").response.headers
    assert (
        "unsafe" not in headers["Content-Security-Policy"]
        and "default-src 'none'" in headers["Content-Security-Policy"]
    )
    assert headers["X-Content-Type-Options"] == "nosniff"


def test_problems_are_told_in_the_readers_language(visitor):
    b.a_city(visitor.session)
    french = visitor.get("/fr/nowhere/", status=404)
    arabic = visitor.get("/ar/nowhere/", status=404)
    assert (french.tree.get("lang"), arabic.tree.get("lang"), arabic.tree.get("dir")) == (
        "fr",
        "ar",
        "rtl",
    )
    assert french.h1 != arabic.h1 != "This page was not found"


def test_a_missing_token_gives_back_what_was_typed(visitor):
    b.a_city(visitor.session)
    page = visitor.post(
        "people.sign_in",
        {"email": "amina@example.org", "password": "a secret"},
        status=422,
        token=False,
    )
    assert "amina@example.org" in page.html
    assert "a secret" not in page.html


def test_a_failure_is_told_without_details(app, visitor, monkeypatch):
    def broken() -> None:
        raise RuntimeError("the inner workings")

    b.a_city(visitor.session)
    monkeypatch.setitem(app.view_functions, "pages.about", broken)
    page = visitor.get("/fr/about/", status=500)
    assert "inner workings" not in page.html
    assert page.tree.get("lang") == "fr"


def test_a_change_shows_with_the_next_request(visitor):
    city = b.a_city(visitor.session)
    assert "Toulouse" in visitor.get("pages.home").text
    b.a_staff_member(visitor.session)
    from neighbourhood.database.queries import note_public_change

    city.name = "Utrecht"
    note_public_change(visitor.session)
    assert "Utrecht" in visitor.get("pages.home").text


def test_an_unchanged_page_is_kept(visitor):
    b.a_city(visitor.session)
    first = visitor.get("pages.home")
    second = visitor.get("pages.home")
    assert second.queries == 1 < first.queries
    assert second.html == first.html


def test_the_log_names_the_route_and_nobody(visitor, caplog):
    b.a_city(visitor.session)
    LOG.propagate = True
    with caplog.at_level(logging.INFO, logger=LOG.name):
        LOG.setLevel(logging.INFO)
        visitor.get("/en/neighbourhoods/?q=amina")
    LOG.setLevel(logging.WARNING)
    line = json.loads(JsonLines().format(caplog.records[-1]))
    assert (line["route"], line["status"]) == ("/<language>/neighbourhoods/", 200)
    assert "amina" not in json.dumps(line) and len(line["id"]) == 16


@pytest.mark.parametrize(
    ("path", "inside"),
    [
        ("/fr/", True),
        ("//evil.example", False),
        ("https://evil.example", False),
        ("/\\evil.example", False),
        ("/a\nb", False),
        ("", False),
    ],
)
def test_redirects_stay_inside(path, inside):
    assert is_inside(path) is inside


def test_text_is_plain():
    assert clean("  e\u0301\r\nline\u202e\x00  ") == "é\nline"


@pytest.mark.parametrize(
    ("source", "html"),
    [
        ("**bold** and *so*", "<p><strong>bold</strong> and <em>so</em></p>"),
        ("<script>alert(1)</script>", "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>"),
        ("[x](javascript:alert(1))", "<p>[x](javascript:alert(1))</p>"),
    ],
)
def test_markdown_is_small_and_safe(source, html):
    assert str(render_markdown(source)).strip() == html
