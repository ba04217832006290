"""The sources that contracts read."""

import ast
import io
import tokenize
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "neighbourhood"
TEMPLATES = ROOT / "templates"
#: What a reader does not weigh: line ends, indentation, remarks.
WEIGHTLESS = {
    tokenize.NEWLINE,
    tokenize.NL,
    tokenize.INDENT,
    tokenize.DEDENT,
    tokenize.COMMENT,
    tokenize.ENDMARKER,
}
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


def remedy(what: str, names: Iterable[object]) -> str:
    """Return a contract's message: what to do, then each name on a line of its own."""
    pairs = names.items() if isinstance(names, Mapping) else [(name, None) for name in names]
    lines = [f"  {name}" if value is None else f"  {name}: {value}" for name, value in pairs]
    return "\n".join([what, *sorted(lines)])


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Yield all functions of a file."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, FUNCTIONS):
            yield node


def length(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Return how many lines a function takes."""
    return (node.end_lineno or node.lineno) - node.lineno + 1


def tokens(path: Path) -> dict[str, int]:
    """Return how many tokens each function of a file takes, its docstring counted as one."""
    source = path.read_text(encoding="utf-8")
    rows = [
        token.start[0]
        for token in tokenize.generate_tokens(io.StringIO(source).readline)
        if token.type not in WEIGHTLESS
    ]
    return {
        f"{named(path)}:{node.lineno} {node.name}": sum(
            node.lineno <= row <= (node.end_lineno or node.lineno) for row in rows
        )
        for node in functions(path)
    }
