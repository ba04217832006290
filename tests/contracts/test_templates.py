"""What stands in templates is used."""

import re
from pathlib import Path

from tests.contracts.sources import named, remedy, template_files

IMPORT = re.compile(r"{%-?\s*from\s+\S+\s+import\s+(.*?)(?:\s+with context)?\s*-?%}", re.DOTALL)
REMARK = re.compile(r"{#.*?#}", re.DOTALL)
CODE = re.compile(r"{[{%].*?[%}]}", re.DOTALL)


def unused(path: Path) -> list[str]:
    """Return the names that a template imports and does not use."""
    source = REMARK.sub("", path.read_text(encoding="utf-8"))
    imported = [
        one.split(" as ")[-1].strip()
        for match in IMPORT.finditer(source)
        for one in match[1].split(",")
    ]
    used = set(re.findall(r"\w+", " ".join(CODE.findall(IMPORT.sub("", source)))))
    return [name for name in imported if name not in used]


def test_templates_import_only_what_they_use() -> None:
    idle = {named(path): unused(path) for path in template_files() if unused(path)}
    assert not idle, remedy("Import only what is used in:", idle)
