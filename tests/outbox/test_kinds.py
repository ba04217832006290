"""Every kind of message that is queued anywhere has its words."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from neighbourhood.settings import ROOT

MESSAGES = ROOT / "templates" / "messages"


def calls(folder: Path) -> Iterator[tuple[str, ast.Call, str]]:
    """Each call of a plain function: the function it stands in, the call, the place."""
    for file in sorted(folder.rglob("*.py")):
        for function in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            for node in ast.walk(function) if isinstance(function, ast.FunctionDef) else ():
                if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                    yield function.name, node, f"{file.relative_to(ROOT)}:{node.lineno}"


def queued_kinds(folder: Path) -> Iterator[tuple[str, str]]:
    """Each kind with a place that queues it, also through a function that takes the kind as its
    third argument.
    """
    known = list(calls(folder))
    direct = [
        (inside, call.args[1], place) for inside, call, place in known if call.func.id == "queue"
    ]
    passing = {
        (file_of(place), inside)
        for inside, kind, place in direct
        if not isinstance(kind, ast.Constant)
    }
    through = [
        (inside, call.args[2], place)
        for inside, call, place in known
        if passes_on(call.func.id, place, passing)
    ]
    for inside, kind, place in [*direct, *through]:
        assert isinstance(kind, ast.Constant) or (file_of(place), inside) in passing, (
            f"{place}: name the kind of a message literally"
        )
        if isinstance(kind, ast.Constant):
            yield str(kind.value), place


def file_of(place: str) -> str:
    """Return the file of a place in it."""
    return place.partition(":")[0]


def passes_on(name: str, place: str, passing: set[tuple[str, str]]) -> bool:
    """Say whether a function that is called takes the kind of a message; a private one only means
    that of its own file.
    """
    if name.startswith("_"):
        return (file_of(place), name) in passing
    return any(name == known for _file, known in passing)


KINDS = dict(queued_kinds(ROOT / "neighbourhood"))


def test_messages_are_queued_at_all():
    assert "sign_in_link" in KINDS


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_each_kind_has_words_with_a_subject(kind):
    file = MESSAGES / f"{kind}.txt"
    assert file.is_file(), f"{KINDS[kind]} queues {kind}, which has no template"
    # One that counts something has its plural.
    assert re.search(r"^Subject: \{\{ _n?\(", file.read_text(encoding="utf-8"), re.MULTILINE)


def test_no_words_wait_for_a_kind_that_nobody_queues():
    assert {file.stem for file in MESSAGES.glob("*.txt")} <= set(KINDS)
