"""Whatever the reader of vote files finds wrong can be said in the reader's language."""

import ast
import re
from collections.abc import Iterator

from neighbourhood.results.file_words import WORDS
from tests.contracts.sources import PACKAGE, named, python_files

BARE = (ast.Constant, ast.JoinedStr, ast.BinOp)


def calls() -> Iterator[tuple[str, str, ast.Call]]:
    """Yield the place, the name and the node of every call in the package that reads files."""
    for path in python_files(PACKAGE / "pabulib"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                yield (
                    f"{named(path)}:{node.lineno}",
                    getattr(node.func, "attr", "") or getattr(node.func, "id", ""),
                    node,
                )


def test_every_problem_and_expectation_has_its_words() -> None:
    templates = {ast.literal_eval(node.args[0]) for _place, name, node in calls() if name == "Said"}
    assert templates == set(WORDS)


def test_nothing_is_refused_in_words_that_cannot_be_translated() -> None:
    told = {"PabulibError": 2, "error": 1}
    bare = [
        place
        for place, name, node in calls()
        if name in told
        for said in node.args[-told[name] :]
        if isinstance(said, BARE)
    ]
    assert not bare


def test_the_words_show_the_same_values() -> None:
    shown = {
        template: set(re.findall(r"%\((\w+)\)s", str(words))) for template, words in WORDS.items()
    }
    assert shown == {template: set(re.findall(r"\{(\w+)\}", template)) for template in WORDS}
