"""Nothing grows beyond what one can read at a sitting."""

from statistics import median, quantiles

from tests.contracts.sources import (
    TEMPLATES,
    functions,
    length,
    named,
    python_files,
    remedy,
    template_files,
    tokens,
)

VIEWS = ("views", "desk")
MOST_TOKENS_OF_99 = 250


def test_no_file_is_longer_than_450_lines() -> None:
    lengths = {
        named(path): len(path.read_text(encoding="utf-8").splitlines()) for path in python_files()
    }
    long = {name: size for name, size in lengths.items() if size > 450}
    assert not long, remedy("Make two files of each of these, by subject:", long)


def test_no_function_is_longer_than_60_lines() -> None:
    long = {
        f"{named(path)}:{node.name}": length(node)
        for path in python_files()
        for node in functions(path)
        if length(node) > 60
    }
    assert not long, remedy("Give the parts of these functions names of their own:", long)


def test_no_function_is_denser_than_one_can_read() -> None:
    sizes = {name: size for path in python_files() for name, size in tokens(path).items()}
    dense = {name: size for name, size in sizes.items() if size > 400}
    assert not dense, remedy("These take over 400 tokens; give their parts names:", dense)
    heaviest = dict(sorted(sizes.items(), key=lambda item: -item[1])[:20])
    assert quantiles(sizes.values(), n=100)[-1] <= MOST_TOKENS_OF_99, remedy(
        f"Of 100 functions one may take over {MOST_TOKENS_OF_99} tokens; simplify the heaviest:",
        heaviest,
    )


def test_functions_are_short_on_the_whole() -> None:
    lengths = {
        f"{named(path)}:{node.lineno} {node.name}": length(node)
        for path in python_files()
        for node in functions(path)
    }
    longest = dict(sorted(lengths.items(), key=lambda item: -item[1])[:20])
    assert median(lengths.values()) <= 8, remedy(
        "Half of all functions take over 8 lines:", longest
    )
    assert quantiles(lengths.values(), n=10)[-1] <= 25, remedy(
        "One function in ten takes over 25 lines; split the longest:", longest
    )


def test_files_are_short_on_the_whole() -> None:
    lengths = {
        named(path): len(path.read_text(encoding="utf-8").splitlines())
        for path in python_files()
        if path.name != "__init__.py"
    }
    longest = dict(sorted(lengths.items(), key=lambda item: -item[1])[:20])
    assert median(lengths.values()) <= 90, remedy(
        "Half of all files are over 90 lines; split the longest:", longest
    )


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
    assert not long, remedy(
        "A view loads, asks its form, calls one service and answers; move the rest of these to "
        "presenters or services:",
        long,
    )


def test_no_template_is_longer_than_120_lines() -> None:
    lengths = {
        p.relative_to(TEMPLATES).as_posix(): len(p.read_text(encoding="utf-8").splitlines())
        for p in template_files()
    }
    long = {name: size for name, size in lengths.items() if size > 120}
    assert not long, remedy("Move a section of these templates to a component or a part:", long)


def test_no_function_takes_more_than_six_arguments() -> None:
    def arguments(node: object) -> int:
        a = node.args  # type: ignore[attr-defined]
        return len(
            [x for x in [*a.posonlyargs, *a.args, *a.kwonlyargs] if x.arg not in {"self", "cls"}]
        )

    greedy = {
        f"{named(path)}:{node.name}": arguments(node)
        for path in python_files()
        for node in functions(path)
        if arguments(node) > 6 + ("services" in named(path)) * 3
    }
    assert not greedy, remedy("Hand these a dataclass in place of so many arguments:", greedy)


def test_no_template_line_is_longer_than_120_columns() -> None:
    long = {
        f"{named(path)}:{number}": len(line)
        for path in template_files()
        if path.suffix == ".html"
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if len(line) > 120
    }
    assert not long, remedy(
        "Break these lines inside {{ }}, between attributes or beside a block element, where white "
        "space means nothing; a long string may be written as two:",
        long,
    )
