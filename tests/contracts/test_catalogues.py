"""A language is offered only when it truly works."""

import re

import pytest
from babel.messages.catalog import Message

from neighbourhood.languages import catalogues, known_languages
from neighbourhood.languages.known import TRANSLATIONS, Language

ALL = [
    pytest.param(language, domain, id=f"{language.code}-{domain}")
    for language, domain in catalogues.catalogues()
]
PLACEHOLDER = re.compile(r"%\((\w+)\)s")
TAG = re.compile(r"</?\w+[^>]*>")
PLURALS = {"fr": 2, "nl": 2, "ar": 6, "tr": 1, "fa": 1, "uk": 3}


def messages(language: Language, domain: str) -> list[Message]:
    """Return the messages of a catalogue."""
    return [message for message in catalogues.load(language.code, domain) if message.id]


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
    kept = (TRANSLATIONS / f"{domain}.pot").read_bytes()
    assert kept == catalogues.as_text(catalogues.extract(domain))


@pytest.mark.parametrize(("language", "domain"), ALL)
def test_every_message_is_translated(language: Language, domain: str) -> None:
    template = {str(m.id) for m in catalogues.extract(domain) if m.id}
    assert {str(m.id) for m in messages(language, domain)} == template
    assert not [
        m.id for m in messages(language, domain) if m.fuzzy or not all(t.strip() for t in texts(m))
    ]


@pytest.mark.parametrize(("language", "domain"), ALL)
def test_placeholders_and_tags_agree(language: Language, domain: str) -> None:
    wrong = []
    for message in messages(language, domain):
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
    assert not wrong


@pytest.mark.parametrize(("language", "domain"), ALL)
def test_plural_forms_are_complete(language: Language, domain: str) -> None:
    plural = [m for m in messages(language, domain) if isinstance(m.id, (tuple, list))]
    assert not [m.id for m in plural if len(texts(m)) != PLURALS[language.code]]


@pytest.mark.parametrize(("language", "domain"), ALL)
def test_no_english_is_taken_for_a_translation(language: Language, domain: str) -> None:
    same = [
        m.id
        for m in messages(language, domain)
        if texts(m)[0] == sources(m)[0] and len(words(sources(m)[0])) > 3
    ]
    assert not same


def words(text: str) -> list[str]:
    """Return the words of a text, placeholders left out."""
    return re.findall(r"[^\W\d_]{2,}", PLACEHOLDER.sub("", text))


def test_every_language_of_the_list_has_its_folder_and_no_other() -> None:
    folders = {path.name for path in TRANSLATIONS.iterdir() if path.is_dir()}
    assert folders == set(known_languages()) - {"en"}


def test_placeholders_have_names() -> None:
    for domain in catalogues.KEYWORDS:
        unnamed = [
            m.id
            for m in catalogues.extract(domain)
            if m.id and re.search(r"%[sd]|\{\w*\}", str(m.id))
        ]
        assert not unnamed
