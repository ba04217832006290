"""What is translated is right; whether all of it is there is asked before a release, by
`neighbourhood languages check`.
"""

import re

import pytest
from babel.messages.catalog import Message

from neighbourhood.languages import catalogues, known_languages
from neighbourhood.languages.catalogues import Catalogue
from neighbourhood.languages.known import TRANSLATIONS
from tests.contracts.sources import remedy

ALL = [
    pytest.param(catalogue, id=f"{catalogue.language.code}-{catalogue.domain}")
    for catalogue in catalogues.catalogues()
]
PLACEHOLDER = re.compile(r"%\((\w+)\)s")
TAG = re.compile(r"</?\w+[^>]*>")


def begun(catalogue: Catalogue) -> list[Message]:
    """Return the messages that have any text yet."""
    return [message for message in catalogue.messages() if any(texts(message))]


def texts(message: Message) -> list[str]:
    """Return all forms of a translation."""
    return (
        list(message.string) if isinstance(message.string, (tuple, list)) else [str(message.string)]
    )


def sources(message: Message) -> list[str]:
    """Return all forms of a source string."""
    return list(message.id) if isinstance(message.id, (tuple, list)) else [str(message.id)]


@pytest.mark.parametrize("domain", list(catalogues.KEYWORDS))
def test_the_template_is_up_to_date(domain: str) -> None:
    kept = (TRANSLATIONS / f"{domain}.pot").read_text(encoding="utf-8")
    fresh = catalogues.as_text(catalogues.extract(domain)).decode("utf-8")
    changed = set(kept.splitlines()) ^ set(fresh.splitlines())
    is_current = kept == fresh
    assert is_current, remedy(
        f"{domain}.pot is older than the program. Run `neighbourhood languages update` for:",
        {line for line in changed if line.startswith('msgid "')} or {"other places of messages"},
    )


@pytest.mark.parametrize("catalogue", ALL)
def test_a_catalogue_holds_the_messages_of_its_template_and_no_doubtful_ones(
    catalogue: Catalogue,
) -> None:
    template = {str(m.id) for m in catalogues.extract(catalogue.domain) if m.id}
    own = {str(m.id) for m in catalogue.messages()}
    assert own == template, remedy("Run `neighbourhood languages update` for:", own ^ template)
    fuzzy = [m.id for m in catalogue.messages() if m.fuzzy]
    assert not fuzzy, remedy("Mend the text, and take the mark `fuzzy` away, of:", fuzzy)


@pytest.mark.parametrize("catalogue", ALL)
def test_placeholders_and_tags_agree(catalogue: Catalogue) -> None:
    wrong = []
    for message in begun(catalogue):
        # The singular may leave the number out, since its word says it.
        allowed = {name for source in sources(message) for name in PLACEHOLDER.findall(source)}
        needed = allowed - {"num"}
        for text in texts(message):
            used = set(PLACEHOLDER.findall(text))
            is_bare = "%" in PLACEHOLDER.sub("", text).replace(
                "%%", ""
            ) and "%" not in PLACEHOLDER.sub("", "".join(sources(message)))
            if (
                not needed <= used <= allowed
                or is_bare
                or TAG.findall(text) != TAG.findall(sources(message)[-1])
            ):
                wrong.append(text)
    assert not wrong, remedy(
        "Let these translations show the same placeholders and tags as the English:", wrong
    )


@pytest.mark.parametrize("catalogue", ALL)
def test_plural_forms_are_complete(catalogue: Catalogue) -> None:
    number = catalogue.load().num_plurals
    plural = [m for m in begun(catalogue) if isinstance(m.id, (tuple, list))]
    wrong = [m.id for m in plural if len(texts(m)) != number or not all(texts(m))]
    assert not wrong, remedy(f"{catalogue.language.code} has {number} plural forms:", wrong)


@pytest.mark.parametrize("catalogue", ALL)
def test_no_english_is_taken_for_a_translation(catalogue: Catalogue) -> None:
    same = [
        m.id
        for m in begun(catalogue)
        if texts(m)[0] == sources(m)[0] and len(words(sources(m)[0])) > 3
    ]
    assert not same, remedy("Translate these, or leave them empty:", same)


def words(text: str) -> list[str]:
    """Return the words of a text, placeholders left out."""
    return re.findall(r"[^\W\d_]{2,}", PLACEHOLDER.sub("", text))


def test_every_language_of_the_list_has_its_folder_and_no_other() -> None:
    folders = {path.name for path in TRANSLATIONS.iterdir() if path.is_dir()}
    expected = set(known_languages()) - {"en"}
    assert folders == expected, remedy(
        "translations/languages.toml and the folders beside it differ in:", folders ^ expected
    )


def test_placeholders_have_names() -> None:
    for domain in catalogues.KEYWORDS:
        unnamed = [
            m.id
            for m in catalogues.extract(domain)
            if m.id and re.search(r"%[sd]|\{\w*\}", str(m.id))
        ]
        assert not unnamed, remedy(
            "Name the placeholders, such as %(amount)s, so that translators may move them:", unnamed
        )
