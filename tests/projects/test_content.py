"""Each field of what an author writes is asked for, checked, kept, shown and told in the history.

Add a field to `rules.Content` first: each test here names what it still lacks, and where.
"""

from dataclasses import fields
from typing import get_type_hints

import pytest
from sqlalchemy import String, inspect, select

from neighbourhood import clock
from neighbourhood.projects import queries, rules, services, words
from neighbourhood.projects.forms import STEP_FORMS
from neighbourhood.projects.models import Project
from neighbourhood.projects.rules import FIELD_RULES, Content, Cost
from neighbourhood.refusals import Invalid
from neighbourhood.web.forms import is_shown_again
from tests import builders as b
from tests.projects.writing import begin

NAMES = tuple(field.name for field in fields(Content))
TEXTS = tuple(name for name, kind in get_type_hints(Content).items() if kind is str)
#: Texts of which the rules know each value.
CHOICES = ("language", "carried_by", "carried_out_by")
#: What the form has beside the fields of Content.
BESIDE = {"csrf_token", "submission_key", "version", "leave", "rows", "more_rows", "point"}
BESIDE |= {"other_language", "price_words", "find_price", "take_price", "add_up"}
BESIDE |= {"find_place", "take_place", "move", "map.x", "map.y", "map_zoom", "map_point"}
#: Asked for by one field together.
BY_POINT = {"latitude", "longitude"}
#: Field of the form -> what is typed, where it cannot be any words; and what a page shows of it.
TYPED = {
    "language": "tr",
    "latitude": "43.6",
    "longitude": "1.43",
    "carried_by": "group",
    "organisation_id": "",
    "carried_out_by": "city",
    "host_organisation_id": "",
    "cost_lines-1-label": "Eight trees",
    "cost_lines-1-amount": "1200.50",
    "upkeep": "85",
}
SHOWN = {
    "language": "Türkçe",
    "category_id": "Nature",
    "latitude": 'class="pin"',
    "longitude": 'class="pin"',
    "carried_by": "The carrier_name",
    "organisation_id": "The carrier_name",
    "carried_out_by": "The city",
    "host_organisation_id": "The city",
    "costs": "Eight trees",
    "upkeep": "€85 a year",
}
STORED = {
    "language": "tr",
    "latitude": 43.6,
    "longitude": 1.43,
    "carried_by": "group",
    "organisation_id": None,
    "carried_out_by": "city",
    "host_organisation_id": None,
    "costs": (Cost("Eight trees", 120_050),),
    "upkeep": 8_500,
}


@pytest.fixture
def category(session):
    return b.a_category(session)


@pytest.fixture
def round_(session):
    return b.a_round(session, "propose", fund=1_000_000)


@pytest.fixture
def author(session, round_):
    return b.a_resident(session, round_.place)


def typed(category):
    """Return something typed in every field of the form that belongs to Content."""
    any_words = {name: f"The {name}" for name in NAMES if name != "costs"}
    return any_words | TYPED | {"category_id": str(category.id)}


@pytest.fixture
def project(visitor, round_, author, category):
    """Return the project after everything was typed on the pages of its steps and handed in."""
    visitor.sign_in(author)
    where = {"slug": round_.slug, "number": begin(visitor, round_, {"title": "The title"})}
    for step, names in rules.STEP_FIELDS.items():
        if not names:
            continue
        asked = visitor.get(f"projects.edit_{step}", **where).fields()
        fields = {rules.form_field_of(name) for name in names}
        unasked = fields - set(asked) - (BY_POINT if "point" in asked else set())
        assert not unasked, f"templates/projects/steps/{step}.html does not ask for {unasked}"
        here = {n: t for n, t in typed(category).items() if rules.step_of(n) == step}
        visitor.post(f"projects.edit_{step}", asked | here, **where)
    project = visitor.session.scalars(select(Project)).one()
    return services.submit_project(
        visitor.session, project, actor=b.actor_of(visitor.session, author), now=clock.now()
    )


def test_each_field_has_a_column_and_the_names_agree():
    missing = set(rules.COLUMNS) - set(inspect(Project).columns.keys())
    assert not missing, f"add to Project in projects/models.py, with a migration: {missing}"


def test_each_column_has_its_migration(session):
    migrated = {column["name"] for column in inspect(session.connection()).get_columns("projects")}
    missing = set(rules.COLUMNS) & set(inspect(Project).columns.keys()) - migrated
    assert not missing, f"no revision in migrations/versions adds to the table projects: {missing}"


def test_each_field_of_the_form_is_one_of_content(app):
    with app.test_request_context():
        form = {field.name.partition("-")[0] for make in STEP_FORMS.values() for field in make()}
    content = {rules.form_field_of(name).partition("-")[0] for name in NAMES}
    lost, unasked = form - content - BESIDE, content - form
    assert not lost, (
        f"typed and lost: add to Content in projects/rules/content.py, or BESIDE here: {lost}"
    )
    assert not unasked, (
        f"nobody is asked: add to the form of its step in projects/forms/steps: {unasked}"
    )


def test_each_step_has_a_form_for_all_its_fields(app):
    for step, names in rules.STEP_FIELDS.items():
        with app.test_request_context():
            fields = {field.name for field in STEP_FORMS[step]()} if names else set()
        lacking = {rules.form_field_of(name) for name in names} - fields
        assert not lacking, f"add to the form in projects/forms/steps/{step}.py: {lacking}"


@pytest.mark.parametrize("name", TEXTS)
def test_each_text_has_a_largest_length_that_its_column_can_keep(name):
    rule = FIELD_RULES[name]
    assert rule.most or name in CHOICES, f"Content.{name} has no largest length: FieldRule(most=…)"
    content = Content(**{"title": "A title", "language": "en"} | {name: "x" * 20_000})
    with pytest.raises(Invalid) as refused:
        rules.require_sound(content, who_proposes=["resident"], metres_outside=0)
        rules.require_sound_carrier(content)
    assert refused.value.field == name
    column = inspect(Project).columns[name].type
    assert isinstance(column, String)
    assert column.length is None or rule.most <= column.length


def test_each_part_of_the_history_has_its_word():
    missing = set(rules.PARTS) - set(words.PARTS)
    assert not missing, f"add to PARTS in projects/words.py: {missing}"
    assert set(words.PARTS) == set(rules.PARTS)


@pytest.mark.parametrize("name", NAMES)
def test_what_is_typed_is_kept(project, category, name):
    kept = services.content_of(project)
    expected = STORED | {"category_id": category.id}
    assert getattr(kept, name) == expected.get(name, f"The {name}")
    *_earlier, version = queries.history(inspect(project).session, project)
    assert name in version.content, "each version keeps it"


@pytest.mark.parametrize("name", NAMES)
def test_what_is_kept_is_on_the_page(visitor, project, name):
    page = visitor.get("projects.show", slug=project.round.slug, number=project.number)
    assert SHOWN.get(name, f"The {name}") in page.html, f"{name} is not on the project's page"


@pytest.mark.parametrize("name", rules.FACTS)
def test_a_fact_that_is_not_given_leaves_no_empty_row(visitor, round_, name):
    project = b.a_project(visitor.session, round_, **dict.fromkeys(rules.FACTS, ""))
    page = visitor.get("projects.show", slug=round_.slug, number=project.number)
    assert f"<dt>{words.PARTS[rules.part_of(name)]}</dt>" not in page.html


def test_all_words_of_an_author_are_shown_again_where_the_page_was_open_for_too_long(app):
    lost = {name for name in rules.TEXTS if not is_shown_again(name)}
    assert not lost


@pytest.mark.parametrize("name", TEXTS)
def test_what_is_changed_is_in_the_history(visitor, project, name):
    own = b.an_organisation(visitor.session, project.round.place, project.author)
    changed = {"language": "uk", "carried_by": "organisation", "carried_out_by": "organisation"}
    # What is chosen of the register, too.
    chosen = {
        "carried_by": {"organisation_id": own.id},
        "carried_out_by": {"host_organisation_id": own.id},
    }
    values = {name: changed.get(name, "Otherwise")} | chosen.get(name, {})
    content = Content(**vars(services.content_of(project)) | values)
    services.edit_project(
        visitor.session,
        project,
        content,
        version=project.version,
        actor=b.actor_of(visitor.session, project.author),
        now=clock.now(),
    )
    page = visitor.get("projects.show", slug=project.round.slug, number=project.number)
    shown = {
        "language": "Українська",
        "carried_by": "An organisation",
        "carried_out_by": "An organisation",
    }
    history = page.html[page.html.index('id="history"') :]
    assert f"<h3>{words.PARTS[FIELD_RULES[name].part or name]}</h3>" in history
    assert f"{shown.get(name, 'Otherwise')}</ins>" in history


def test_a_version_from_before_a_field_was_there_tells_no_change():
    before = {"title": "Shade on the square", "language": "en", "carried_by": "resident"}
    after = vars(Content("Shade on the square", "en")) | {"costs": []}
    assert rules.changed_parts(before, after) == []
    assert rules.changed_parts(before, after | {"place": "The park"}) == ["place"]
