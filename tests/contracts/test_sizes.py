"""Nothing grows beyond what one can read at a sitting."""

from statistics import median, quantiles

from tests.contracts.sources import (
    TEMPLATES,
    functions,
    length,
    named,
    python_files,
    template_files,
    tokens,
)

VIEWS = ("views", "desk")


def test_no_file_is_longer_than_450_lines() -> None:
    lengths = {
        named(path): len(path.read_text(encoding="utf-8").splitlines()) for path in python_files()
    }
    assert not {name: size for name, size in lengths.items() if size > 450}


def test_no_function_is_longer_than_60_lines() -> None:
    long = {
        f"{named(path)}:{node.name}": length(node)
        for path in python_files()
        for node in functions(path)
        if length(node) > 60
    }
    assert not long


def test_no_function_is_denser_than_one_can_read() -> None:
    sizes = {name: size for path in python_files() for name, size in tokens(path).items()}
    assert not {name: size for name, size in sizes.items() if size > 400}
    assert quantiles(sizes.values(), n=100)[-1] <= 260


def test_functions_are_short_on_the_whole() -> None:
    lengths = [length(node) for path in python_files() for node in functions(path)]
    assert median(lengths) <= 8
    assert quantiles(lengths, n=10)[-1] <= 25


def test_files_are_short_on_the_whole() -> None:
    lengths = [
        len(path.read_text(encoding="utf-8").splitlines())
        for path in python_files()
        if path.name != "__init__.py"
    ]
    assert median(lengths) <= 90


def test_no_view_is_longer_than_30_lines() -> None:
    views = [
        path
        for path in python_files()
        if any(path.stem == kind or kind in path.parts for kind in VIEWS)
    ]
    long = {
        f"{named(p)}:{f.name}": length(f)
        for p in views
        for f in functions(p)
        if f.decorator_list and length(f) > 30
    }
    assert not long


def test_no_template_is_longer_than_120_lines() -> None:
    lengths = {
        p.relative_to(TEMPLATES).as_posix(): len(p.read_text(encoding="utf-8").splitlines())
        for p in template_files()
    }
    assert not {name: size for name, size in lengths.items() if size > 120}


def test_no_function_takes_more_than_six_arguments() -> None:
    def arguments(node: object) -> int:
        a = node.args  # type: ignore[attr-defined]
        return len(
            [x for x in [*a.posonlyargs, *a.args, *a.kwonlyargs] if x.arg not in {"self", "cls"}]
        )

    assert not [
        f"{named(p)}:{f.name}"
        for p in python_files()
        for f in functions(p)
        if arguments(f) > 6 + ("services" in named(p)) * 3
    ]
