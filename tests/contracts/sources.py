"""The sources that contracts read."""

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "neighbourhood"
TEMPLATES = ROOT / "templates"
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)


def python_files(folder: Path = PACKAGE) -> list[Path]:
    """Return all Python files below a folder."""
    return sorted(folder.rglob("*.py"))


def template_files() -> list[Path]:
    """Return all templates."""
    return sorted(p for p in TEMPLATES.rglob("*") if p.suffix in {".html", ".txt"})


def named(path: Path) -> str:
    """Return a file's name as a reader of the repository knows it."""
    return path.relative_to(ROOT).as_posix()


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Yield all functions of a file."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, FUNCTIONS):
            yield node


def length(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Return how many lines a function takes."""
    return (node.end_lineno or node.lineno) - node.lineno + 1
