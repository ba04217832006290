"""What holds for every route: a POST needs its token, a GET writes nothing, and a stranger's GET
sets no cookie.
"""

import re
from pathlib import Path

import pytest
from sqlalchemy import event

from neighbourhood.database import db
from tests.contracts.sources import remedy
from tests.contracts.test_access import Walker
from tests.databases import TestDatabase, fast_folder

pytestmark = pytest.mark.xdist_group("demo")
#: Pages whose form needs a cookie for its token.
WITH_A_FORM = {
    "people.join",
    "people.sign_in",
    "people.sign_up",
    "people.mailed_link",
    "people.reset",
    "people.open_link",
    "people.reset_password",
    "people.confirm_sign_up",
    "results.check_receipt",
    "demo.people",
    "pages.choose_language",
}


@pytest.fixture(scope="module")
def walker(demo_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Walker:
    """Return one who walks to every route of the demo city."""
    return Walker(demo_template, fast_folder(tmp_path_factory, "requests"))


def test_every_post_needs_its_token(walker: Walker) -> None:
    walker.fresh()
    answers = {}
    for rule, address in walker.addresses:
        if "POST" in (rule.methods or ()):
            client = walker.app.test_client()
            with client.session_transaction() as cookie:
                cookie["_user_id"] = walker.people["staff"]
            answers[rule.endpoint] = client.post(address, data={}).status_code
    open_doors = {endpoint: status for endpoint, status in answers.items() if status != 400}
    assert not open_doors, remedy(
        "A POST without its token must answer 400; let the app's CSRF guard see these:", open_doors
    )


@pytest.mark.parametrize("part", ["visitor", "resident", "staff"])
def test_no_get_writes(walker: Walker, part: str) -> None:
    walker.fresh()
    written: list[str] = []
    asked: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        if re.match(r"\s*(INSERT|UPDATE|DELETE|REPLACE)", statement, re.IGNORECASE):
            written.append(f"{asked[-1]}: {statement[:80]}")

    with walker.app.app_context():
        engine = db.engine
    event.listen(engine, "before_cursor_execute", note)
    for rule, address in walker.addresses:
        if "GET" in (rule.methods or ()):
            asked.append(rule.endpoint)
            walker.status("GET", address, part)
    event.remove(engine, "before_cursor_execute", note)
    assert not written, remedy("A GET only reads; write in a POST, not in these pages:", written)


def test_a_strangers_get_sets_no_cookie(walker: Walker) -> None:
    walker.fresh()
    TestDatabase.forget(walker.app)
    setting = [
        rule.endpoint
        for rule, address in walker.addresses
        if "GET" in (rule.methods or ())
        and walker.app.test_client().get(address).headers.getlist("Set-Cookie")
    ]
    stray = set(setting) - WITH_A_FORM
    assert not stray, remedy(
        "These pages set a cookie before anybody signs in, so they cannot be cached. Take form and "
        "session out, or add the page to WITH_A_FORM if its form needs a token:",
        stray,
    )
