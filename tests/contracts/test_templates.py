"""Each template names itself the macros it calls, and imports none that it does not call.

An included piece also sees what its page imports; a page that stops to import it would break it
unseen.
"""

from pathlib import Path

from jinja2 import Environment, nodes

from tests.contracts.sources import named, remedy, template_files

PARSER = Environment(extensions=["jinja2.ext.i18n"])


def tree(path: Path) -> nodes.Template:
    """Return the syntax tree of a template."""
    return PARSER.parse(path.read_text(encoding="utf-8"))


def imported(template: nodes.Template) -> set[str]:
    """Return the names that a template imports from others."""
    return {
        name if isinstance(name, str) else name[1]
        for line in template.find_all(nodes.FromImport)
        for name in line.names
    }


def defined(template: nodes.Template) -> set[str]:
    """Return the names of the macros that a template defines."""
    return {macro.name for macro in template.find_all(nodes.Macro)}


def used(template: nodes.Template) -> set[str]:
    """Return the names that a template reads."""
    return {name.name for name in template.find_all(nodes.Name) if name.ctx == "load"}


def called(template: nodes.Template) -> set[str]:
    """Return the names that a template calls."""
    calls = template.find_all(nodes.Call)
    return {call.node.name for call in calls if isinstance(call.node, nodes.Name)}


def test_templates_import_only_what_they_use() -> None:
    trees = {named(path): tree(path) for path in template_files()}
    idle = {name: imported(one) - used(one) for name, one in trees.items()}
    unused = {name: sorted(names) for name, names in idle.items() if names}
    assert not unused, remedy("Import only what is used in:", unused)


def test_templates_import_what_they_call() -> None:
    trees = {named(path): tree(path) for path in template_files()}
    macros = set[str]().union(*map(defined, trees.values()))
    lacks = {
        name: sorted((called(one) & macros) - imported(one) - defined(one))
        for name, one in trees.items()
    }
    lacking = {name: names for name, names in lacks.items() if names}
    assert not lacking, remedy("Import the macros that are called in:", lacking)
