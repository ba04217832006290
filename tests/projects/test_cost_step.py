"""The step of the costs: help from the price list, the sum beside the fund, upkeep apart."""

import pytest

from neighbourhood import clock
from neighbourhood.projects import queries, services
from neighbourhood.projects.rules.prices import Price
from tests import builders as b
from tests.projects.writing import a_text


@pytest.fixture
def project(session):
    round_ = b.a_round(session, "propose", fund=1_000_000)
    author = b.a_resident(session, round_.place)
    return services.write_draft(
        session,
        round_,
        a_text(costs=(), language="fr"),
        actor=b.actor_of(session, author),
        now=clock.now(),
    )


@pytest.fixture
def bench(session, project):
    return a_price(session, "bench", {"en": "Bench", "fr": "Banc"}, 90_000, 140_000)


def a_price(session, code, name, lowest, highest):
    staff = b.actor_of(session, b.a_staff_member(session))
    day = clock.now().date()
    price = Price(code, name, "piece", lowest, highest, day)
    return services.add_price(session, price, actor=staff, now=clock.now())


def costs(visitor, project, typed, status=200):
    where = {"slug": project.round.slug, "number": project.number}
    visitor.sign_in(project.author)
    return visitor.fill("projects.edit_costs", typed, **where, status=status)


def test_an_item_of_the_price_list_becomes_a_line_in_the_authors_language(visitor, project, bench):
    a_price(visitor.session, "tree", {"en": "Tree"}, 200, 200)
    page = costs(visitor, project, {"price_words": "banc", "find_price": "1"})
    assert f"pieces-{bench.id}" in page.fields() and "Tree" not in page.text
    typed = {"price_words": "banc", f"pieces-{bench.id}": "٣", "take_price": str(bench.id)}
    typed |= {"cost_lines-1-label": "Terre", "cost_lines-1-amount": "200"}
    fields = costs(visitor, project, typed).fields()
    assert fields["cost_lines-1-label"] == "Terre"
    assert (fields["cost_lines-2-label"], fields["cost_lines-2-amount"]) == ("3 × Banc", "3450")
    assert project.cost == 0, "nothing is kept before it is sent"
    lines = {name: text for name, text in fields.items() if name.startswith("cost_lines")}
    costs(visitor, project, lines, status=303)
    assert project.cost == 20_000 + 345_000


@pytest.mark.parametrize("pieces", ["", "0", "many", "10001"])
def test_an_unclear_number_is_refused_at_its_field(visitor, project, bench, pieces):
    typed = {f"pieces-{bench.id}": pieces, "take_price": str(bench.id)}
    typed |= {"cost_lines-1-label": "Terre"}
    page = costs(visitor, project, typed, status=422)
    assert page.errors() == ["Please write how many you need, from 1 to 10,000."]
    assert page.fields()["cost_lines-1-label"] == "Terre"


def test_an_item_taken_off_the_list_meanwhile_is_refused(visitor, session, project, bench):
    bench.is_active = False
    session.flush()
    a_price(session, "tree", {"en": "Tree"}, 200, 200)
    page = costs(visitor, project, {"take_price": str(bench.id)}, status=422)
    assert page.errors()[0].startswith("This item no longer stands on the price list.")


def test_more_than_twelve_lines_are_refused_and_none_is_lost(visitor, project, bench):
    lines = {f"cost_lines-{n}-label": f"Line {n}" for n in range(1, 13)}
    page = costs(visitor, project, lines | {"take_price": str(bench.id)}, status=422)
    assert page.errors() == ["A project has at most 12 cost lines. Please put some together."]
    assert page.fields()["cost_lines-12-label"] == "Line 12"


def test_the_sum_stands_beside_the_fund(visitor, project):
    typed = {"cost_lines-1-label": "Trees", "cost_lines-1-amount": "2500", "add_up": "1"}
    page = costs(visitor, project, typed)
    assert "€2,500 of €10,000: your project would take 25% of the fund." in page.text
    page = costs(visitor, project, typed | {"cost_lines-1-amount": "10001"})
    assert "higher than the fund" in page.text


def test_upkeep_is_kept_apart_from_the_cost(visitor, session, project):
    typed = {"cost_lines-1-label": "Trees", "cost_lines-1-amount": "2500"}
    typed |= {"upkeep": "300", "upkeep_note": "The school waters them"}
    costs(visitor, project, typed, status=303)
    assert (project.cost, project.upkeep) == (250_000, 30_000)
    newest = queries.history(session, project)[-1].content
    assert (newest["upkeep"], newest["upkeep_note"]) == (30_000, "The school waters them")
    page = visitor.get("projects.show", slug=project.round.slug, number=project.number)
    assert "€300 a year" in page.text and "The school waters them" in page.text
    page = costs(visitor, project, {"upkeep": "-1"}, status=422)
    assert page.errors() == ["An amount cannot be below zero."]


def test_where_the_city_has_no_list_nothing_is_offered(visitor, project):
    assert "price list" not in costs(visitor, project, {"add_up": "1"}).text
