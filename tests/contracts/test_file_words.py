"""Whatever the reader of vote files finds wrong can be said in the reader's language."""

import ast
import re
from collections.abc import Iterator

from neighbourhood.comparisons.words.file_problems import WORDS
from neighbourhood.pabulib.words import ENGLISH
from tests.contracts.sources import PACKAGE, named, python_files, remedy

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
    missing = (raised | RANGES) - set(ENGLISH)
    assert not missing, remedy("Add English words to neighbourhood/pabulib/words.py for:", missing)
    unused = set(ENGLISH) - raised - RANGES
    assert not unused, remedy(
        "Nothing raises these; take them out of neighbourhood/pabulib/words.py:", unused
    )


def test_a_code_is_written_where_it_is_raised() -> None:
    computed = [place for place, code in codes() if not isinstance(code, ast.Constant)]
    stray = sorted(computed)
    for place in COMPUTED:
        assert f"neighbourhood/{place}" in stray, f"Take {place} out of COMPUTED; it computes none."
        stray.remove(f"neighbourhood/{place}")
    assert not stray, remedy("Write the code as a literal where it is raised, in:", stray)


def test_every_problem_and_expectation_has_its_words() -> None:
    missing = set(ENGLISH) - set(WORDS)
    assert not missing, remedy("Add translatable sentences to file_problems.py for:", missing)
    unused = set(WORDS) - set(ENGLISH)
    assert not unused, remedy("No code has this name; take it out of file_problems.py:", unused)


def test_the_words_show_the_same_values() -> None:
    for code, templates in WORDS.items():
        for template, english in zip(templates, ENGLISH[code], strict=True):
            shown = set(re.findall(r"%\((\w+)\)s", str(template)))
            needed = set(re.findall(r"\{(\w+)\}", english))
            assert shown == needed, (
                f"The sentence for {code} in file_problems.py shows {sorted(shown)}, "
                f"its English words {sorted(needed)}: let both show the same values."
            )
