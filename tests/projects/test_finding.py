"""Everybody finds projects by filters that have an address, in the list and on the map."""

import pytest

from neighbourhood.places.rules.levels import Level
from neighbourhood.projects import services
from neighbourhood.shortlists.models import ShortlistTerms, Support
from tests import builders as b
from tests.projects.writing import a_text, begin_of


@pytest.fixture
def round_(session):
    return b.a_round(session, "propose", place=b.a_neighbourhood(session, boundary=b.SQUARE))


@pytest.fixture
def projects(session, round_):
    """Return four projects that differ in everything a list is narrowed by."""
    nature, culture = b.a_category(session, "nature"), b.a_category(session, "culture")
    b.a_project(
        session, round_, "A bench", number=1, state="submitted", cost=10_000, category=nature
    )
    b.a_project(
        session,
        round_,
        "Un banc",
        number=2,
        state="feasible",
        cost=20_000,
        category=culture,
        language="fr",
        carried_by="group",
        carrier_name="Les voisins",
    )
    b.a_project(
        session,
        round_,
        "مقعد",
        number=3,
        state="not_feasible",
        cost=30_000,
        category=nature,
        language="ar",
        carried_by="organisation",
        carrier_name="Casa",
    )
    b.a_project(session, round_, "A draft", number=4, state="draft", cost=10_000, language="tr")


TITLES = ("A bench", "Un banc", "مقعد", "A draft")


@pytest.mark.backend("sqlite", "postgresql")
@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({}, ["A bench", "Un banc", "مقعد"]),
        ({"category": "nature"}, ["A bench", "مقعد"]),
        ({"written": "fr"}, ["Un banc"]),
        ({"state": "feasible"}, ["Un banc"]),
        ({"carrier": "organisation"}, ["مقعد"]),
        ({"cost_from": "200"}, ["Un banc", "مقعد"]),
        ({"cost_to": "200"}, ["A bench", "Un banc"]),
        ({"cost_from": "٢٠٠", "cost_to": "200"}, ["Un banc"]),
        ({"category": "nature", "written": "fr"}, []),
        ({"q": "banc", "state": "feasible"}, ["Un banc"]),
        ({"q": "banc", "state": "submitted"}, []),
        # What means nothing asks nothing.
        ({"written": "tlh", "state": "draft", "carrier": "x"}, ["A bench", "Un banc", "مقعد"]),
        ({"cost_from": "much", "cost_to": "-3", "mine": "yes"}, ["A bench", "Un banc", "مقعد"]),
        ({"cost_from": "9" * 40, "page": "77"}, ["A bench", "Un banc", "مقعد"]),
    ],
)
@pytest.mark.usefixtures("projects")
def test_filters_go_together_and_nonsense_does_no_harm(visitor, round_, asked, found):
    page = visitor.get("projects.list", slug=round_.slug, **asked)
    assert [title for title in TITLES if title in page.text] == found


@pytest.mark.usefixtures("projects")
def test_each_filter_in_use_can_be_taken_away(visitor, round_):
    page = visitor.get("projects.list", slug=round_.slug, category="nature", cost_to="150")
    assert any("cost_to=150" in link and "category" not in link for link in page.links())
    assert any("category=nature" in link and "cost_to" not in link for link in page.links())
    # A draft's language is no secret worth keeping, but one cannot be chosen by its title.
    assert "A draft" not in page.text


@pytest.mark.usefixtures("projects")
def test_the_map_is_narrowed_like_the_list(visitor, round_):
    asked = {"slug": round_.slug, "category": "nature"}
    link = visitor.url("projects.map", **asked)
    assert link in visitor.get("projects.list", **asked).links()
    assert visitor.url("projects.list", **asked) in visitor.get("projects.map", **asked).links()


@pytest.mark.parametrize(
    ("asked", "last"),
    [({}, "Page 2 of 2"), ({"sort": "title"}, "Page 2 of 2"), ({"q": "tree"}, "Page 2 of 2")],
)
def test_a_page_beyond_the_last_is_the_last(visitor, round_, asked, last):
    for number in range(1, 23):
        b.a_project(visitor.session, round_, f"Tree {number:02}", number=number)
    page = visitor.get("projects.list", slug=round_.slug, page=9, **asked)
    assert last in page.text and "Tree 22" in page.text


def test_a_search_that_many_fit_shows_the_first_and_says_so(visitor, round_):
    for number in range(1, 206):
        b.a_project(visitor.session, round_, f"Tree {number:03}", number=number)
    page = visitor.get("projects.list", slug=round_.slug, q="tree", page=99)
    assert "The first 200 of more projects" in page.text
    assert "Tree 200" in page.text and "Tree 201" not in page.text


def test_pins_that_would_cover_each_other_are_one(visitor, round_):
    for number in range(1, 4):
        b.a_project(
            visitor.session, round_, f"Bench {number}", number=number, latitude=43.6, longitude=1.43
        )
    b.a_project(visitor.session, round_, "Far", number=4, latitude=43.607, longitude=1.437)
    b.a_project(visitor.session, round_, "Nowhere", number=5)
    page = visitor.get("projects.map", slug=round_.slug)
    assert "3 projects here" in page.text and "4 projects" in page.text
    assert 'href="#here-1"' in page.response.text
    assert "1 more project has no point on the map" in page.text and "Nowhere" not in page.text
    shown = [visitor.url("projects.show", slug=round_.slug, number=one) for one in (1, 2, 3, 4)]
    assert all(page.links().count(link) >= 1 for link in shown)


def test_a_place_without_boundary_has_a_list_of_its_points(visitor, session):
    bare = b.a_round(session, "propose", place=b.a_neighbourhood(session, boundary=None))
    b.a_project(session, bare, "A bench", latitude=43.6, longitude=1.43)
    page = visitor.get("projects.map", slug=bare.slug)
    assert "A bench" in page.text


@pytest.mark.parametrize("language", ["en", "ar"])
def test_an_empty_map_says_so(visitor, round_, language):
    assert visitor.get("projects.map", slug=round_.slug, language=language)


def test_a_resident_finds_what_they_support(visitor, session):
    round_ = b.a_round(session, "shortlist", has_shortlist=True)
    own = b.a_project(session, round_, "A bench", state="submitted")
    b.a_project(session, round_, "A tree", state="submitted")
    person = b.a_resident(session, round_.place)
    asked = {"slug": round_.slug, "mine": "yes"}
    assert "A tree" in visitor.sign_in(person).get("projects.list", **asked).text
    support(session, round_, own, person)
    page = visitor.get("projects.list", **asked)
    assert "A bench" in page.text and "A tree" not in page.text


def support(session, round_, project, person):
    """Let a person support a project of a round whose residents make a short list."""
    if session.get(ShortlistTerms, round_.id) is None:
        session.add(
            ShortlistTerms(
                round_id=round_.id,
                way="support",
                supports_each=3,
                least=1,
                most_projects=5,
                by_category=False,
                is_open=True,
            )
        )
        session.flush()
    b.added(
        session,
        Support(
            project_id=project.id,
            person_id=person.id,
            round_id=round_.id,
            slot=1,
            supports_each=3,
        ),
    )


@pytest.mark.backend("sqlite", "postgresql")
def test_the_list_of_a_city_is_narrowed_to_one_of_its_neighbourhoods(visitor, session):
    city = b.a_neighbourhood(session, "toulouse", level=Level.CITY)
    b.a_neighbourhood(session, "minimes", parent=city, boundary=b.SQUARE)
    b.a_neighbourhood(session, "rangueil", parent=city)
    whole = b.a_round(session, "propose", place=city)
    writer = b.actor_of(session, b.a_resident(session, city))
    category = b.a_category(session, "nature")
    now = begin_of(whole, "propose")
    for title, point in (("Within it", (43.6, 1.43)), ("Elsewhere", (None, None))):
        latitude, longitude = point
        text = a_text(title=title, category_id=category.id, latitude=latitude, longitude=longitude)
        draft = services.write_draft(session, whole, text, actor=writer, now=now)
        services.submit_project(session, draft, actor=writer, now=now)
    page = visitor.get("projects.list", slug=whole.slug, part="minimes", most_queries=13)
    assert [title for title in ("Within it", "Elsewhere") if title in page.text] == ["Within it"]
    page = visitor.get("projects.list", slug=whole.slug, part="rangueil", most_queries=13)
    assert "No project fits" in page.text
