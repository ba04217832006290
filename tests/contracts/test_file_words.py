"""Whatever the reader of vote files finds wrong can be said in the reader's language."""

import ast
import re
from collections.abc import Iterator

from neighbourhood.pabulib.words import ENGLISH
from neighbourhood.results.file_words import WORDS
from tests.contracts.sources import PACKAGE, named, python_files

REFUSALS = {"PabulibError", "error", "_cell_error"}
COMPUTED = {
    "pabulib/errors.py": "the same refusal once more, in a file of another name",
    "pabulib/meta.py": "the code is the first argument of `Meta.error`",
    "pabulib/reader.py": "the code is the first argument of `_cell_error`",
    "pabulib/ballot_rows.py": "the code says which bounds META sets",
}
RANGES = {"points_too_high", "points_too_low", "points_out_of_range"}


def codes() -> Iterator[tuple[str, ast.expr]]:
    """Yield the place and the code of every refusal in the package that reads files."""
    for path in python_files(PACKAGE / "pabulib"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                name = getattr(node.func, "attr", "") or getattr(node.func, "id", "")
                if name in REFUSALS:
                    yield named(path), node.args[0]


def test_every_code_of_a_refusal_has_its_english_words() -> None:
    raised = {code.value for _place, code in codes() if isinstance(code, ast.Constant)}
    assert raised | RANGES == set(ENGLISH)


def test_a_code_is_written_where_it_is_raised() -> None:
    computed = [place for place, code in codes() if not isinstance(code, ast.Constant)]
    assert sorted(computed) == sorted(f"neighbourhood/{place}" for place in COMPUTED)


def test_every_problem_and_expectation_has_its_words() -> None:
    missing = set(ENGLISH) - set(WORDS)
    assert not missing, f"word these codes in file_words.py: {sorted(missing)}"
    assert set(WORDS) == set(ENGLISH)


def test_the_words_show_the_same_values() -> None:
    for code, templates in WORDS.items():
        for template, english in zip(templates, ENGLISH[code], strict=True):
            shown = set(re.findall(r"%\((\w+)\)s", str(template)))
            assert shown == set(re.findall(r"\{(\w+)\}", english)), code
