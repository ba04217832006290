"""In which language somebody writes a project: any of a long list, found without a script."""

import pytest
from sqlalchemy import select

from neighbourhood.projects.models import Project
from tests import builders as b
from tests.projects.writing import begin


@pytest.fixture
def round_(session):
    return b.a_round(session, "propose")


@pytest.fixture
def author(visitor, session, round_):
    person = b.a_resident(session, round_.place)
    visitor.sign_in(person)
    return person


def language_of(session):
    return session.scalars(select(Project.language)).one()


def test_the_language_of_the_page_is_the_first_guess(visitor, round_, author):
    page = visitor.get("projects.propose", slug=round_.slug, language="ar")
    assert page.fields()["language"] == "ar"
    visitor.post("projects.propose", page.fields() | {"title": "شجرة في الساحة"}, slug=round_.slug)
    assert language_of(visitor.session) == "ar"


@pytest.mark.backend("sqlite", "postgresql")
def test_any_other_language_is_found_by_its_name_and_marks_the_text(visitor, round_, author):
    typed = {"title": "د ښوونځي مخې ته ونې", "other_language": "pashto"}
    visitor.fill("projects.propose", typed, slug=round_.slug)
    assert language_of(visitor.session) == "ps"
    page = visitor.get("projects.show", slug=round_.slug, number=1)
    assert 'lang="ps" dir="rtl"' in page.html
    assert "پښتو" in page.text and "Pashto" in page.text
    step = visitor.get("projects.edit_idea", slug=round_.slug, number=1)
    assert step.fields()["language"] == "ps"
    visitor.post("projects.edit_idea", step.fields(), slug=round_.slug, number=1)
    assert language_of(visitor.session) == "ps"


def test_a_word_that_fits_several_languages_names_them(visitor, round_, author):
    typed = {"title": "Shade on the square", "other_language": "Kurd"}
    page = visitor.fill("projects.propose", typed, slug=round_.slug, status=422)
    assert "Several languages fit" in page.errors()[0] and "kurmancî" in page.errors()[0]
    assert page.fields()["other_language"] == "Kurd"


def test_an_unknown_language_leads_to_the_sign_for_others(visitor, round_, author):
    typed = {"title": "Shade on the square", "other_language": "Martian"}
    page = visitor.fill("projects.propose", typed, slug=round_.slug, status=422)
    assert page.errors()[0].startswith("We do not know this language.")
    begin(visitor, round_, {"title": "Shade on the square", "language": "und"})
    assert language_of(visitor.session) == "und"
    page = visitor.get("projects.show", slug=round_.slug, number=1)
    assert 'lang="" dir="auto"' in page.html
