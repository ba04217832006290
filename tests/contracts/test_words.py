"""Every word a person reads comes from the catalogues."""

import ast
import re
from pathlib import Path

import pytest

from tests.contracts.sources import PACKAGE, TEMPLATES, named, python_files, remedy, template_files

MARKS = {"_", "_n", "_l", "_m", "_mn", "_d", "_dn", "_dl"}
SHOWN_ATTRIBUTES = re.compile(
    r"""\b(?:alt|title|placeholder|aria-label)\s*=\s*"([^"{}]*[A-Za-z][^"{}]*)\""""
)
#: Words that are the same in every language.
NAMES = {"EUPL-1.2", "GeoJSON", "Neighbourhood", "PDF", "CSV", "XLSX", "JSON", "ZIP", "Pabulib"}


@pytest.mark.parametrize(
    "path",
    [p for p in template_files() if p.suffix == ".html"],
    ids=lambda p: p.relative_to(TEMPLATES).as_posix(),
)
def test_no_words_outside_the_catalogues(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    pieces = re.split(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}", source, flags=re.DOTALL)
    joined = "\x00".join(pieces)
    text = re.sub(r"<!--.*?-->", " ", joined, flags=re.DOTALL)
    shown = [words for words in SHOWN_ATTRIBUTES.findall(text) if words.strip() not in NAMES]
    plain = re.sub(r"<[^<>]*>", " ", text, flags=re.DOTALL).replace("\x00", " ")
    left = [w for w in re.findall(r"[^\W\d_]{3,}", plain) if w not in NAMES]
    assert not shown + left, remedy(
        f"{named(path)} shows words that no catalogue knows. Write them as {{{{ _(…) }}}}, or as "
        "{{ _d(…) }} where only staff read them:",
        shown + left,
    )


def test_no_eager_translation_at_import() -> None:
    eager = []
    for path in python_files():
        tree = ast.parse(path.read_text(encoding="utf-8"))
        inside = {
            id(n)
            for f in ast.walk(tree)
            if isinstance(f, (ast.FunctionDef, ast.Lambda))
            for n in ast.walk(f)
        }
        for node in ast.walk(tree):
            is_call = (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Name)
                and node.func.id in {"_", "_n", "_m", "_mn", "_d", "_dn"}
            )
            if is_call and id(node) not in inside:
                eager.append(f"{named(path)}:{node.lineno}")
    assert not eager, remedy(
        "This is translated once, when the module is loaded; use _l or _dl (lazy) in:", eager
    )


def test_strings_are_marked_whole() -> None:
    pieced = []
    for path in python_files():
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            is_mark = (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Name)
                and node.func.id in MARKS
            )
            if (
                is_mark
                and path != PACKAGE / "languages" / "domains.py"
                and node.args
                and not isinstance(node.args[0], ast.Constant)
            ):
                pieced.append(f"{named(path)}:{node.lineno}")
    assert not pieced, remedy(
        "Give the marker one literal string with named placeholders, or it is never extracted:",
        pieced,
    )
