"""Addresses, queries and fields as only an attacker or a broken program writes them: a clear
answer, never a 500, nothing changed.
"""

from typing import Any

import pytest
from sqlalchemy import event, func, select
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from neighbourhood.database import db
from neighbourhood.people.models import GivenRole
from neighbourhood.projects.models import Project
from tests import builders as b
from tests.visitor import Page, Visitor

BOTH = pytest.mark.backend("sqlite", "postgresql")
NAMES_OF_URL_FOR = [
    "endpoint=x",
    "_scheme=javascript",
    "_external=1",
    "_external=1&_scheme=javascript",
    "_anchor=x",
    "_method=POST",
    "self=1",
    "values=1",
]


@pytest.mark.parametrize("query", NAMES_OF_URL_FOR)
def test_a_query_never_speaks_for_the_program(visitor: Visitor, query: str) -> None:
    b.a_city(visitor.session)
    page = visitor.get(f"/en/help/?{query}")
    assert not [
        link for link in page.links() if "javascript" in link or link.startswith("http://localhost")
    ]


@pytest.mark.parametrize("query", NAMES_OF_URL_FOR)
def test_the_desk_changes_its_language_whatever_the_query(visitor: Visitor, query: str) -> None:
    visitor.sign_in(b.a_staff_member(visitor.session))
    assert visitor.get(f"/tr/desk/?{query}", status=302).location.startswith("/en/desk/")


def test_a_query_never_changes_where_the_language_switch_leads(visitor: Visitor) -> None:
    place, other = (
        b.a_neighbourhood(visitor.session, "mirail"),
        b.a_neighbourhood(visitor.session, "minimes"),
    )
    links = visitor.get(f"/en/neighbourhoods/{place.slug}/?slug={other.slug}").links()
    assert any("/language/fr?next=/fr/neighbourhoods/mirail/" in link for link in links), links


@BOTH
@pytest.mark.parametrize(
    "path",
    ["/en/rounds/%00/", "/en/neighbourhoods/a%00b/", "/emblem/%00.webp", "/static/%00", "/en/%00/"],
)
def test_a_nul_in_an_address_is_not_found(visitor: Visitor, path: str) -> None:
    b.a_city(visitor.session)
    visitor.get(path, status=404)


@BOTH
@pytest.mark.parametrize(
    "query", ["q=%00", "category=%00", "sort=%00", "page=%00", "q=%ED%A0%80", "q=%FF", "page=99999"]
)
def test_a_list_answers_any_query(visitor: Visitor, query: str) -> None:
    round_ = b.a_round(visitor.session, "propose")
    b.a_project(visitor.session, round_, "A fountain for everybody")
    visitor.get(f"/en/rounds/{round_.slug}/projects/?{query}")


@BOTH
def test_a_nul_in_a_form_changes_no_more_than_its_absence(visitor: Visitor) -> None:
    round_ = b.a_round(visitor.session, "propose")
    visitor.sign_in(b.a_resident(visitor.session, round_.place))
    visitor.fill(
        "projects.propose",
        {"title": "A foun\0tain here", "submission_key": "k\0" * 20},
        slug=round_.slug,
    )
    assert visitor.session.scalars(select(Project.title)).all() == ["A fountain here"]


@pytest.mark.parametrize("rows", ["9" * 5000, "-1", "\u0662", "x"])
def test_a_meddled_number_of_rows_loses_nothing(visitor: Visitor, rows: str) -> None:
    round_ = b.a_round(visitor.session, "propose")
    visitor.sign_in(b.a_resident(visitor.session, round_.place))
    visitor.fill("projects.propose", {"title": "A fountain"}, slug=round_.slug)
    page = visitor.fill(
        "projects.edit_costs",
        {"rows": rows, "cost_lines-1-label": "Pipes", "cost_lines-1-amount": "much"},
        status=422,
        slug=round_.slug,
        number=1,
    )
    assert page.fields()["cost_lines-1-label"] == "Pipes"


@pytest.mark.parametrize(
    "typed", ["0001-01-01", "9999-12-31", "1899-12-31", "2201-01-01", "0000-00-00"]
)
def test_a_day_of_no_human_year_is_refused_beside_its_field(visitor: Visitor, typed: str) -> None:
    edition = b.an_edition(visitor.session)
    b.a_neighbourhood(visitor.session, "mirail")
    visitor.sign_in(b.a_staff_member(visitor.session))
    data = {"neighbourhood": "mirail", "round_fund": "1000", "first_day": typed}
    page = visitor.fill("rounds_desk.add_round", data, status=422, slug=edition.slug)
    assert (
        page.errors() == ["Please give a day such as 2026-10-31."]
        and page.fields()["first_day"] == typed
    )


@pytest.mark.parametrize(
    "typed", ["0001-01-01T00:00", "9999-12-31T23:59", "2026-12-24T18:00+05:00", "2026-12-24T18:00Z"]
)
def test_a_moment_beyond_the_clocks_is_refused_beside_its_field(
    visitor: Visitor, typed: str
) -> None:
    round_ = b.a_round(visitor.session, "vote")
    visitor.sign_in(b.a_staff_member(visitor.session))
    data = {"phase": "vote", "new_end": typed, "reason": "Snow"}
    page = visitor.fill("rounds_desk.move_phase", data, status=422, slug=round_.slug)
    assert (
        page.errors() == ["Please give a day and a time such as 2026-10-31 18:00."]
        and page.fields()["reason"] == "Snow"
    )


@pytest.mark.parametrize(
    "body", [{"json": {"name": 5, "language": ["en"]}}, {"json": {}}, {"json": []}, {"data": b""}]
)
def test_only_forms_are_taken(visitor: Visitor, body: dict[str, Any]) -> None:
    person = b.a_person(visitor.session, "Samira")
    visitor.sign_in(person)
    token = visitor.get("people.details").fields()["csrf_token"]
    answer = visitor.client.post("/en/account/details/", headers={"X-CSRFToken": token}, **body)
    visitor.session.expire_all()
    assert (answer.status_code, person.name) == (400, "Samira")


def test_nobody_chosen_is_told_beside_the_field(visitor: Visitor) -> None:
    round_ = b.a_round(visitor.session, "propose")
    visitor.sign_in(b.a_staff_member(visitor.session))
    page = visitor.fill("rounds_desk.key_holders", {}, status=422, slug=round_.slug)
    assert page.errors() == ["Please choose a person."] * 2


def test_a_failed_commit_is_not_told_as_done(visitor: Visitor) -> None:
    person = b.a_person(visitor.session)
    visitor.sign_in(b.an_administrator(visitor.session))
    before = visitor.session.scalar(select(func.count()).select_from(GivenRole))
    fields = visitor.get("people_desk.roles_of", person_id=person.id).fields() | {"role": "staff"}
    visitor.session.commit()

    def fail(session: Session) -> None:
        if session is not visitor.session:
            raise OperationalError("COMMIT", {}, Exception("disk full"))

    event.listen(db.session.session_factory, "before_commit", fail)
    try:
        page = visitor.post("people_desk.roles_of", fields, status=500, person_id=person.id)
    finally:
        event.remove(db.session.session_factory, "before_commit", fail)
    assert "The role is given." not in page.text
    assert "The role is given." not in visitor.get("people_desk.roles_of", person_id=person.id).text
    assert visitor.session.scalar(select(func.count()).select_from(GivenRole)) == before


def kept(visitor: Visitor, address: str) -> Page:
    """Fetch a page twice as a stranger without cookies; return the second."""
    client: Any = visitor.app.test_client()
    client.get(address)
    return Page(client.get(address), 0)


def test_kept_pages_tell_raw_letters_apart(visitor: Visitor) -> None:
    b.a_neighbourhood(visitor.session, "mirail", name="Éé")
    visitor.session.commit()
    address = "/en/neighbourhoods/"
    environ = {"QUERY_STRING": "q=é".encode().decode("latin-1")}
    first = visitor.app.test_client().get(address, environ_overrides=environ).get_data(as_text=True)
    environ = {"QUERY_STRING": "q=ü".encode().decode("latin-1")}
    second = (
        visitor.app.test_client().get(address, environ_overrides=environ).get_data(as_text=True)
    )
    assert 'value="é"' in first and 'value="ü"' in second
