"""Rules of the house that a machine can hold."""

import re
import subprocess
import sys

import pytest

from tests.contracts.sources import PACKAGE, ROOT, named, python_files, template_files

PHYSICAL = re.compile(
    r"(margin|padding|border)-(left|right)|(?<![-\w])(left|right)\s*:|float\s*:\s*(left|right)|text-align\s*:\s*(left|right)"
)
#: The order in which rooms stand on each other, from the top.
STATIC_SUFFIXES = (".py", ".html", ".txt", ".css", ".js", ".md", ".cfg", ".toml", ".yml")


def tracked() -> list[str]:
    """Return the names of all files of the project."""
    listed = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return [name for name in listed.stdout.split("\n") if name and (ROOT / name).is_file()]


def test_css_is_neutral_in_direction() -> None:
    physical = [
        f"{named(path)}:{number}"
        for path in (ROOT / "static" / "css").glob("*.css")
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if PHYSICAL.search(line)
    ]
    assert not physical


def test_there_is_one_commit() -> None:
    places = [
        named(p) for p in python_files() if re.search(r"\.commit\(", p.read_text(encoding="utf-8"))
    ]
    assert not [
        p
        for p in places
        if not p.startswith(("neighbourhood/database/", "neighbourhood/commands/"))
    ]


def test_markup_is_made_in_few_places() -> None:
    allowed = ("neighbourhood/web/", "templates/components/")
    makers = [
        named(p)
        for p in [*python_files(), *template_files()]
        if re.search(r"\|\s*safe\b|Markup\(", p.read_text(encoding="utf-8"))
    ]
    assert not [name for name in makers if not name.startswith(allowed)]


def test_nothing_is_left_for_later() -> None:
    left = re.compile(r"\b(TO" r"DO|FIX" r"ME|X" r"XX|HA" r"CK)\b|coming " r"soon")
    found = [
        n
        for n in tracked()
        if n.endswith(STATIC_SUFFIXES) and left.search((ROOT / n).read_text(encoding="utf-8"))
    ]
    assert not found


def test_the_project_stands_alone() -> None:
    beside = re.compile(r"\.\./sha" r"red|/wo" r"rk/")
    found = [
        n
        for n in tracked()
        if n.endswith(STATIC_SUFFIXES) and beside.search((ROOT / n).read_text(encoding="utf-8"))
    ]
    assert not [
        n for n in found if not n.startswith("tests/tally/") and not n.startswith("tests/pabulib/")
    ]


def test_only_the_clock_asks_the_time() -> None:
    asking = [
        named(p)
        for p in python_files()
        if re.search(
            r"datetime\.(now|utcnow)\(|date\.today\(|time\.time\(", p.read_text(encoding="utf-8")
        )
    ]
    assert asking == ["neighbourhood/clock.py"]


def test_no_stray_rooms() -> None:
    stray = {"utils", "helpers", "common", "manager", "base2"}
    assert not [named(p) for p in python_files() if stray & {p.stem, *p.relative_to(PACKAGE).parts}]


@pytest.mark.parametrize(
    "command",
    [["ruff", "check", "neighbourhood", "tests", "migrations"], ["lint-imports", "--no-cache"]],
    ids=lambda c: c[0],
)
def test_the_lint_wall_stands(command: list[str]) -> None:
    program = f"{sys.prefix}/bin/{command[0]}"
    result = subprocess.run(
        [program, *command[1:]], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert result.returncode == 0, result.stdout[-3000:] + result.stderr[-1000:]
