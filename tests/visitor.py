"""A reader who checks every page they fetch: status, valid HTML5, language, one heading, labels,
ids, no inline script or style.
"""

import re
from collections.abc import Callable
from contextlib import nullcontext
from contextvars import Context
from dataclasses import dataclass
from typing import Any
from xml.etree import ElementTree as ET

import html5lib
from flask import Flask, url_for
from itsdangerous import URLSafeTimedSerializer
from sqlalchemy import event
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from neighbourhood import clock
from neighbourhood.database import db
from neighbourhood.languages import known_languages

NOT_LABELLED = {"hidden", "submit", "button", "image"}


@dataclass
class Page:
    """An answer: its status, its tree, and short ways to what tests ask of it."""

    response: TestResponse
    queries: int
    tree: ET.Element | None = None
    statements: tuple[str, ...] = ()

    @property
    def status(self) -> int:
        """Return the status code."""
        return self.response.status_code

    @property
    def html(self) -> str:
        """Return the source."""
        return self.response.get_data(as_text=True)

    @property
    def location(self) -> str:
        """Return where a redirect leads."""
        return self.response.headers.get("Location", "")

    @property
    def text(self) -> str:
        """Return the words of the page, blanks folded."""
        return words(self.tree) if self.tree is not None else self.html

    @property
    def h1(self) -> str:
        """Return the heading."""
        return words(next(self.all("h1")))

    def all(self, tag: str) -> Any:
        """Return all elements of a tag."""
        assert self.tree is not None
        return self.tree.iter(tag)

    def links(self) -> list[str]:
        """Return the addresses of all links."""
        return [str(a.get("href")) for a in self.all("a") if a.get("href")]

    def fields(self) -> dict[str, str]:
        """Return the values of all named inputs, text areas and selects."""
        found = {
            str(i.get("name")): i.get("value") or ""
            for i in self.all("input")
            if i.get("name") and is_sent(i)
        }
        found |= {
            str(t.get("name")): (t.text or "").removeprefix("\n") for t in self.all("textarea")
        }
        for select in self.all("select"):
            options = list(select.iter("option"))
            chosen = [o for o in options if o.get("selected") is not None] or options[:1]
            found[str(select.get("name"))] = chosen[0].get("value") or "" if chosen else ""
        return found

    def errors(self) -> list[str]:
        """Return the sentences of the error summary."""
        summaries = [e for e in self.all("div") if "error-summary" in (e.get("class") or "")]
        return [words(item) for summary in summaries for item in summary.iter("li")]


def is_sent(field: ET.Element) -> bool:
    """Say whether a browser would send the field as it stands."""
    return (
        field.get("type") not in {"checkbox", "radio", "submit"} or field.get("checked") is not None
    )


def words(element: ET.Element) -> str:
    """Return the words inside an element, blanks folded."""
    return " ".join(" ".join(element.itertext()).split())


#: A page of the reviewers' desk shows what several people have on one project.
MOST_QUERIES, MOST_OF_REVIEWS = 12, 18


class Visitor:
    """A browser without scripts in front of the application; what its test has flushed is committed
    before each request.
    """

    def __init__(self, app: Flask, session: Session) -> None:
        self.app = app
        self.session = session
        self.client = app.test_client()

    def url(self, endpoint: str, **values: Any) -> str:
        """Return the address of an endpoint; what begins with / is an address already."""
        if endpoint.startswith("/"):
            return endpoint
        with self.app.test_request_context():
            return url_for(
                endpoint, **({"language": "en"} | values if self._speaks(endpoint) else values)
            )

    def _speaks(self, endpoint: str) -> bool:
        return self.app.url_map.is_endpoint_expecting(endpoint, "language")

    def sign_in(self, person: Any) -> "Visitor":
        """Carry the cookie of a person (None: of nobody)."""
        self.session.commit()
        with self.client.session_transaction() as cookie:
            cookie.clear()
            if person is not None:
                cookie.update({"_user_id": f"{person.id}.{person.sign_in_epoch}", "_fresh": True})
        if person is None:
            self.client = self.app.test_client()
        return self

    def get(
        self, endpoint: str, *, status: int = 200, most_queries: int | None = None, **values: Any
    ) -> Page:
        """Fetch a page and check it."""
        address = self.url(endpoint, **values)
        page = self._send("GET", address)
        self._check(page, status)
        usual = MOST_OF_REVIEWS if "/desk/projects/" in address else MOST_QUERIES
        most_queries = most_queries or usual
        assert page.queries <= most_queries, (
            f"{page.queries} queries, at most {most_queries} expected"
        )
        return page

    def post(
        self,
        endpoint: str,
        data: dict[str, Any] | None = None,
        *,
        status: int = 303,
        token: bool = True,
        **values: Any,
    ) -> Page:
        """Post a form with a valid token and check the answer."""
        fields = dict(data or {})
        if token:
            fields.setdefault("csrf_token", self._token())
        page = self._send("POST", self.url(endpoint, **values), data=fields)
        self._check(page, status)
        return page

    def fill(
        self, endpoint: str, data: dict[str, Any], *, status: int = 303, **values: Any
    ) -> Page:
        """Fetch a page, fill its form in and post it to the same address, as a person would."""
        return self.post(
            endpoint, self.get(endpoint, **values).fields() | data, status=status, **values
        )

    def follow(self, page: Page, *, status: int = 200) -> Page:
        """Fetch where a redirect leads."""
        return self.get(page.location, status=status)

    def _token(self) -> str:
        with self.client.session_transaction() as cookie:
            raw = cookie.setdefault("csrf_token", "a" * 40)
        return str(
            URLSafeTimedSerializer(self.app.secret_key or "", salt="wtf-csrf-token").dumps(raw)
        )

    def _send(self, method: str, address: str, **options: Any) -> Page:
        self.session.commit()
        statements: list[str] = []

        def note(_c: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
            statements.append(statement)

        with self.app.app_context():
            engine = db.engine
        event.listen(engine, "before_cursor_execute", note)
        try:
            response = outside(
                lambda: self.client.open(address, method=method, buffered=True, **options)
            )
        finally:
            event.remove(engine, "before_cursor_execute", note)
        self.session.expire_all()
        return Page(response, len(statements), statements=tuple(statements))

    def _check(self, page: Page, status: int) -> None:
        detail = (
            words(html5lib.parse(page.html, namespaceHTMLElements=False))[:600]
            if page.status != status
            else ""
        )
        assert page.status == status, f"{page.status} instead of {status}: {page.location} {detail}"
        if page.response.mimetype == "text/html" and not 300 <= page.status < 400:
            page.tree = checked_tree(page.html)


def outside(request: Callable[[], TestResponse]) -> TestResponse:
    """Send a request outside the test's own application context, whose `g` it would share, but at
    the test's time.
    """
    time = clock.at(clock.now()) if clock.is_set() else nullcontext()

    def send() -> TestResponse:
        with time:
            return request()

    return Context().run(send)


def checked_tree(html: str) -> ET.Element:
    """Parse a page strictly and hold it against the style guide."""
    parser = html5lib.HTMLParser(namespaceHTMLElements=False)
    tree: ET.Element = parser.parse(html)
    mistakes = [f"{position}: {code} {values}" for position, code, values in parser.errors]
    assert not mistakes, f"not valid HTML5: {mistakes[:5]}"
    check_language(tree)
    check_headings(tree)
    check_fields(tree)
    check_policy(tree, html)
    return tree


def check_language(tree: ET.Element) -> None:
    """The root says language and direction."""
    code = str(tree.get("lang"))
    assert code, "no lang"
    assert tree.get("dir") == known_languages()[code].direction, f"dir does not fit {code}"


def check_headings(tree: ET.Element) -> None:
    """One h1, a title that begins with it in spirit, levels without gaps."""
    headings = [e for e in tree.iter() if re.fullmatch(r"h[1-6]", str(e.tag))]
    assert sum(e.tag == "h1" for e in headings) == 1, "not exactly one h1"
    levels = [int(str(e.tag)[1]) for e in headings]
    gaps = [(a, b) for a, b in zip(levels, levels[1:], strict=False) if b > a + 1]
    assert not gaps, f"heading levels jump: {gaps}"
    title = tree.find("head/title")
    assert title is not None and words(title), "no title"


def check_fields(tree: ET.Element) -> None:
    """Each field has a label, each id is unique, each reference finds its target."""
    ids = [str(e.get("id")) for e in tree.iter() if e.get("id")]
    doubled = {i for i in ids if ids.count(i) > 1}
    assert not doubled, f"ids twice: {doubled}"
    labelled = {e.get("for") for e in tree.iter("label")}
    inside = {id(field) for label in tree.iter("label") for field in label.iter()}
    for field in tree.iter():
        if field.tag not in {"input", "select", "textarea"} or field.get("type") in NOT_LABELLED:
            continue
        has_label = (
            field.get("id") in labelled
            or id(field) in inside
            or field.get("aria-label")
            or field.get("aria-labelledby")
        )
        assert has_label, f"no label: {field.attrib}"
    for element in tree.iter():
        for name in ("aria-describedby", "aria-labelledby", "aria-controls"):
            missing = [i for i in (element.get(name) or "").split() if i not in ids]
            assert not missing, f"{name} leads nowhere: {missing}"
    for form in tree.iter("form"):
        is_post = (form.get("method") or "get").lower() == "post"
        names = {f.get("name") for f in form.iter("input")}
        assert not is_post or "csrf_token" in names, "a form without a token"


def check_policy(tree: ET.Element, html: str) -> None:
    """Nothing inline that the content policy forbids, no untranslated leftovers."""
    assert not [e for e in tree.iter() if e.get("style") is not None], "style attribute"
    assert not list(tree.iter("style")), "style element"
    assert not [e for e in tree.iter("script") if not e.get("src")], "inline script"
    assert not [n for e in tree.iter() for n in e.attrib if n.startswith("on")], "inline handler"
    assert "%(" not in html, "a placeholder was not filled in"
    assert not [i for i in tree.iter("img") if i.get("alt") is None], "an image without alt"
