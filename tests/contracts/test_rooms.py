"""Each room describes itself: what it refuses, records, mails and keeps of people, no more and no
less.
"""

import ast
import sys
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

import pytest
from flask import Flask
from sqlalchemy import Column, Integer, String

from neighbourhood.database import Base
from neighbourhood.database.person_data import Erasure, PersonColumn
from neighbourhood.permissions.table import TABLE
from neighbourhood.questions import Question, Unanswered
from neighbourhood.rooms import HOUSE, ROOMS
from neighbourhood.rounds.rules import PhaseKind
from neighbourhood.things import ThingKind
from neighbourhood.web.house import DefinedTwice, house_of
from neighbourhood.web.room import Room
from tests.contracts.sources import PACKAGE, named, python_files
from tests.contracts.spoken import Sink, Spoken, spoken

REFUSALS = ("Refusal", "Invalid", "NotFound", "NotAllowed", "NotNow", "TooMany")
#: Functions that take a reason code; an alarm is one that staff read later.
CODES = [*(Sink(kind, 0) for kind in REFUSALS), Sink("raise_alarm", 2)]
ACTS = [Sink("record", 1)]
MESSAGES = [Sink("queue", 1)]
#: Columns that say who somebody is, or who did something.
PERSONAL = ("person_id", "_by_id", "author_id", "actor_id", "_holder_id")
SAYS_WHO = ("email", "address", "password_hash")


def names_of_room(room: str, part: Callable[[Room], Mapping[str, object]]) -> set[str]:
    """Return what a room and those below it word; what stands beside the rooms uses all."""
    order = [each.name for each in ROOMS]
    height = order.index(room) if room in order else _height_of(room, order)
    return {name for each in ROOMS[: height + 1] for name in part(each)}


def _height_of(room: str, order: list[str]) -> int:
    # The rooms below the page kit are worded by it; commands stand above all rooms.
    return len(order) - 1 if room in {"commands", "app", "rooms"} else 0


def require_worded(names: Iterable[Spoken], part: str) -> None:
    """Fail for each name that neither its room nor one below words."""
    missing = [
        f"{name.name!r} ({name.place}): add it to `{part}` of neighbourhood/{name.room}/room.py"
        for name in names
        if not name.is_among(names_of_room(name.room, lambda room: getattr(room, part)))
    ]
    assert not missing, "these have no words:\n" + "\n".join(missing)


def test_each_reason_code_is_worded_by_its_room_or_a_lower_one() -> None:
    codes = spoken(CODES)
    assert {"place_name", "boundary_not_closed", "no_key_holders"} <= {code.name for code in codes}
    require_worded(codes, "refusals")


def test_each_act_is_worded_by_its_room_or_a_lower_one() -> None:
    acts = spoken(ACTS)
    assert {"give_role", "edit_neighbourhood"} <= {act.name for act in acts}
    require_worded(acts, "acts")


def test_each_message_is_worded_by_its_room_or_a_lower_one() -> None:
    messages = spoken(MESSAGES)
    assert {"sign_in_link", "key_half_ready"} <= {message.name for message in messages}
    require_worded(messages, "message_kinds")


def test_each_broken_constraint_has_a_sentence() -> None:
    missing = [
        f"{code!r}, which {constraint} becomes: add it to the refusals of {room.name}"
        for room in ROOMS
        for constraint, (_kind, code) in room.constraints.items()
        if code not in names_of_room(room.name, lambda lower: lower.refusals)
    ]
    assert not missing, "\n".join(missing)


def test_each_constraint_exists() -> None:
    names = {
        str(part.name)
        for table in Base.metadata.tables.values()
        for part in (*table.constraints, *table.indexes)
    }
    # SQLite names a broken index or key by its table and columns alone.
    by_columns = {
        "_".join(["uq", table.name, *(column.name for column in part.columns)])
        for table in Base.metadata.tables.values()
        for part in (*table.constraints, *table.indexes)
        if hasattr(part, "columns")
    }
    missing = set(HOUSE.constraints) - names - by_columns
    assert not missing, f"no table has these constraints: {sorted(missing)}"


@pytest.mark.parametrize("part", ["acts", "message_kinds"])
def test_nothing_is_worded_that_no_code_says(part: str) -> None:
    used = spoken(ACTS if part == "acts" else MESSAGES)
    idle = set(getattr(HOUSE, part)) - {name.name for name in used}
    assert not idle, f"nobody uses these {part}: {sorted(idle)}"


def test_each_fact_that_may_be_missing_has_a_sentence() -> None:
    facts = {f"needs_{fact.name}" for ways in TABLE.values() for way in ways for fact in way}
    missing = facts - set(HOUSE.refusals)
    assert not missing, f"add to neighbourhood/web/words.py: {sorted(missing)}"


def test_each_phase_says_when_it_is_not_its_time() -> None:
    codes = {f"{kind}_{when}" for kind in PhaseKind for when in ("never", "not_yet", "over")}
    missing = codes - set(HOUSE.refusals)
    assert not missing, f"add to neighbourhood/rounds/words/phases.py: {sorted(missing)}"


def test_each_kind_of_thing_has_a_name() -> None:
    missing = set(ThingKind) - set(HOUSE.things)
    assert not missing, f"add to `things` of the room that owns them: {sorted(missing)}"


def test_each_table_belongs_to_a_room() -> None:
    modules = {module.__name__ for room in ROOMS for module in room.tables}
    # A room with many tables has a folder of them, which it names as a whole.
    missing = {
        mapper.class_.__module__
        for mapper in Base.registry.mappers
        if mapper.class_.__module__ not in modules
        and mapper.class_.__module__.rpartition(".")[0] not in modules
    }
    assert not missing, f"add to `tables` of their rooms: {sorted(missing)}"


def column_of(declared: PersonColumn) -> Column[object]:
    """Return the table's column that is declared."""
    return declared.column.property.columns[0]


DECLARED = [declared for room in ROOMS for declared in room.person_data]


def test_each_personal_column_is_declared_once() -> None:
    present = {
        str(column)
        for table in Base.metadata.tables.values()
        for column in table.columns
        if column.name.endswith(PERSONAL) or column.name in SAYS_WHO
    }
    names = [str(column_of(declared)) for declared in DECLARED]
    missing = present - set(names)
    assert not missing, f"add to `person_data` of their rooms: {sorted(missing)}"
    assert len(names) == len(set(names)), f"declared twice: {sorted(names)}"


@pytest.mark.parametrize("declared", DECLARED, ids=lambda declared: str(declared.column))
def test_a_personal_column_can_become_what_is_declared(declared: PersonColumn) -> None:
    column = column_of(declared)
    if declared.erasure in (Erasure.EMPTY, Erasure.EMPTY_ONCE_SEALED):
        assert column.nullable or isinstance(column.type, String), f"{column} cannot be emptied"
    if declared.erasure is Erasure.KEEP_NUMBER:
        assert isinstance(column.type, Integer), f"{column} is no number"


@pytest.mark.parametrize("part", ["refusals", "constraints", "acts", "things", "message_kinds"])
def test_two_rooms_cannot_define_one_name(part: str) -> None:
    lower = next(room for room in ROOMS if getattr(room, part))
    name = next(iter(getattr(lower, part)))
    upper = replace(Room(name="upper"), **{part: {name: getattr(lower, part)[name]}})
    with pytest.raises(DefinedTwice, match=f"{lower.name} and by upper"):
        house_of((*ROOMS, upper))


def test_each_room_stands_in_the_house() -> None:
    described = {path.parent.name for path in PACKAGE.glob("*/room.py")} - {"web"}
    missing = described - {room.name for room in ROOMS}
    assert not missing, f"add to ROOMS in neighbourhood/rooms.py: {sorted(missing)}"


def test_each_page_belongs_to_a_room(app: Flask) -> None:
    of_rooms = {blueprint.name for room in ROOMS for blueprint in room.blueprints}
    missing = set(app.blueprints) - of_rooms
    assert not missing, f"add to `blueprints` of their rooms: {sorted(missing)}"


def test_importing_a_module_changes_nothing_elsewhere() -> None:
    stray = [
        f"{named(path)}:{node.lineno}: say it in the room's `Room`, not while it is imported"
        for path in python_files()
        for node in ast.parse(path.read_text(encoding="utf-8")).body
        if path.name != "__main__.py" and is_deed(node)
    ]
    assert not stray, "\n".join(stray)


def is_deed(node: ast.stmt) -> bool:
    """Say whether a line of a module calls something, or writes into something."""
    if isinstance(node, ast.Expr):
        return isinstance(node.value, ast.Call)
    if isinstance(node, ast.Assign):
        return any(isinstance(target, ast.Attribute) or is_slice(target) for target in node.targets)
    return False


def is_slice(target: ast.expr) -> bool:
    """Say whether a whole list is written anew, as in `list[:] = …`."""
    return isinstance(target, ast.Subscript) and isinstance(target.slice, ast.Slice)


def test_no_room_spells_out_the_table_of_another() -> None:
    spelled = [
        named(path)
        for path in python_files()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ImportFrom)
        and node.module == "sqlalchemy"
        and any(alias.name in {"table", "column"} for alias in node.names)
    ]
    assert not spelled, (
        f"{spelled} name tables by hand, which no import shows: let the room above register an "
        "answer, as committees do with people.queries.register_seats."
    )


def test_each_question_has_one_answer() -> None:
    asked = {
        id(value): f"{name}.{attribute}"
        for name, module in list(sys.modules.items())
        if name.startswith("neighbourhood.")
        for attribute, value in vars(module).items()
        if isinstance(value, Question)
    }
    answered = [id(answer.question) for room in ROOMS for answer in room.answers]
    assert len(answered) == len(set(answered)), "two rooms answer one question"
    missing = [name for question, name in asked.items() if question not in answered]
    assert not missing, f"add to `answers` of the room that knows: {missing}"


def test_a_question_that_no_room_answers_says_so() -> None:
    with pytest.raises(Unanswered, match="no room says how many stars there are"):
        Question[[], int]("how many stars there are")()
