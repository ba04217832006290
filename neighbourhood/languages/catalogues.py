"""The catalogues: extracting strings, updating, compiling, reporting; one domain for everybody, one
for staff.
"""

from dataclasses import asdict, dataclass
from io import BytesIO
from pathlib import Path

from babel import Locale
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from neighbourhood.languages.known import SOURCE, TRANSLATIONS, Language, known_languages
from neighbourhood.settings import ROOT

#: Domain -> the functions that mark its strings, with the places of singular and plural.
KEYWORDS: dict[str, dict[str, tuple[int, ...] | None]] = {
    "messages": {"_": None, "_l": None, "_n": (1, 2), "_ln": (1, 2)},
    "desk": {"_d": None, "_dl": None, "_dn": (1, 2), "_dln": (1, 2)},
}
SOURCES = [
    ("neighbourhood/**.py", "python"),
    ("templates/**.html", "jinja2"),
    ("templates/**.txt", "jinja2"),
]
FOLDERS = ("neighbourhood", "templates")
UNREVIEWED = "No native speaker has reviewed this catalogue yet."


@dataclass(frozen=True)
class Report:
    """How far a catalogue is: counts of messages; `reviewed` are those a native speaker has
    read.
    """

    language: str
    domain: str
    messages: int
    translated: int
    fuzzy: int
    reviewed: int

    def as_dict(self) -> dict[str, object]:
        """Return the report as JSON-ready values."""
        return asdict(self)


def extract(domain: str) -> Catalog:
    """Return the template catalogue of a domain, in a stable order without places."""
    catalog = Catalog(
        project="Neighbourhood",
        version="",
        copyright_holder="",
        msgid_bugs_address="",
        charset="utf-8",
    )
    found = extract_from_dir(
        str(ROOT),
        method_map=SOURCES,
        options_map={pattern: {"trimmed": "true"} for pattern, _method in SOURCES},
        keywords=KEYWORDS[domain],
        comment_tags=("Translators:",),
        strip_comment_tags=False,
        directory_filter=is_source_folder,
    )
    for _file, _line, message, comments, context in sorted(
        found, key=lambda row: (str(row[2]), row[0])
    ):
        catalog.add(message, auto_comments=comments, context=context)
    return catalog


def is_source_folder(folder: str) -> bool:
    """Say whether a folder may hold strings."""
    path = Path(folder)
    return path == ROOT or path.relative_to(ROOT).parts[0] in FOLDERS


def catalogue_path(code: str, domain: str) -> Path:
    """Return where a language's catalogue of a domain lies."""
    return TRANSLATIONS / code / "LC_MESSAGES" / f"{domain}.po"


def catalogues() -> list[tuple[Language, str]]:
    """Return each language with each domain it has a catalogue of; the source language
    needs none.
    """
    translated = [language for code, language in known_languages().items() if code != SOURCE]
    return [
        (known, domain)
        for known in translated
        for domain in KEYWORDS
        if domain == "messages" or known.is_desk_language
    ]


def load(code: str, domain: str) -> Catalog:
    """Read a catalogue, an empty one where there is no file yet."""
    path = catalogue_path(code, domain)
    if not path.exists():
        return Catalog(locale=Locale.parse(code), domain=domain)
    with path.open("rb") as file:
        return read_po(file, locale=code, domain=domain)


def as_text(catalog: Catalog) -> bytes:
    """Return a catalogue as it is kept: no places, no wrapping, no dates."""
    buffer = BytesIO()
    write_po(
        buffer,
        catalog,
        width=0,
        no_location=True,
        omit_header=True,
        sort_output=True,
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


def save(catalog: Catalog, code: str, domain: str) -> None:
    """Write a catalogue to its place."""
    path = catalogue_path(code, domain)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(header(code, domain) + as_text(catalog).rstrip() + b"\n")


def update_all() -> None:
    """Write the templates and bring every catalogue to the same messages; gone ones leave, new ones
    are empty.
    """
    for domain in KEYWORDS:
        template = extract(domain)
        (TRANSLATIONS / f"{domain}.pot").write_bytes(as_text(template))
        for language, its_domain in catalogues():
            if its_domain == domain:
                catalog = load(language.code, domain)
                catalog.update(template, no_fuzzy_matching=True)
                save(catalog, language.code, domain)


def compile_all() -> None:
    """Compile every catalogue that changed since it was last compiled."""
    for language, domain in catalogues():
        path = catalogue_path(language.code, domain)
        compiled = path.with_suffix(".mo")
        if path.exists() and (
            not compiled.exists() or compiled.stat().st_mtime < path.stat().st_mtime
        ):
            with compiled.open("wb") as file:
                write_mo(file, load(language.code, domain))


def report() -> list[Report]:
    """Return how far every catalogue is."""
    return [report_of(language.code, domain) for language, domain in catalogues()]


def report_of(code: str, domain: str) -> Report:
    """Count a catalogue's messages."""
    catalog = load(code, domain)
    messages = [message for message in catalog if message.id]
    path = catalogue_path(code, domain)
    is_reviewed = path.exists() and UNREVIEWED not in path.read_text(encoding="utf-8")
    whole = [
        m
        for m in messages
        if m.string
        and all(m.string if isinstance(m.string, tuple) else (m.string,))
        and not m.fuzzy
    ]
    return Report(
        code,
        domain,
        len(messages),
        len(whole),
        sum(m.fuzzy for m in messages),
        len(whole) if is_reviewed else 0,
    )
