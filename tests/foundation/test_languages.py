"""A language's life: begun, in preparation, offered; nobody sees it before it is ready."""

import os
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner
from flask import Flask
from flask_babel import force_locale

from neighbourhood.commands.languages import languages as commands
from neighbourhood.languages import (
    _dl,
    _l,
    catalogues,
    known_languages,
    ready_languages,
    usable_languages,
    with_values,
)
from neighbourhood.languages.catalogues import Catalogue
from neighbourhood.languages.known import TRANSLATIONS, UnusableLanguage, translated_share

#: A language that no list is likely to hold already.
STUB = """
[languages.gv]
own_name = "Gaelg"
required = 0.5
"""


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder of translations in which Manx is begun: a table of the list, nothing
    else.
    """
    folder = tmp_path_factory.mktemp("begun") / "translations"
    shutil.copytree(TRANSLATIONS, folder)
    with (folder / "languages.toml").open("a", encoding="utf-8") as file:
        file.write(STUB)
    catalogues.update_all(folder)
    catalogues.compile_all(folder)
    return folder


@pytest.fixture
def folder(begun: Path, tmp_path: Path) -> Path:
    """Return a copy of it for a test that changes it."""
    return Path(shutil.copytree(begun, tmp_path / "translations"))


def translate(catalogue: Catalogue, number: int) -> None:
    """Write something for so many messages, and compile the catalogue."""
    catalog = catalogue.load()
    for message in [message for message in catalog if message.id][:number]:
        forms = catalog.num_plurals if isinstance(message.id, tuple) else 0
        message.string = ("Wort",) * forms if forms else "Wort"
    catalogue.save(catalog)
    compiled = catalogue.path.with_suffix(".mo")
    os.utime(compiled, (0, 0))
    catalogues.compile_all(catalogue.folder)


def manx(folder: Path) -> Catalogue:
    """Return the catalogue of the language begun."""
    [catalogue] = [c for c in catalogues.catalogues(folder) if c.language.code == "gv"]
    return catalogue


def test_a_language_begun_is_known_and_not_offered(begun: Path) -> None:
    assert "gv" in known_languages(begun)
    assert "gv" not in ready_languages(begun)
    assert "gv" not in [language.code for language in usable_languages((), begun)]
    [row] = [row for row in catalogues.report(begun) if row.language == "gv"]
    assert (row.translated, row.state) == (0, "in preparation")
    assert row.messages > 1000


def test_a_language_in_preparation_cannot_be_chosen(begun: Path) -> None:
    with pytest.raises(UnusableLanguage, match=r"gv, which is in preparation: 0% .* 50%"):
        usable_languages(("en", "gv"), begun)


def test_a_language_is_offered_once_it_is_translated_far_enough(folder: Path) -> None:
    catalogue = manx(folder)
    messages = len(catalogue.messages())
    translate(catalogue, messages // 2 - 1)
    assert translated_share("gv", folder) == pytest.approx((messages // 2 - 1) / messages)
    assert "gv" not in ready_languages(folder)
    translate(catalogue, messages)
    assert translated_share("gv", folder) == 1
    assert "gv" in [language.code for language in usable_languages((), folder)]


def test_what_is_half_translated_is_not_compiled(folder: Path) -> None:
    catalogue = manx(folder)
    catalog = catalogue.load()
    plural = next(message for message in catalog if isinstance(message.id, tuple))
    plural.string = ("Wort", "")
    fuzzy = next(message for message in catalog if message.id and not message.pluralizable)
    fuzzy.string = "Wort"
    fuzzy.flags.add("fuzzy")
    catalogue.save(catalog)
    os.utime(catalogue.path.with_suffix(".mo"), (0, 0))
    catalogues.compile_all(folder)
    assert translated_share("gv", folder) == 0
    assert catalogues.english(fuzzy) in catalogue.untranslated()


def test_a_language_whose_catalogue_is_not_compiled_is_in_preparation(folder: Path) -> None:
    (folder / "fr" / "LC_MESSAGES" / "messages.mo").unlink()
    assert "fr" not in ready_languages(folder)


def test_pages_of_a_language_in_preparation_do_not_exist(
    app: Flask, begun: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(app.extensions, "usable_languages", usable_languages((), begun))
    client = app.test_client()
    assert client.get("/gv/help/").status_code == 404
    assert "Gaelg" not in client.get("/en/help/").text
    chosen = client.get("/", headers={"Accept-Language": "gv, fr;q=0.5"})
    assert chosen.headers["Location"].endswith("/fr/")


def test_what_offered_languages_lack_is_named_before_a_release(folder: Path) -> None:
    lacking = {c.language.code: c.untranslated() for c in catalogues.offered_catalogues(folder)}
    assert "gv" not in lacking
    french = next(c for c in catalogues.catalogues(folder) if c.language.code == "fr")
    catalog = french.load()
    message = catalog.get("Help")
    message.string = ""
    french.save(catalog)
    assert "Help" in french.untranslated()


def test_the_check_of_languages_fails_while_anything_is_untranslated() -> None:
    lacking = [text for c in catalogues.offered_catalogues() for text in c.untranslated()]
    result = CliRunner().invoke(commands, ["check"])
    assert result.exit_code == bool(lacking)
    assert result.output.endswith(
        f"{len(lacking)} messages of offered languages are not translated.\n"
    )


@pytest.mark.parametrize(
    ("language", "said"), [("ar", "\u2068Carmes\u2069: 3"), ("fr", "Carmes: 3")]
)
def test_a_value_keeps_its_direction_in_a_sentence_worded_before_or_when_shown(
    app: Flask, language: str, said: str
) -> None:
    values = {"place": "Carmes", "number": 3}
    later = _l("%(place)s: %(number)s", **values), _dl("%(place)s: %(number)s", **values)
    with app.test_request_context(), force_locale(language):
        assert with_values(_l("%(place)s: %(number)s"), values) == said
        assert [str(one) for one in later] == [said, said]


def test_a_sentence_without_values_may_hold_a_bare_per_cent_sign(app: Flask) -> None:
    with app.test_request_context():
        assert with_values("More than 50 %", {}) == "More than 50 %"
