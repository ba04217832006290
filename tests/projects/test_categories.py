"""Categories: only one that nothing names can be deleted."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from neighbourhood import clock
from neighbourhood.permissions import SYSTEM
from neighbourhood.projects import queries, services
from neighbourhood.projects.models import Category
from neighbourhood.refusals import NotAllowed, NotNow
from neighbourhood.rounds.models import CategoryLimit
from tests import builders as b
from tests.visitor import Visitor


@pytest.fixture
def category(session: Session) -> Category:
    b.a_city(session)
    return services.add_category(
        session, slug="water", name={"en": "Water"}, actor=SYSTEM, now=clock.now()
    )


def slugs(session: Session) -> list[str]:
    return [category.slug for category in queries.all_categories(session)]


def test_an_unused_category_is_deleted(session: Session, category: Category) -> None:
    services.delete_category(session, category, actor=SYSTEM, now=clock.now())
    assert slugs(session) == []


@pytest.mark.parametrize("use", ["a project", "a limit"])
def test_a_used_category_stays(session: Session, category: Category, use: str) -> None:
    round_ = b.a_round(session)
    if use == "a project":
        b.a_project(session, round_, category_id=category.id, state="withdrawn")
    else:
        b.added(session, CategoryLimit(round_id=round_.id, category_id=category.id, amount=1_000))
    with pytest.raises(NotNow, match="category_in_use"):
        services.delete_category(session, category, actor=SYSTEM, now=clock.now())
    assert "water" in slugs(session)


def test_only_who_sets_up_the_city_deletes_a_category(session: Session, category: Category) -> None:
    reviewer = b.actor_of(session, b.a_reviewer(session))
    with pytest.raises(NotAllowed):
        services.delete_category(session, category, actor=reviewer, now=clock.now())
    assert slugs(session) == ["water"]


def test_the_desk_deletes_a_category_after_asking(
    visitor: Visitor, session: Session, category: Category
) -> None:
    clerk = visitor.sign_in(b.a_staff_member(session))
    links = clerk.get("projects_desk.categories").links()
    assert "/en/desk/categories/water/delete/" in links
    page = clerk.get("projects_desk.delete_category", slug="water")
    assert page.h1 == "Delete the category “Water”?"
    done = clerk.post("projects_desk.delete_category", slug="water")
    assert "The category is deleted." in clerk.follow(done).text
    assert slugs(session) == []


def test_the_desk_offers_no_way_to_delete_a_used_category(
    visitor: Visitor, session: Session, category: Category
) -> None:
    b.a_project(session, b.a_round(session), category_id=category.id)
    clerk = visitor.sign_in(b.a_staff_member(session))
    links = clerk.get("projects_desk.categories").links()
    assert "/en/desk/categories/water/delete/" not in links
    clerk.post("projects_desk.delete_category", slug="water", status=409)
    assert "water" in slugs(session)


def test_ready_categories_are_added_in_each_language_of_the_city(
    visitor: Visitor, session: Session
) -> None:
    b.a_city(session, languages=["fr", "en"])
    clerk = visitor.sign_in(b.a_staff_member(session))
    links = clerk.get("projects_desk.categories").links()
    assert "/en/desk/categories/first/" in links
    chosen = {"kinds": ["culture", "solidarity"]}
    page = clerk.follow(clerk.fill("projects_desk.first_categories", chosen))
    assert "Culture" in page.text
    assert slugs(session) == ["culture", "solidarity"]
    named = session.scalars(select(Category.name).order_by(Category.position)).all()
    assert named[1]["en"] == "Solidarity"
    again = clerk.fill("projects_desk.first_categories", chosen, status=422)
    assert again.errors() == ["There is already a category with this short name."]
    clerk.fill("projects_desk.first_categories", {"kinds": []}, status=422)
