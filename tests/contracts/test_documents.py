"""The README names every room, every command and every setting; the glossary has every language."""

import csv
from dataclasses import fields

from neighbourhood.commands.group import COMMANDS
from neighbourhood.languages import known_languages
from neighbourhood.settings import Settings
from tests.contracts.sources import PACKAGE, ROOT

README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_readme_names_every_room() -> None:
    rooms = {
        path.name for path in PACKAGE.iterdir() if path.is_dir() and path.name != "__pycache__"
    }
    assert not [room for room in rooms if f"`{room}/`" not in README]


def test_the_readme_names_every_command() -> None:
    assert not [name for name in COMMANDS if f"`{name}" not in README]


def test_the_readme_names_every_setting() -> None:
    names = {field.name.upper() for field in fields(Settings)} - {"IS_TESTING"}
    assert not [name for name in names if f"`{name}`" not in README]


def test_the_glossary_has_one_word_in_every_language() -> None:
    with (ROOT / "translations" / "glossary.csv").open(encoding="utf-8", newline="") as file:
        terms = list(csv.DictReader(file))
    assert len(terms) >= 60
    assert not [
        term["en"] for term in terms for code in known_languages() if not term[code].strip()
    ]
    assert len({term["en"] for term in terms}) == len(terms)


def test_the_licence_is_named_alike() -> None:
    for name in ("README.md", "setup.cfg", "publiccode.yml"):
        assert "EUPL-1.2" in (ROOT / name).read_text(encoding="utf-8")
