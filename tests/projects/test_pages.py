"""The pages of projects as visitors, authors and reviewers meet them."""

import pytest
from sqlalchemy import func, select

from neighbourhood import clock
from neighbourhood.outbox.mail.rendering import Sender, render
from neighbourhood.outbox.models import Message
from neighbourhood.projects import services
from neighbourhood.projects.models import Category, Project, ProjectVersion, Review
from neighbourhood.projects.rules import Judgement
from tests import builders as b
from tests.projects.writing import a_text, begin, begin_of, fill_step, step_of, write

TYPED = {
    "title": "Shade on the square",
    "summary": "Eight trees.",
    "description": "We plant **eight** trees.",
    "language": "en",
    "place": "The square",
    "carried_by": "resident",
    "cost_lines-1-label": "Trees",
    "cost_lines-1-amount": "1200.50",
}

FIRST = {"title": TYPED["title"], "language": "en"}


@pytest.fixture
def round_(session):
    return b.a_round(session, "propose", fund=1_000_000)


@pytest.fixture
def author(session, round_):
    return b.a_resident(session, round_.place, "Aïcha")


@pytest.fixture
def category(session):
    return b.a_category(session)


def counted(session, table=Project):
    return session.scalar(select(func.count()).select_from(table))


def drafted(session, round_, author, **values):
    return services.write_draft(
        session, round_, a_text(**values), actor=b.actor_of(session, author), now=clock.now()
    )


def handed_in(session, round_, author, category, **values):
    project = drafted(session, round_, author, category_id=category.id, **values)
    return services.submit_project(
        session, project, actor=b.actor_of(session, author), now=clock.now()
    )


def at(project):
    return {"slug": project.round.slug, "number": project.number}


def typed(category, **values):
    return TYPED | {"category_id": str(category.id)} | values


# The list


def test_the_list_shows_what_is_public(visitor, round_):
    for state in ("draft", "submitted", "feasible", "not_feasible"):
        b.a_project(visitor.session, round_, f"It is {state}", state=state)
    page = visitor.get("projects.list", slug=round_.slug, most_queries=6)
    assert "3 projects" in page.text
    assert "It is feasible" in page.text and "It is draft" not in page.text


def test_the_list_takes_seven_questions_for_somebody_signed_in(visitor, round_, author):
    for _ in range(25):
        b.a_project(visitor.session, round_)
    visitor.get("projects.list", slug=round_.slug)
    page = visitor.sign_in(author).get("projects.list", slug=round_.slug, most_queries=7)
    assert "Page 1 of 2" in page.text and "Propose a project" in page.text


@pytest.mark.backend("sqlite", "postgresql")
@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("ÉCOLE", True),
        ("ecole", True),
        ("школа", True),
        ("100 %", True),
        ("%", True),
        ("_", False),
        ("fountain", False),
        ("' OR 1=1", False),
    ],
)
def test_search_finds_words_whatever_their_case_and_accents(visitor, round_, words, found):
    b.a_project(visitor.session, round_, "École and Школа, 100 % for all")
    page = visitor.get("projects.list", slug=round_.slug, q=words)
    assert ("École" in page.text) is found
    assert ("No project fits" in page.text) is not found


def test_filters_orders_and_pages_go_together(visitor, round_, category):
    for number in range(1, 23):
        b.a_project(
            visitor.session, round_, f"Tree {number:02}", cost=number * 100, category=category
        )
    b.a_project(visitor.session, round_, "A bench", cost=1)
    page = visitor.get(
        "projects.list", slug=round_.slug, category="nature", sort="cheapest", page=2, q="tree"
    )
    assert "Tree 21" in page.text and "Tree 20" not in page.text and "A bench" not in page.text
    assert any("category=nature" in link and "page=1" in link for link in page.links())


@pytest.mark.parametrize(
    "question",
    [{"page": "0"}, {"page": "99999"}, {"page": "x"}, {"sort": "nonsense"}, {"q": "\x00" * 500}],
)
def test_nonsense_in_the_address_shows_the_list(visitor, round_, question):
    b.a_project(visitor.session, round_, "A bench")
    assert "A bench" in visitor.get("projects.list", slug=round_.slug, **question).text


def test_an_empty_list_says_what_to_do(visitor, round_):
    assert (
        "You could be the first"
        in visitor.get("projects.list", slug=round_.slug, language="en").text
    )
    assert visitor.get("projects.list", slug=round_.slug, language="ar")


# One project


@pytest.mark.parametrize("language", ["en", "fr", "ar"])
def test_a_project_shows_its_text_in_its_own_language(visitor, round_, author, category, language):
    project = handed_in(
        visitor.session, round_, author, category, language="tr", latitude=43.6, longitude=1.43
    )
    page = visitor.get("projects.show", language=language, most_queries=8, **at(project))
    assert (
        '<div class="prose measure" lang="tr" dir="auto"><p>We plant <strong>eight</strong> '
        "trees.</p>"
    ) in page.html
    assert page.html.count('class="pin"') == 1
    assert "Türkçe" in page.text


def test_a_project_names_its_author_as_they_chose(visitor, round_, author, category):
    project = handed_in(visitor.session, round_, author, category)
    assert "Aïcha" in visitor.get("projects.show", **at(project)).text
    project = handed_in(
        visitor.session,
        round_,
        author,
        category,
        carried_by="group",
        carrier_name="Gardeners of the square",
    )
    page = visitor.get("projects.show", **at(project))
    assert "Gardeners of the square" in page.text and "Aïcha" not in page.text


def test_markdown_cannot_carry_html(visitor, round_, author, category):
    text = (
        "<script>alert(1)</script> [x](javascript:alert(1)) <img src=x onerror=alert(1)> **bold**"
    )
    project = handed_in(visitor.session, round_, author, category, description=text)
    page = visitor.get("projects.show", **at(project))
    assert (
        "<script>alert" not in page.html
        and "<img" not in page.html
        and 'href="javascript:' not in page.html
    )
    assert "<strong>bold</strong>" in page.html


def test_drafts_exist_for_their_author_alone(visitor, round_, author):
    project = drafted(visitor.session, round_, author)
    visitor.get("projects.show", status=404, **at(project))
    visitor.sign_in(b.a_staff_member(visitor.session)).get(
        "projects.show", status=404, **at(project)
    )
    visitor.get("projects.edit", status=404, **at(project))
    assert (
        "This is your project" in visitor.sign_in(author).get("projects.show", **at(project)).text
    )


def test_a_project_does_not_exist_in_another_neighbourhood(visitor, round_, author, category):
    project = handed_in(visitor.session, round_, author, category)
    other = b.a_round(visitor.session, "propose", edition=round_.edition)
    visitor.get("projects.show", slug=other.slug, number=project.number, status=404)
    visitor.get(f"/en/rounds/{round_.slug}/projects/99999999999999999999/", status=404)


def test_history_shows_what_changed_since_it_is_public(visitor, round_, author, category):
    project = drafted(
        visitor.session, round_, author, summary="Nobody reads this.", category_id=category.id
    )
    actor, now = b.actor_of(visitor.session, author), clock.now()
    services.edit_project(
        visitor.session, project, a_text(category_id=category.id), version=1, actor=actor, now=now
    )
    services.submit_project(visitor.session, project, actor=actor, now=now)
    later = (
        begin_of(round_, "review").replace(year=now.year) - (begin_of(round_, "review") - now) / 2
    )
    services.edit_project(
        visitor.session,
        project,
        a_text(category_id=category.id, place="The park"),
        version=2,
        actor=actor,
        now=later,
    )
    page = visitor.get("projects.show", most_queries=9, **at(project))
    assert "Nobody reads this" not in page.text
    assert "<del" in page.html and "The park</ins>" in page.html


# Writing


@pytest.mark.backend("sqlite", "postgresql")
def test_writing_and_handing_in(visitor, round_, author, category):
    visitor.sign_in(author)
    number = write(visitor, round_, typed(category))
    check = visitor.get("projects.submit", slug=round_.slug, number=number)
    assert "This is what everybody will see" in check.text and "€1,200.50" in check.text
    project = visitor.session.scalars(select(Project)).one()
    shown = visitor.follow(visitor.post("projects.submit", check.fields(), **at(project)))
    assert "Everybody can read it now" in shown.text
    assert visitor.session.scalars(select(Project)).one().state == "submitted"


def test_each_step_leads_to_the_next_and_the_last_to_the_check(visitor, round_, author, category):
    visitor.sign_in(author)
    page = visitor.fill("projects.propose", {"title": TYPED["title"]}, slug=round_.slug)
    for step in ("idea", "words", "place", "costs", "authors", "pictures"):
        assert page.location.endswith(f"/projects/1/edit/{step}/")
        page = fill_step(visitor, round_, 1, typed(category), step=step)
    assert page.location.endswith("/projects/1/submit/")


def test_a_step_says_where_one_is_and_what_is_missing(visitor, round_, author):
    project = drafted(visitor.session, round_, author, summary="", costs=())
    page = visitor.sign_in(author).get("projects.edit_place", **at(project))
    assert "Step 3 of 7" in page.text
    base = f"/en/rounds/{round_.slug}/projects/1/"
    for step in (
        "edit/idea/",
        "edit/words/",
        "edit/costs/",
        "edit/authors/",
        "edit/pictures/",
        "submit/",
    ):
        assert base + step in page.links()
    assert base + "edit/words/?check=1#summary" in page.links()
    assert "Please sum your project up" in page.text
    overview = visitor.get("projects.edit", **at(project))
    assert base + "edit/costs/?check=1#cost_lines-1-label" in overview.links()


def test_a_long_first_sentence_is_kept_whole_as_the_summary(visitor, round_, author):
    sentence = "A bench for the old people who wait for the bus, " * 3
    visitor.sign_in(author)
    begin(visitor, round_, {"title": sentence})
    project = visitor.session.scalars(select(Project)).one()
    assert project.summary == " ".join(sentence.split())
    assert project.title == (
        "A bench for the old people who wait for the bus, A bench for the old people who wait for "
        "the bus, A bench for the old…"
    )


def test_who_leaves_finds_the_draft_again(visitor, round_, author):
    visitor.sign_in(author)
    number = begin(visitor, round_, {"title": "Shade on the square"})
    page = visitor.fill(
        "projects.edit_words", {"summary": "Trees.", "leave": "1"}, slug=round_.slug, number=number
    )
    mine = visitor.follow(page)
    assert "Your draft is kept" in mine.text and "Shade on the square" in mine.text
    assert visitor.session.scalars(select(Project)).one().summary == "Trees."


def test_the_author_sees_the_page_as_others_will(visitor, round_, author):
    project = drafted(visitor.session, round_, author)
    visitor.sign_in(author)
    address = f"/en/rounds/{round_.slug}/projects/1/?preview=1"
    assert address in visitor.get("projects.edit_place", **at(project)).links()
    page = visitor.get(address)
    assert "This is what others will see" in page.text and "This is your project" not in page.text
    project.state, project.submitted_at = "submitted", clock.now()
    assert "This is what others see" not in visitor.sign_in(None).get(address).text


def test_who_writes_sees_what_is_about_the_same(visitor, round_, author):
    b.a_project(visitor.session, round_, "More shade on the square", summary="Eight lime trees.")
    b.a_project(visitor.session, round_, "A course of Arabic", summary="Each Monday.")
    project = drafted(visitor.session, round_, author)
    visitor.sign_in(author)
    for endpoint in ("projects.edit_words", "projects.submit"):
        page = visitor.get(endpoint, most_queries=14, **at(project))
        assert "More shade on the square" in page.text and "A course of" not in page.text


def test_more_rows_keep_what_was_typed(visitor, round_, author):
    project = drafted(visitor.session, round_, author, costs=())
    visitor.sign_in(author)
    lines = {"more_rows": "1", "cost_lines-1-label": "x" * 130, "cost_lines-1-amount": "10,00"}
    page = visitor.fill("projects.edit_costs", lines, status=200, **at(project))
    fields = page.fields()
    assert "cost_lines-8-label" in fields and "cost_lines-9-label" not in fields
    assert (len(fields["cost_lines-1-label"]), fields["cost_lines-1-amount"]) == (130, "10,00")
    assert page.errors() == []
    assert counted(visitor.session, ProjectVersion) == 1


def test_handing_in_names_everything_that_is_missing(visitor, round_, author):
    project = drafted(visitor.session, round_, author, summary="", place="", costs=())
    visitor.sign_in(author)
    page = visitor.get("projects.submit", **at(project))
    assert "What is still missing" in page.text
    base = f"/en/rounds/{round_.slug}/projects/1/edit/"
    assert f"{base}words/?check=1#summary" in page.links()
    refused = visitor.post("projects.submit", page.fields(), status=422, **at(project))
    assert refused.errors() == ["Some parts are still missing."]
    for step in ("idea", "words", "place", "costs"):
        beside = visitor.get(f"projects.edit_{step}", check=1, **at(project))
        assert len(beside.errors()) == 1 and beside.html.count('class="error"') == 1


BAD = [
    ({"title": ""}, "Please give your project a title."),
    ({"title": "Short"}, "Please use at least 6 characters."),
    ({"title": "x" * 121}, "Please use at most 120 characters; there are 121."),
    ({"summary": "x" * 301}, "Please use at most 300 characters; there are 301."),
    ({"description": "x" * 6001}, "Please use at most 6,000 characters; there are 6,001."),
    ({"language": "xx"}, "Please choose one of the list."),
    ({"category_id": "999999"}, "Please choose one of the list."),
    ({"category_id": "1; DROP TABLE projects"}, "Please choose one of the list."),
    ({"carried_by": "king"}, "Please choose one of the list."),
    ({"carried_by": "group"}, "Please write the name of the group or organisation."),
    ({"latitude": "north"}, "Please write a number of degrees such as 43.6045."),
    ({"latitude": "43.6"}, "A point on the map needs both numbers, or neither."),
    (
        {"latitude": "48.85", "longitude": "2.35"},
        "This point lies 587 kilometres away. Are the two numbers complete and in the right order, "
        "north first and then east?",
    ),
    ({"cost_lines-1-amount": "-5"}, "An amount cannot be below zero."),
    ({"cost_lines-1-amount": "much"}, "Write an amount in figures, such as 1200 or 1200.50."),
    ({"cost_lines-1-amount": "99999999999999999999"}, "This amount is too large."),
    ({"cost_lines-1-amount": ""}, "Please write how much this costs, or empty the line."),
    ({"cost_lines-1-label": ""}, "Please say what this amount is for."),
    ({"cost_lines-1-label": "x" * 121}, "Please use at most 120 characters; there are 121."),
]


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    BAD,
    ids=[f"{next(iter(wrong))}-{n}" for n, (wrong, _s) in enumerate(BAD)],
)
def test_bad_input_is_explained_beside_its_field_and_nothing_is_lost(
    visitor, round_, author, category, wrong, sentence
):
    project = drafted(visitor.session, round_, author, costs=())
    visitor.sign_in(author)
    step = step_of(next(iter(wrong)))
    page = fill_step(
        visitor, round_, project.number, typed(category, **wrong), step=step, status=422
    )
    assert page.errors() == [sentence]
    assert page.html.count('class="error"') == 1
    lists = {"language", "category_id", "carried_by"}
    kept = {n: v for n, v in typed(category, **wrong).items() if step_of(n) == step} | wrong
    assert {name: page.fields().get(name) for name in kept if name not in lists} == {
        n: v for n, v in kept.items() if n not in lists
    }
    assert counted(visitor.session, ProjectVersion) == 1


@pytest.mark.parametrize(
    ("language", "amount"),
    [("en", "10,00"), ("en", "1.000"), ("fr", "1,000"), ("fr", "10.00"), ("ar", "1٬2")],
)
def test_unclear_amounts_are_refused_in_the_readers_language(
    visitor, round_, author, category, language, amount
):
    project = drafted(visitor.session, round_, author)
    visitor.sign_in(author)
    page = visitor.fill(
        "projects.edit_costs",
        {"cost_lines-1-amount": amount},
        language=language,
        status=422,
        **at(project),
    )
    assert len(page.errors()) == 1 and page.fields()["cost_lines-1-amount"] == amount
    assert counted(visitor.session, ProjectVersion) == 1


def test_digits_of_every_script_are_read(visitor, round_, author, category):
    visitor.sign_in(author)
    wrong = {
        "cost_lines-1-amount": "\u200f١٢٠٠\u00a0€",
        "latitude": "\u200e٤٣٫٦",
        "longitude": "1,43\u200f",
    }
    write(visitor, round_, typed(category, **wrong), language="ar")
    project = visitor.session.scalars(select(Project)).one()
    assert (project.cost, project.latitude, project.longitude) == (120_000, 43.6, 1.43)


def test_a_point_is_copied_from_a_map_into_one_field(visitor, round_, author, category):
    visitor.sign_in(author)
    point = {"latitude": "", "longitude": "", "point": "43.6° N, 1.43° E"}
    write(visitor, round_, typed(category, **point))
    project = visitor.session.scalars(select(Project)).one()
    assert (project.latitude, project.longitude) == (43.6, 1.43)
    page = visitor.get("projects.edit_place", slug=round_.slug, number=project.number)
    assert page.fields()["point"] == "43.6, 1.43"
    page = visitor.fill(
        "projects.edit_place",
        {"point": "48.85, 2.35"},
        slug=round_.slug,
        number=project.number,
        status=422,
    )
    assert page.errors()[0].startswith("This point lies 587 kilometres away.")
    assert page.fields()["point"] == "48.85, 2.35"


def test_controls_that_flip_a_page_are_taken_out(visitor, round_, author, category):
    visitor.sign_in(author)
    write(visitor, round_, typed(category, title="Sh\u202eade\x00 on\u2066 it", summary="one\ntwo"))
    project = visitor.session.scalars(select(Project)).one()
    assert (project.title, project.summary) == ("Shade on it", "one two")


@pytest.mark.backend("sqlite", "postgresql")
def test_a_form_sent_twice_makes_one_draft(visitor, round_, author, category):
    visitor.sign_in(author)
    fields = visitor.get("projects.propose", slug=round_.slug).fields() | FIRST
    first, second = (visitor.post("projects.propose", fields, slug=round_.slug) for _ in range(2))
    assert first.location == second.location
    assert counted(visitor.session) == 1


def test_a_body_too_large_is_refused(visitor, round_, author, category):
    visitor.sign_in(author)
    visitor.post(
        "projects.propose",
        {"title": "x" * 3_000_000},
        slug=round_.slug,
        status=413,
    )


@pytest.mark.backend("sqlite", "postgresql")
def test_the_second_tab_on_the_same_step_shows_both_texts(visitor, round_, author):
    project = drafted(visitor.session, round_, author)
    visitor.sign_in(author)
    old = visitor.get("projects.edit_idea", **at(project)).fields()
    visitor.post("projects.edit_idea", old | {"title": "From the first tab"}, **at(project))
    page = visitor.post(
        "projects.edit_idea", old | {"title": "From the second tab"}, status=422, **at(project)
    )
    assert "changed this in another window" in page.errors()[0]
    assert "What stands there now" in page.text and "From the first tab" in page.text
    assert f"/en/rounds/{round_.slug}/projects/1/edit/idea/" in page.links()
    assert (page.fields()["title"], page.fields()["version"]) == ("From the second tab", "2")
    visitor.post("projects.edit_idea", page.fields(), **at(project))
    assert visitor.session.scalars(select(Project)).one().title == "From the second tab"


@pytest.mark.backend("sqlite", "postgresql")
def test_the_second_tab_on_another_step_is_no_conflict(visitor, round_, author):
    project = drafted(visitor.session, round_, author)
    visitor.sign_in(author)
    idea = visitor.get("projects.edit_idea", **at(project)).fields()
    costs = visitor.get("projects.edit_costs", **at(project)).fields()
    visitor.post("projects.edit_idea", idea | {"title": "From the first tab"}, **at(project))
    visitor.post("projects.edit_costs", costs | {"cost_lines-1-label": "Limes"}, **at(project))
    kept = visitor.session.scalars(select(Project)).one()
    assert (kept.title, kept.cost_lines[0].label) == ("From the first tab", "Limes")


@pytest.mark.parametrize("version", ["", "0", "99", "x", "-1"])
def test_a_meddled_version_replaces_nothing(visitor, round_, author, version):
    project = drafted(visitor.session, round_, author)
    visitor.sign_in(author)
    changed = {"summary": "Otherwise", "version": version}
    page = visitor.fill("projects.edit_words", changed, status=422, **at(project))
    assert "Eight trees where nobody can sit in summer." in page.text
    assert visitor.session.scalars(select(Project.summary)).one() != "Otherwise"


def test_who_writes_too_late_keeps_the_text(visitor, round_, author, category):
    visitor.sign_in(author)
    fields = visitor.get("projects.propose", slug=round_.slug).fields() | FIRST
    with clock.at(begin_of(round_, "review")):
        page = visitor.post("projects.propose", fields, slug=round_.slug, status=422)
        visitor.get("projects.propose", slug=round_.slug, status=409)
    assert len(page.errors()) == 1 and page.fields()["title"] == TYPED["title"]


def test_who_keeps_a_step_too_late_keeps_the_text(visitor, round_, author):
    project = drafted(visitor.session, round_, author)
    visitor.sign_in(author)
    fields = visitor.get("projects.edit_words", **at(project)).fields() | {"summary": "Shade."}
    with clock.at(begin_of(round_, "review")):
        page = visitor.post("projects.edit_words", fields, status=422, **at(project))
        visitor.get("projects.edit_words", status=409, **at(project))
        visitor.get("projects.edit", status=409, **at(project))
    assert len(page.errors()) == 1 and page.fields()["summary"] == "Shade."


def test_only_residents_of_the_neighbourhood_write(visitor, round_, category):
    assert "/sign-in/" in visitor.get("projects.propose", slug=round_.slug, status=303).location
    visitor.sign_in(b.a_resident(visitor.session, b.a_neighbourhood(visitor.session)))
    page = visitor.get("projects.propose", slug=round_.slug, status=403)
    assert "Only people who live here" in page.text
    visitor.post("projects.propose", FIRST, slug=round_.slug, status=403)


def test_nobody_changes_what_another_wrote(visitor, round_, author, category):
    project = handed_in(visitor.session, round_, author, category)
    visitor.sign_in(b.a_resident(visitor.session, round_.place))
    for endpoint in ("projects.edit", "projects.submit", "projects.withdraw"):
        visitor.get(endpoint, status=403, **at(project))


@pytest.mark.backend("sqlite", "postgresql")
def test_withdrawing_asks_for_a_reason(visitor, round_, author, category):
    project = handed_in(visitor.session, round_, author, category)
    visitor.sign_in(author)
    visitor.fill("projects.withdraw", {"reason": ""}, status=422, **at(project))
    assert (
        "withdrawn"
        in visitor.follow(
            visitor.fill("projects.withdraw", {"reason": "We moved."}, **at(project))
        ).text
    )
    assert "We moved." in visitor.get("projects.show", **at(project)).text


def test_the_author_reads_why_nothing_can_change(visitor, session):
    round_ = b.a_round(session, "vote")
    author = b.a_resident(session, round_.place)
    project = b.a_project(session, round_, author=author)
    round_.opened_at = clock.now()
    page = visitor.sign_in(author).get("projects.show", **at(project))
    assert "Since then no project can be changed." in page.text
    visitor.get("projects.edit", status=409, **at(project))


def test_my_projects_lists_mine(visitor, round_, author, category):
    drafted(visitor.session, round_, author, title="Only for me yet")
    assert "Only for me yet" in visitor.sign_in(author).get("projects.mine").text
    assert (
        "have not written" in visitor.sign_in(b.a_person(visitor.session)).get("projects.mine").text
    )


# The desk


@pytest.fixture
def waiting(session, category):
    round_ = b.a_round(session, "review", fund=1_000_000)
    author = b.a_resident(session, round_.place)
    with clock.at(begin_of(round_, "propose")):
        return handed_in(session, round_, author, category)


def test_the_desk_shows_what_waits(visitor, waiting):
    page = visitor.sign_in(b.a_reviewer(visitor.session)).get("reviews_desk.waiting")
    assert "1 project waits" in page.text and "Shade on the square" in page.text
    visitor.sign_in(b.a_resident(visitor.session, waiting.round.place)).get(
        "reviews_desk.waiting", status=403
    )


@pytest.mark.backend("sqlite", "postgresql")
def test_a_verdict_is_published(visitor, waiting):
    visitor.sign_in(b.a_reviewer(visitor.session))
    decided = {
        "verdict": "feasible",
        "reason": "It fits.",
        "department": "Parks",
        "cost_lines-2-amount": "500",
        "cost_lines-2-reason": "Deeper pits",
    }
    visitor.fill("reviews_desk.review", decided, project_id=waiting.id)
    page = visitor.sign_in(None).get("projects.show", **at(waiting))
    assert "It fits." in page.text and "Deeper pits" in page.text and "€1,700" in page.text
    desk = visitor.sign_in(b.a_reviewer(visitor.session))
    assert "Shade on the square" not in desk.get("reviews_desk.waiting").text
    assert "Shade on the square" in desk.get("reviews_desk.waiting", state="judged").text


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"verdict": ""}, "Please choose a verdict."),
        (
            {"verdict": "not_feasible", "reason": ""},
            "Please give the reason. Everybody can read it.",
        ),
        (
            {"cost_lines-1-amount": "5"},
            "Please say why this amount was corrected. Everybody can read it.",
        ),
        (
            {"cost_lines-1-reason": "Cheaper"},
            "Please write how much this costs, or empty the line.",
        ),
        (
            {"cost_lines-1-amount": "90000", "cost_lines-1-reason": "Dear"},
            "With these corrections the project costs more than the fund, so it cannot be "
            "feasible.",
        ),
        ({"reason": "x" * 2001}, "Please use at most 2,000 characters; there are 2,001."),
    ],
)
def test_a_verdict_needs_its_parts(visitor, waiting, wrong, sentence):
    visitor.sign_in(b.a_reviewer(visitor.session))
    page = visitor.fill(
        "reviews_desk.review",
        {"verdict": "feasible", "reason": "Fine."} | wrong,
        project_id=waiting.id,
        status=422,
    )
    assert page.errors() == [sentence]
    assert counted(visitor.session, Review) == 0
    assert visitor.session.get(Project, waiting.id).cost == 150_000


@pytest.mark.parametrize(
    ("verdict", "subject"),
    [
        ("feasible", "Your project can be carried out: Shade on the square"),
        ("not_feasible", "Your project was reviewed: Shade on the square"),
    ],
)
def test_the_author_is_told_by_mail(visitor, session, waiting, verdict, subject):
    judgement = Judgement(verdict, "A pipe <b>runs</b> below.", "en", "Parks")
    services.review_project(
        session,
        waiting,
        judgement,
        actor=b.actor_of(session, b.a_reviewer(session)),
        now=clock.now(),
    )
    with visitor.app.test_request_context():
        letter = render(
            session.scalars(select(Message).where(Message.kind == "project_reviewed")).one(),
            Sender("Toulouse", "", "https://city.example"),
        )
    assert letter.subject == subject
    assert (
        "A pipe <b>runs</b> below.\n\nReviewed by: Parks\n\nRead the whole review:\nhttps://city.example/en/rounds/"
        in letter.text
    )


def test_drafts_never_reach_the_desk(visitor, round_, author):
    project = drafted(visitor.session, round_, author)
    visitor.sign_in(b.a_reviewer(visitor.session)).get(
        "reviews_desk.review", project_id=project.id, status=404
    )


@pytest.mark.backend("sqlite", "postgresql")
def test_staff_add_categories(visitor, session):
    visitor.sign_in(b.a_staff_member(session))
    visitor.fill(
        "projects_desk.categories", {"slug": "Green Streets", "name_en": "Green"}, status=422
    )
    visitor.fill(
        "projects_desk.categories",
        {"slug": "green-streets", "name_en": "Green streets", "name_ar": "شوارع خضراء"},
    )
    assert [(c.slug, c.name) for c in session.scalars(select(Category))] == [
        ("green-streets", {"en": "Green streets", "ar": "شوارع خضراء"})
    ]
    visitor.sign_in(b.a_reviewer(session)).get("projects_desk.categories", status=403)
