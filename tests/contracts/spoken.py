"""The names that the code speaks: reason codes, acts, kinds of messages, by the room they are in.

A name is found where it is written literally, chosen between two literals, made by an f-string, or
handed on through functions of the same room.
"""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from tests.contracts.sources import PACKAGE, named

Function = ast.FunctionDef | ast.AsyncFunctionDef
CODE = re.compile(r"[a-z]+(_[a-z]+)+")
#: How many functions a name may be handed on through.
DEEPEST = 4


@dataclass(frozen=True)
class Spoken:
    """A name as it stands in the code; `*` stands for what is only known when the code runs."""

    name: str
    room: str
    place: str

    def is_among(self, known: set[str]) -> bool:
        """Say whether the name, or for a pattern at least one that fits it, is known."""
        pattern = re.escape(self.name).replace(r"\*", "[a-z_]+")
        return any(re.fullmatch(pattern, name) for name in known)


@dataclass
class Sink:
    """A function that takes a name: at which place or under which keyword, inside which pattern."""

    function: str
    position: int
    keyword: str = ""
    pattern: str = "*"
    room: str = ""


@dataclass
class RoomCode:
    """The parsed files of one room, or of one module beside the rooms."""

    room: str
    files: list[tuple[str, ast.Module]] = field(default_factory=list)

    def calls(self) -> Iterator[tuple[str, Function | None, ast.Call]]:
        """Yield every call with its place and the function it stands in."""
        for place, tree in self.files:
            inside = {
                id(node): function
                for function in ast.walk(tree)
                if isinstance(function, Function)
                for node in ast.walk(function)
            }
            for node in ast.walk(tree):
                if isinstance(node, ast.Call):
                    yield f"{place}:{node.lineno}", inside.get(id(node)), node

    def function(self, name: str) -> Function | None:
        """Return the room's function of this name."""
        nodes = (node for _place, tree in self.files for node in ast.walk(tree))
        return next((n for n in nodes if isinstance(n, Function) and n.name == name), None)


def all_rooms() -> list[RoomCode]:
    """Return the code of the whole house, room by room."""
    rooms: dict[str, RoomCode] = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        room = path.relative_to(PACKAGE).parts[0].removesuffix(".py")
        code = rooms.setdefault(room, RoomCode(room))
        code.files.append((named(path), ast.parse(Path(path).read_text(encoding="utf-8"))))
    return list(rooms.values())


def spoken(sinks: list[Sink]) -> list[Spoken]:
    """Return every name that reaches one of the sinks."""
    rooms, names = all_rooms(), list[Spoken]()
    waiting, deep = list(sinks), 0
    while waiting and deep < DEEPEST:
        handed_on: list[Sink] = []
        for code in rooms:
            for place, inside, call in code.calls():
                for sink in waiting:
                    if sink.room in ("", code.room) and called(call) == sink.function:
                        fresh, further = _read(call, sink, code, inside)
                        names += [Spoken(name, code.room, place) for name in fresh]
                        handed_on += further
        waiting, deep = handed_on, deep + 1
    return names


def called(call: ast.Call) -> str:
    """Return the plain name of what is called."""
    if isinstance(call.func, ast.Attribute):
        return call.func.attr
    return call.func.id if isinstance(call.func, ast.Name) else ""


def _read(
    call: ast.Call, sink: Sink, code: RoomCode, inside: Function | None
) -> tuple[list[str], list[Sink]]:
    """Return the names that a call hands to its sink, and the functions that only hand one on."""
    value = _argument(call, sink)
    names, parameters = _names(value, code, inside)
    filled = [sink.pattern.replace("*", name, 1) for name in names]
    further = [
        Sink(
            function=inside.name,
            position=_position(inside, parameter),
            keyword=parameter,
            pattern=sink.pattern.replace("*", pattern, 1),
            room=code.room,
        )
        for parameter, pattern in parameters
        if inside is not None
    ]
    # What no caller tells stands as the pattern alone.
    open_patterns = [s.pattern for s in further if s.pattern.strip("*")]
    return filled + open_patterns, further


def _argument(call: ast.Call, sink: Sink) -> ast.expr | None:
    for keyword in call.keywords:
        if keyword.arg == sink.keyword and sink.keyword:
            return keyword.value
    return call.args[sink.position] if 0 <= sink.position < len(call.args) else None


def _position(function: Function, parameter: str) -> int:
    names = [argument.arg for argument in function.args.args]
    return names.index(parameter) if parameter in names else -1


def _names(
    value: ast.expr | None, code: RoomCode, inside: Function | None
) -> tuple[list[str], list[tuple[str, str]]]:
    """Return the names a value may be, and the parameters (with their pattern) it comes from."""
    match value:
        case ast.Constant(value=str(text)):
            return [text] if text else [], []
        case ast.IfExp(body=body, orelse=orelse):
            first, second = _names(body, code, inside), _names(orelse, code, inside)
            return first[0] + second[0], first[1] + second[1]
        case ast.Attribute(value=ast.Name(id=kind), attr=member) if kind.endswith(
            ("Kind", "State")
        ):
            return [member.lower()], []
        case ast.JoinedStr(values=parts):
            return _made(parts, inside)
        case ast.Name(id=name):
            return _of_variable(name, code, inside)
    return [], []


def _made(
    parts: list[ast.expr], inside: Function | None
) -> tuple[list[str], list[tuple[str, str]]]:
    pattern = "".join(str(p.value) if isinstance(p, ast.Constant) else "*" for p in parts)
    holes = [p.value for p in parts if isinstance(p, ast.FormattedValue)]
    if len(holes) == 1 and isinstance(holes[0], ast.Name) and _takes(inside, holes[0].id):
        return [], [(holes[0].id, pattern)]
    return [pattern], []


def _takes(function: Function | None, name: str) -> bool:
    if function is None:
        return False
    arguments = function.args
    return name in {a.arg for a in (*arguments.args, *arguments.kwonlyargs)}


def _of_variable(
    name: str, code: RoomCode, inside: Function | None
) -> tuple[list[str], list[tuple[str, str]]]:
    if inside is None:
        return [], []
    if _takes(inside, name):
        return [], [(name, "*")]
    return _assigned(name, code, inside) + _looped(name, inside), []


def _assigned(name: str, code: RoomCode, inside: Function) -> list[str]:
    """Return the codes of the room's function whose answer the variable holds."""
    for node in ast.walk(inside):
        is_it = isinstance(node, ast.Assign) and any(
            isinstance(target, ast.Name) and target.id == name for target in node.targets
        )
        if is_it and isinstance(node.value, ast.Call):
            asked = code.function(called(node.value))
            return codes_told_by(asked, code) if asked is not None else []
    return []


def codes_told_by(function: Function, code: RoomCode) -> list[str]:
    """Return the codes in a function, or where it has none, in those of its room that it calls."""
    calls = [called(node) for node in ast.walk(function) if isinstance(node, ast.Call)]
    asked = [found for found in map(code.function, calls) if found is not None]
    return codes_in(function) or [text for other in asked for text in codes_in(other)]


def _looped(name: str, inside: Function) -> list[str]:
    """Return the codes of the rows that the variable runs through."""
    loops = [n for n in ast.walk(inside) if isinstance(n, ast.comprehension | ast.For)]
    for loop in loops:
        targets = loop.target.elts if isinstance(loop.target, ast.Tuple) else [loop.target]
        places = [i for i, t in enumerate(targets) if isinstance(t, ast.Name) and t.id == name]
        if places and isinstance(loop.iter, ast.Tuple | ast.List):
            rows = [row.elts for row in loop.iter.elts if isinstance(row, ast.Tuple)]
            cells = [row[places[0]] for row in rows]
            return [str(cell.value) for cell in cells if isinstance(cell, ast.Constant)]
    return []


def codes_in(function: Function) -> list[str]:
    """Return what looks like a code in a function."""
    texts = [n.value for n in ast.walk(function) if isinstance(n, ast.Constant)]
    return [text for text in texts if isinstance(text, str) and CODE.fullmatch(text)]
