"""Whatever says something of each phase says it of all."""

import ast
from collections.abc import Iterator

from neighbourhood.rounds.rules import PhaseKind
from tests.contracts.sources import named, python_files, remedy

#: A table that names so many phases is meant to name each.
ENOUGH = 4


def tables() -> Iterator[tuple[str, set[str]]]:
    """Yield the place of each dictionary of a module, with the phases among its keys."""
    for path in python_files():
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, (ast.Assign, ast.AnnAssign)) and isinstance(node.value, ast.Dict):
                phases = {phase(key) for key in node.value.keys} - {""}
                yield f"{named(path)}:{node.lineno}", phases


def phase(key: ast.expr | None) -> str:
    """Return the phase that a key names, as text or as a member of PhaseKind."""
    if isinstance(key, ast.Constant) and key.value in set(PhaseKind):
        return str(key.value)
    if isinstance(key, ast.Attribute) and ast.unparse(key.value).endswith("PhaseKind"):
        return str(PhaseKind[key.attr])
    return ""


def test_each_table_of_phases_has_all() -> None:
    named_phases = {place: found for place, found in tables() if len(found) >= ENOUGH}
    assert named_phases, "This contract no longer finds the tables of phases."
    lacking = {
        place: f"lacks {', '.join(sorted(set(PhaseKind) - found))}"
        for place, found in named_phases.items()
        if set(PhaseKind) - found
    }
    assert not lacking, remedy("Add the phases that these tables lack:", lacking)
