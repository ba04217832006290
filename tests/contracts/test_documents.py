"""The README names every room, command, setting and dependency; the glossary has every language."""

import csv
from configparser import ConfigParser
from dataclasses import fields

from neighbourhood.commands.group import COMMANDS
from neighbourhood.languages import ready_languages
from neighbourhood.settings import Settings
from tests.contracts.sources import PACKAGE, ROOT, remedy

README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_readme_names_every_room() -> None:
    rooms = {
        path.name for path in PACKAGE.iterdir() if path.is_dir() and path.name != "__pycache__"
    }
    missing = [room for room in rooms if f"`{room}/`" not in README]
    assert not missing, remedy(
        "Add a row for each of these rooms to the table of rooms in README.md:", missing
    )


def test_the_readme_names_every_command() -> None:
    missing = [name for name in COMMANDS if f"`{name}" not in README]
    assert not missing, remedy(
        "Add a row for each of these to the table of commands in README.md:", missing
    )


def test_the_readme_names_every_setting() -> None:
    names = {field.name.upper() for field in fields(Settings)} - {"IS_TESTING"}
    missing = [name for name in names if f"`{name}`" not in README]
    assert not missing, remedy(
        "Add a row for each of these to the table of settings in README.md:", missing
    )


def dependencies() -> set[str]:
    """Return the packages that setup.cfg asks for, without their extras."""
    config = ConfigParser()
    config.read(ROOT / "setup.cfg", encoding="utf-8")
    wanted = config["options"]["install_requires"] + config["options.extras_require"]["test"]
    return {line.split("[")[0] for line in wanted.split("\n") if line and line[0] != "#"}


def test_every_dependency_has_its_reason_in_the_readme_and_its_pin() -> None:
    table = README.split("## Dependencies")[1].split("## Data")[0].casefold()
    silent = [name for name in dependencies() if name not in table]
    assert not silent, remedy("Say in the README's table of dependencies what for:", silent)
    pins = (ROOT / "constraints.txt").read_text(encoding="utf-8").casefold()
    loose = [name for name in dependencies() if f"\n{name}==" not in f"\n{pins}"]
    assert not loose, remedy("Pin these in constraints.txt:", loose)


def test_the_glossary_has_one_word_in_every_language_on_offer() -> None:
    with (ROOT / "translations" / "glossary.csv").open(encoding="utf-8", newline="") as file:
        terms = list(csv.DictReader(file))
    assert len(terms) >= 60, "translations/glossary.csv has lost terms: it had at least 60."
    missing = [
        f"{term['en']} in {code}"
        for term in terms
        for code in ready_languages()
        if not (term.get(code) or "").strip()
    ]
    assert not missing, remedy("Give these terms a word in translations/glossary.csv:", missing)
    twice = {term["en"] for term in terms if sum(term["en"] == t["en"] for t in terms) > 1}
    assert not twice, remedy("Keep one row for each of these in translations/glossary.csv:", twice)


def test_the_licence_is_named_alike() -> None:
    silent = [
        name
        for name in ("README.md", "setup.cfg", "publiccode.yml")
        if "EUPL-1.2" not in (ROOT / name).read_text(encoding="utf-8")
    ]
    assert not silent, remedy("Name the licence by its SPDX name, EUPL-1.2, in:", silent)


def test_the_text_of_the_licence_is_there() -> None:
    text = (ROOT / "LICENSE").read_text(encoding="utf-8")
    assert text.startswith("EUROPEAN UNION PUBLIC LICENCE v. 1.2"), (
        "LICENSE holds the text of the EUPL-1.2, as the European Commission published it."
    )


def test_every_decision_is_listed() -> None:
    folder = ROOT / "docs" / "decisions"
    index = (folder / "README.md").read_text(encoding="utf-8")
    records = [path for path in folder.glob("*.md") if path.name != "README.md"]
    missing = [path.name for path in records if f"]({path.name})" not in index]
    assert not missing, remedy("List these records in docs/decisions/README.md:", missing)
    long = [path.name for path in records if len(path.read_text("utf-8").splitlines()) > 40]
    assert not long, remedy("A record has at most 40 lines; shorten:", long)
