"""The catalogues: extracting strings, updating, compiling, reporting; one domain for everybody, one
for staff.
"""

import os
from dataclasses import asdict, dataclass
from io import BytesIO
from pathlib import Path

from babel import Locale
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from neighbourhood.languages.known import (
    SOURCE,
    TRANSLATIONS,
    Language,
    known_languages,
    ready_languages,
)
from neighbourhood.settings import ROOT

#: Domain -> the functions that mark its strings, with the places of singular and plural.
KEYWORDS: dict[str, dict[str, tuple[int, ...] | None]] = {
    "messages": {"_": None, "_l": None, "_n": (1, 2), "_m": None, "_mn": (1, 2)},
    "desk": {"_d": None, "_dl": None, "_dn": (1, 2)},
}
SOURCES = [
    ("neighbourhood/**.py", "python"),
    ("templates/**.html", "jinja2"),
    ("templates/**.txt", "jinja2"),
]
FOLDERS = ("neighbourhood", "templates")
#: Whoever reviews a catalogue takes this line out: nothing else says that it was done.
UNREVIEWED = "No native speaker has reviewed this catalogue yet."


@dataclass(frozen=True)
class Report:
    """How far a catalogue is: counts of messages; `reviewed` are those a native speaker has
    read; `state` says whether the language is offered or in preparation.
    """

    language: str
    domain: str
    messages: int
    translated: int
    fuzzy: int
    reviewed: int
    state: str

    def as_dict(self) -> dict[str, object]:
        """Return the report as JSON-ready values."""
        return asdict(self)


@dataclass(frozen=True)
class Catalogue:
    """The translations of one domain into one language, as a file in a folder."""

    language: Language
    domain: str
    folder: Path = TRANSLATIONS

    @property
    def path(self) -> Path:
        """Return where the file lies."""
        return self.folder / self.language.code / "LC_MESSAGES" / f"{self.domain}.po"

    @property
    def is_reviewed(self) -> bool:
        """Say whether its head no longer says that nobody has reviewed it."""
        return self.path.exists() and UNREVIEWED not in self.path.read_text(encoding="utf-8")

    def load(self) -> Catalog:
        """Read the file, an empty catalogue where there is none yet."""
        code = self.language.code
        if not self.path.exists():
            return Catalog(locale=Locale.parse(code), domain=self.domain)
        with self.path.open("rb") as file:
            return read_po(file, locale=code, domain=self.domain)

    def save(self, catalog: Catalog) -> None:
        """Write the file."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        text = header(self.language.code, self.domain) + as_text(catalog).rstrip() + b"\n"
        self.path.write_bytes(text)

    def messages(self) -> list[Message]:
        """Return its messages, the header left out."""
        return [message for message in self.load() if message.id]

    def untranslated(self) -> list[str]:
        """Return the English of each message that is not translated or is fuzzy."""
        return [english(message) for message in self.messages() if not is_translated(message)]

    def compile(self) -> None:
        """Write the file that gettext reads, if it is older than this one. Only whole translations
        go in: a message that lacks a plural form would show as nothing, and is shown in English.
        """
        compiled = self.path.with_suffix(".mo")
        if not self.path.exists():
            return
        # Asked at each start, where compiling all of them would take seconds.
        if compiled.exists() and compiled.stat().st_mtime >= self.path.stat().st_mtime:
            return
        catalog = self.load()
        for message in [m for m in catalog if m.id and not is_translated(m)]:
            catalog.delete(message.id, message.context)
        # Under another name until it is whole: a server that starts meanwhile must not read half.
        partial = compiled.with_name(f"{compiled.name}.{os.getpid()}")
        with partial.open("wb") as file:
            write_mo(file, catalog)
        partial.replace(compiled)


def extract(domain: str) -> Catalog:
    """Return the template catalogue of a domain, in a stable order without places."""
    catalog = Catalog(
        project="Neighbourhood",
        version="",
        copyright_holder="",
        msgid_bugs_address="",
        charset="utf-8",
    )
    rows = extract_from_dir(
        str(ROOT),
        method_map=SOURCES,
        options_map={pattern: {"trimmed": "true"} for pattern, _method in SOURCES},
        keywords=KEYWORDS[domain],
        comment_tags=("Translators:",),
        strip_comment_tags=False,
        directory_filter=is_source_folder,
    )
    # Sorted by text, so that moving a sentence to another file changes no catalogue.
    for _file, _line, message, comments, context in sorted(
        rows, key=lambda row: (str(row[2]), row[0])
    ):
        catalog.add(message, auto_comments=comments, context=context)
    return catalog


def is_source_folder(folder: str) -> bool:
    """Say whether a folder may hold strings."""
    path = Path(folder)
    return path == ROOT or path.relative_to(ROOT).parts[0] in FOLDERS


def is_translated(message: Message) -> bool:
    """Say whether a message has a text in every plural form and no doubt left."""
    forms = message.string if isinstance(message.string, (tuple, list)) else (message.string,)
    return bool(forms) and all(forms) and not message.fuzzy


def english(message: Message) -> str:
    """Return the English of a message, its singular where it has two forms."""
    return str(message.id[0] if isinstance(message.id, (tuple, list)) else message.id)


def catalogues(folder: Path = TRANSLATIONS) -> list[Catalogue]:
    """Return the catalogues of each language in each domain; the source language needs none."""
    languages = [known for code, known in known_languages(folder).items() if code != SOURCE]
    return [
        Catalogue(language, domain, folder)
        for language in languages
        for domain in KEYWORDS
        if domain == "messages" or language.is_desk_language
    ]


def offered_catalogues(folder: Path = TRANSLATIONS) -> list[Catalogue]:
    """Return the catalogues of the languages that are offered."""
    ready = ready_languages(folder)
    return [catalogue for catalogue in catalogues(folder) if catalogue.language.code in ready]


def as_text(catalog: Catalog) -> bytes:
    """Return a catalogue as it is kept: no places, no wrapping, no dates."""
    buffer = BytesIO()
    write_po(
        buffer,
        catalog,
        width=0,
        # Line numbers would change every catalogue with every commit.
        no_location=True,
        omit_header=True,
        sort_output=True,
        # Old sentences live in the history; kept in the file they would grow for ever.
        ignore_obsolete=True,
    )
    return buffer.getvalue()


def header(code: str, domain: str) -> bytes:
    """Return the head of a catalogue file, which says honestly who has reviewed it."""
    catalog = Catalog(locale=Locale.parse(code))
    lines = [
        f"# {Locale.parse(code).english_name} translation of Neighbourhood ({domain}).",
        f"# {UNREVIEWED}",
        'msgid ""',
        'msgstr ""',
        f'"Language: {code}\\n"',
        '"MIME-Version: 1.0\\n"',
        '"Content-Type: text/plain; charset=utf-8\\n"',
        '"Content-Transfer-Encoding: 8bit\\n"',
        f'"Plural-Forms: {catalog.plural_forms}\\n"',
        "",
        "",
    ]
    return "\n".join(lines).encode()


def update_all(folder: Path = TRANSLATIONS) -> None:
    """Write the templates and bring every catalogue to the same messages; gone ones leave, new ones
    are empty.
    """
    templates = {domain: extract(domain) for domain in KEYWORDS}
    for domain, template in templates.items():
        (folder / f"{domain}.pot").write_bytes(as_text(template))
    for catalogue in catalogues(folder):
        catalog = catalogue.load()
        # A guess at a changed sentence would be a wrong translation that nobody has made.
        catalog.update(templates[catalogue.domain], no_fuzzy_matching=True)
        catalogue.save(catalog)


def compile_all(folder: Path = TRANSLATIONS) -> None:
    """Compile every catalogue that changed since it was last compiled."""
    for catalogue in catalogues(folder):
        catalogue.compile()


def report(folder: Path = TRANSLATIONS) -> list[Report]:
    """Return how far every catalogue is."""
    ready = ready_languages(folder)
    return [
        report_of(catalogue, is_offered=catalogue.language.code in ready)
        for catalogue in catalogues(folder)
    ]


def report_of(catalogue: Catalogue, *, is_offered: bool) -> Report:
    """Count a catalogue's messages."""
    messages = catalogue.messages()
    translated = sum(map(is_translated, messages))
    return Report(
        language=catalogue.language.code,
        domain=catalogue.domain,
        messages=len(messages),
        translated=translated,
        fuzzy=sum(message.fuzzy for message in messages),
        reviewed=translated if catalogue.is_reviewed else 0,
        state="offered" if is_offered else "in preparation",
    )
