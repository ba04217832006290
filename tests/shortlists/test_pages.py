"""Pages of short lists: the buttons of support, the list in words, the jury's table, the desk."""

from collections.abc import Iterator

import pytest
from sqlalchemy.orm import Session

from neighbourhood import clock
from neighbourhood.database.queries import note_public_change
from neighbourhood.projects.models import Project
from neighbourhood.shortlists import queries, timed
from tests import builders as b
from tests.shortlists.conftest import NOW, Choosing, choosing
from tests.shortlists.test_terms_and_juries import Jurors, a_draft
from tests.visitor import Visitor


@pytest.fixture(autouse=True)
def now() -> Iterator[None]:
    with clock.at(NOW):
        yield


@pytest.fixture
def here(session: Session) -> Choosing:
    made = choosing(session)
    made.project(1)
    made.project(2)
    session.commit()
    return made


def test_a_card_carries_the_button_and_leads_back_to_it(
    session: Session, visitor: Visitor, here: Choosing
) -> None:
    me = b.a_resident(session, here.round.place)
    session.commit()
    visitor.sign_in(me)
    page = visitor.get("projects.list", slug=here.round.slug)
    assert page.text.count("Support (2 left)") == 2
    project = here.session.query(Project).filter_by(number=1).one()
    answer = visitor.post(
        "shortlists.support",
        {"back": f"/en/rounds/{here.round.slug}/projects/#support-{project.id}"},
        slug=here.round.slug,
        number=1,
        status=303,
    )
    assert answer.location.endswith(f"/projects/#support-{project.id}")
    page = visitor.get("projects.list", slug=here.round.slug)
    assert "Take my support back" in page.text and "Support (1 left)" in page.text
    page = visitor.get("projects.show", slug=here.round.slug, number=2)
    assert "You have 1 support left." in page.text


def test_sealed_numbers_are_nowhere_before_the_list_and_open_ones_everywhere(
    session: Session, visitor: Visitor, here: Choosing
) -> None:
    here.support(here.project(3), 1)
    terms = queries.terms_of(session, here.round.id)
    assert terms is not None
    session.commit()
    pages = ("projects.list", "shortlists.show", "pages.round")
    for page in pages:
        assert "1 resident supports it" not in visitor.get(page, slug=here.round.slug).text
    shown = visitor.get("projects.show", slug=here.round.slug, number=3).text
    assert "Projects can be supported until" in shown and "1 resident supports it" not in shown
    terms.is_open = True
    note_public_change(session)
    session.commit()
    for page in pages[:2]:
        assert "1 resident supports it" in visitor.get(page, slug=here.round.slug).text


def test_the_page_tells_the_terms_then_that_it_is_made_then_why(
    session: Session, visitor: Visitor, here: Choosing
) -> None:
    slug = here.round.slug
    for number, times in ((1, 3), (2, 2), (3, 1), (4, 0)):
        project = session.query(Project).filter_by(number=number).one_or_none()
        here.support(project or here.project(number), times)
    session.commit()
    before = visitor.get("shortlists.show", slug=slug)
    assert "Each resident can support up to 2 projects" in before.text
    assert "There is no appeal" in before.text
    assert "The short list is made until" in before.text
    note_public_change(session)
    with clock.at(here.later):
        assert "the short list is being made" in visitor.get("shortlists.show", slug=slug).text
        visitor.get("shortlists.table", slug=slug, status=404)
        timed.make_due_shortlists(session, here.later)
        note_public_change(session)
        session.commit()
        page = visitor.get("shortlists.show", slug=slug)
        assert "2 of 4 projects are on the short list" in page.text
        assert "3 residents support it. That is place 1, so it is on the short list." in page.text
        said = "1 resident supports it. It is not on the short list: the last project that came"
        assert f"{said} onto it has 2." in page.text
        assert "0 residents support it. It is not on the short list: the least" in page.text
        shown = visitor.get("projects.show", slug=slug, number=3)
        assert said in shown.text
        answer = visitor.client.get(visitor.url("shortlists.table", slug=slug))
        rows = answer.get_data(as_text=True).splitlines()
        assert rows[1] == "1,,3,0,yes,chosen,1,2" and rows[4] == "4,,0,0,no,too_few,0,2"
        document = visitor.client.get(visitor.url("shortlists.document", slug=slug))
        terms = queries.terms_of(session, here.round.id)
        assert terms is not None and document.get_data(as_text=True) == terms.outcome


def test_own_supports_stand_on_home_round_and_account(
    session: Session, visitor: Visitor, here: Choosing
) -> None:
    here.support(here.project(7), 1)
    session.commit()
    visitor.sign_in(here.people[-1])
    for page, values in (
        ("pages.home", {}),
        ("pages.round", {"slug": here.round.slug}),
        ("people.account", {}),
    ):
        text = visitor.get(page, most_queries=20, **values).text
        assert "Idea 7" in text and "You have 1 support left." in text


def test_a_press_without_a_support_left_says_why(
    session: Session, visitor: Visitor, here: Choosing
) -> None:
    for number in (3, 4, 5):
        here.project(number)
    me = b.a_resident(session, here.round.place)
    visitor.sign_in(me)
    for number, status in ((3, 303), (4, 303), (5, 409)):
        answer = visitor.post(
            "shortlists.support", {}, slug=here.round.slug, number=number, status=status
        )
    assert "You have used all of your 2 supports" in answer.text


def test_a_round_without_a_short_list_has_no_page_of_it(session: Session, visitor: Visitor) -> None:
    round_ = b.a_round(session, "propose")
    session.commit()
    visitor.get("shortlists.show", slug=round_.slug, status=404)


def test_a_jury_works_at_one_table(session: Session, visitor: Visitor) -> None:
    jurors = Jurors(session)
    slug = jurors.here.round.slug
    jurors.here.project(1)
    jurors.here.project(2, author_id=jurors.people[1].id)
    visitor.sign_in(jurors.people[1])
    page = visitor.get("shortlists.jury", slug=slug)
    assert "Your own project: the others judge it." in page.text
    visitor.post(
        "shortlists.judge", {"opinion": "yes", "reason": "Shade."}, slug=slug, number=1, status=303
    )
    visitor.post("shortlists.judge", {"opinion": "no"}, slug=slug, number=2, status=403)
    visitor.post("shortlists.judge", {"opinion": "perhaps"}, slug=slug, number=1, status=422)
    visitor.sign_in(jurors.people[0])
    visitor.post("shortlists.judge", {"opinion": "yes"}, slug=slug, number=1, status=303)
    visitor.post("shortlists.reason", {"language": "en"}, slug=slug, number=2, status=422)
    given = {"is_standard": "y", "language": "en"}
    visitor.post("shortlists.reason", given, slug=slug, number=2, status=303)
    assert "The jury found other projects more" in visitor.get("shortlists.jury", slug=slug).text
    with clock.at(jurors.here.later):
        visitor.post("shortlists.ask", {}, slug=slug, status=303)
        visitor.sign_in(session.get(type(jurors.people[0]), jurors.second.person_id))
        desk = visitor.get("shortlists_desk.round", slug=slug)
        assert "put forward" in desk.text
        assert (
            "Short list of a jury to confirm"
            in visitor.get("pages_desk.home", most_queries=60).text
        )
        visitor.post("shortlists_desk.confirm", {}, slug=slug, status=303)
        visitor.sign_in(None)
        page = visitor.get("shortlists.show", slug=slug)
        assert "Yes: 2. No: 0." in page.text and "Last year's winner" in page.text
        assert "The jury's reason: The jury found other projects more convincing." in page.text


def test_the_desk_sets_the_terms_of_a_draft(session: Session, visitor: Visitor) -> None:
    edition = a_draft(session)
    visitor.sign_in(b.a_staff_member(session))
    page = visitor.get("shortlists_desk.terms", slug=edition.slug)
    filled = {
        "way": "support",
        "supports_each": "4",
        "least": "3",
        "most_projects": "40",
        "by_category": "y",
    }
    visitor.post("shortlists_desk.terms", filled | {"least": "0"}, slug=edition.slug, status=422)
    visitor.post("shortlists_desk.terms", filled, slug=edition.slug, status=303)
    page = visitor.get("shortlists_desk.terms", slug=edition.slug)
    assert "at most 40 projects of each category" in page.text
    assert (
        "Dates of all rounds"
        in visitor.get("rounds_desk.edition", slug=edition.slug, most_queries=30).text
    )


def test_a_seat_is_given_by_name(session: Session, visitor: Visitor) -> None:
    here = choosing(session, way="jury")
    person = b.a_resident(session, here.round.place, "Amina")
    visitor.sign_in(b.a_staff_member(session))
    slug = here.round.slug
    found = visitor.get("shortlists_desk.add_seat", slug=slug, q="ami")
    assert "Amina" in found.text
    filled = {"person": str(person.id), "sits_as": "Gardener", "is_chair": "y"}
    visitor.post("shortlists_desk.add_seat", filled, slug=slug, q="ami", status=303)
    assert "Gardener" in visitor.get("shortlists_desk.round", slug=slug).text
    visitor.sign_in(person)
    assert "You sit on the jury" in visitor.get("people.account", most_queries=20).text
