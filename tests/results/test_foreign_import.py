"""What a foreign file says of itself stays: its language, its currency, its categories."""

import re
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from neighbourhood import clock, pabulib
from neighbourhood.commands.import_round import import_round as import_command
from neighbourhood.languages.known import tag_of
from neighbourhood.languages.names import code_of
from neighbourhood.permissions import SYSTEM
from neighbourhood.projects.models import Category, Project
from neighbourhood.projects.queries import all_categories
from neighbourhood.refusals import Invalid
from neighbourhood.results import queries
from neighbourhood.results.publication.pabulib_import import in_currency
from neighbourhood.results.services import export_round
from tests import builders as b
from tests.results.test_import import MINIMAL, imported
from tests.visitor import Visitor

#: The city of the tests counts in EUR and speaks English.
DUTCH = MINIMAL.replace("country;France", "country;Netherlands").replace(
    "currency;EUR", "currency;EUR\nlanguage;Dutch"
)
WITH_CATEGORIES = (
    DUTCH.replace(";votes;name", ";votes;name;category")
    .replace(";Seven", ";Seven;Rattenpreventie")
    .replace(";Letters", ";Letters;Nature")
    .replace(";Million", ";Million;Rattenpreventie,Groen")
)


@pytest.mark.parametrize(
    ("named", "code"),
    [
        ("Dutch", "nl"),
        ("polish", "pl"),
        ("Polish", "pl"),
        ("French", "fr"),
        ("fr", "fr"),
        ("NL", "nl"),
        ("pt-BR", "pt"),
        ("Norwegian", "no"),
        ("English, Spanish", "en"),
        ("Klingonish", "und"),
        ("xx", "und"),
        ("", "und"),
    ],
)
def test_languages_are_known_by_code_and_english_name(named: str, code: str) -> None:
    assert code_of(named) == code


@pytest.mark.parametrize(
    ("code", "tag"),
    [("nl", "nl"), ("zh_Hant", "zh-Hant"), ("und", ""), ("polish", ""), ("Dutch", ""), ("", "")],
)
def test_no_page_names_a_language_that_is_none(code: str, tag: str) -> None:
    assert tag_of(code) == tag


@pytest.mark.parametrize(
    ("said", "kept"),
    [("language;Dutch", "nl"), ("language;polish", "pl"), ("language;Quenyan", "und")],
)
def test_an_import_gives_its_own_language_back(session: Session, said: str, kept: str) -> None:
    round_ = imported(session, pabulib.parse(DUTCH.replace("language;Dutch", said)))
    assert {p.language for p in session.scalars(select(Project))} == {kept}
    publication = queries.publication_of(session, round_.id)
    assert publication is not None
    for text in (
        publication.ballots_pb,
        export_round(session, round_, actor=SYSTEM, now=clock.now()),
    ):
        meta = pabulib.parse(text).meta
        assert (meta["language"], meta["currency"]) == (kept, "EUR")


def test_without_a_language_the_country_tells_it_or_nobody(session: Session) -> None:
    silent = DUTCH.replace("\nlanguage;Dutch", "")
    imported(session, pabulib.parse(silent))
    assert session.scalars(select(Project.language).distinct()).all() == ["nl"]
    silent = silent.replace("Netherlands", "Atlantis").replace("instance;2022", "instance;2023")
    place = b.a_neighbourhood(session, "atlantis")
    round_ = imported(session, pabulib.parse(silent))
    assert place is not None
    listed = session.scalars(select(Project.language).where(Project.round_id == round_.id))
    assert set(listed) == {"und"}


def test_no_page_of_an_unknown_language_pronounces_it(session: Session, visitor: Visitor) -> None:
    round_ = imported(session, pabulib.parse(DUTCH.replace("Dutch", "Quenyan")))
    for endpoint in ("results.show", "projects.list"):
        page = visitor.get(endpoint, slug=round_.slug)
        tags = set(re.findall(r'\slang="([^"]*)"', page.html))
        assert all(tag == "" or re.fullmatch(r"[a-z]{2,3}(-\w+)*", tag) for tag in tags)
        assert "und" not in tags, endpoint
        assert "Written in" not in page.text, page.text


def test_a_file_without_a_currency_wants_it_told(session: Session) -> None:
    election = pabulib.parse(MINIMAL.replace("currency;EUR\n", ""))
    with pytest.raises(Invalid, match="import_no_currency"):
        imported(session, election)
    with pytest.raises(Invalid, match="import_currency"):
        imported(session, in_currency(election, "pln"))
    round_ = imported(session, in_currency(election, "eur"))
    text = export_round(session, round_, actor=SYSTEM, now=clock.now())
    assert pabulib.parse(text).meta["currency"] == "EUR"


def test_nobody_can_say_otherwise_than_the_file() -> None:
    with pytest.raises(Invalid, match="import_other_currency"):
        in_currency(pabulib.parse(MINIMAL), "PLN")


@pytest.mark.parametrize(
    ("arguments", "status", "told"),
    [
        ([], 2, "--currency"),
        (["--currency", "PLN"], 2, "this city counts in EUR"),
        (["--currency", "EUR"], 0, "3 projects, 2 ballots"),
    ],
)
def test_the_command_asks_for_the_currency(
    app: Flask, session: Session, tmp_path: Path, arguments: list[str], status: int, told: str
) -> None:
    b.a_city(session)
    place = b.a_neighbourhood(session)
    session.commit()
    file = tmp_path / "vote.pb"
    file.write_text(MINIMAL.replace("currency;EUR\n", ""))
    done = app.test_cli_runner().invoke(
        import_command, [str(file), "--neighbourhood", place.slug, *arguments]
    )
    assert (done.exit_code, told in done.output) == (status, True), done.output


def test_categories_of_a_recount_stay_its_own(session: Session, visitor: Visitor) -> None:
    nature = b.a_category(session)
    round_ = imported(session, pabulib.parse(WITH_CATEGORIES))
    assert list(all_categories(session)) == [nature]
    brought = session.scalars(select(Category).where(Category.edition_id.is_not(None))).all()
    assert [(one.edition_id, one.name) for one in brought] == [
        (round_.edition_id, {"nl": "Rattenpreventie"}),
        (round_.edition_id, {"nl": "Nature"}),
    ]
    here = b.a_round(session, "propose")
    visitor.sign_in(b.a_resident(session, here.place))
    begun = visitor.fill("projects.propose", {"title": "A fountain"}, slug=here.slug)
    form = visitor.follow(begun)
    assert "Nature" in form.text and "Rattenpreventie" not in form.text
    # Neither by its number.
    chosen = {"title": "Rats", "category_id": str(brought[0].id), "language": "en"}
    visitor.fill("projects.edit_idea", chosen, slug=here.slug, number=1, status=422)
    desk = visitor.sign_in(b.an_administrator(session)).get("projects_desk.categories")
    assert "Rattenpreventie" not in desk.text
    visitor.get("projects_desk.delete_category", slug=brought[0].slug, status=404)
    # The list of the recount itself still sorts by them.
    listed = visitor.get("projects.list", slug=round_.slug, category=brought[0].slug)
    assert "Seven" in listed.text and "Letters" not in listed.text
