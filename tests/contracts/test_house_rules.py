"""Rules of the house that a machine can hold."""

import re
import subprocess
import sys

import pytest

from tests.contracts.sources import PACKAGE, ROOT, named, python_files, remedy, template_files

PHYSICAL = re.compile(
    r"(margin|padding|border)-(left|right)|(?<![-\w])(left|right)\s*:"
    r"|float\s*:\s*(left|right)|text-align\s*:\s*(left|right)"
)
#: Files whose words are read by a contract.
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


def files_with(pattern: re.Pattern[str]) -> list[str]:
    """Return the names of the project's text files in which the pattern stands."""
    return [
        name
        for name in tracked()
        if name.endswith(STATIC_SUFFIXES)
        and pattern.search((ROOT / name).read_text(encoding="utf-8"))
    ]


def test_css_is_neutral_in_direction() -> None:
    physical = [
        f"{named(path)}:{number}"
        for path in (ROOT / "static" / "css").glob("*.css")
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if PHYSICAL.search(line)
    ]
    assert not physical, remedy(
        "Use logical properties (margin-inline-start, inset-inline-end, text-align: start) in:",
        physical,
    )


def test_there_is_one_commit() -> None:
    allowed = ("neighbourhood/database/", "neighbourhood/commands/")
    committing = [
        named(path)
        for path in python_files()
        if re.search(r"\.commit\(", path.read_text(encoding="utf-8"))
        and not named(path).startswith(allowed)
    ]
    assert not committing, remedy(
        "A service flushes; `writes` commits before the answer. Take the commit out of:", committing
    )


@pytest.mark.parametrize(
    ("pattern", "instead"),
    [
        (r"\bsession\.flush\(", "flush of neighbourhood.database, which knows broken constraints"),
        (r"with_for_update", "share or exclusive of neighbourhood.database.locks"),
    ],
)
def test_only_the_database_flushes_and_locks(pattern: str, instead: str) -> None:
    strangers = [
        named(path)
        for path in python_files()
        if re.search(pattern, path.read_text(encoding="utf-8"))
        and path.parent != PACKAGE / "database"
    ]
    assert not strangers, remedy(f"Use {instead}:", strangers)


def test_markup_is_made_in_few_places() -> None:
    allowed = ("neighbourhood/web/", "templates/components/")
    makers = [
        named(p)
        for p in [*python_files(), *template_files()]
        if re.search(r"\|\s*safe\b|Markup\(", p.read_text(encoding="utf-8"))
    ]
    stray = [name for name in makers if not name.startswith(allowed)]
    assert not stray, remedy(
        f"Only {' and '.join(allowed)} may make markup from text. Move it there from:", stray
    )


def test_nothing_is_left_for_later() -> None:
    left = re.compile(r"\b(TO" r"DO|FIX" r"ME|X" r"XX|HA" r"CK)\b|coming " r"soon")
    unfinished = files_with(left)
    assert not unfinished, remedy("Finish it or take the note out of:", unfinished)


def test_the_project_stands_alone() -> None:
    beside = re.compile(r"\.\./sha" r"red|/wo" r"rk/")
    leaning = [
        name
        for name in files_with(beside)
        if not name.startswith(("tests/tally/", "tests/pabulib/"))
    ]
    assert not leaning, remedy("Name nothing outside the repository in:", leaning)


def test_only_the_clock_asks_the_time() -> None:
    asking = [
        named(p)
        for p in python_files()
        if re.search(
            r"datetime\.(now|utcnow)\(|date\.today\(|time\.time\(", p.read_text(encoding="utf-8")
        )
    ]
    stray = [name for name in asking if name != "neighbourhood/clock.py"]
    assert not stray, remedy("Ask neighbourhood.clock.now() for the time in:", stray)


def test_no_stray_rooms() -> None:
    stray = {"utils", "helpers", "common", "manager", "base2"}
    nameless = [
        named(path)
        for path in python_files()
        if stray & {path.stem, *path.relative_to(PACKAGE).parts}
    ]
    assert not nameless, remedy("Name these after what is in them:", nameless)


WALL = (
    ("ruff", "format", "--check", "."),
    ("ruff", "check", "."),
    ("lint-imports", "--no-cache"),
    ("mypy",),
    ("djlint", "--lint", "--quiet", "templates"),
)


@pytest.mark.parametrize("command", WALL, ids="-".join)
def test_the_lint_wall_stands(command: tuple[str, ...]) -> None:
    program = f"{sys.prefix}/bin/{command[0]}"
    result = subprocess.run(
        [program, *command[1:]], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert result.returncode == 0, (
        f"`{' '.join(command)}` is not content:\n" + result.stdout[-6000:] + result.stderr[-1000:]
    )
