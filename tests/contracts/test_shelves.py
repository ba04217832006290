"""Every module of a room stands on a shelf, or in a named room within the room."""

from tests.contracts.shelves import ROOMS, SHELVES, SUB_ROOMS, stray_modules
from tests.contracts.sources import PACKAGE, remedy

#: Rooms whose folders are not divided by shelves: the page kit, and the demo city's cast and diary.
WITHOUT_SHELVES = {"web", "demo"}


def test_every_module_stands_on_a_shelf() -> None:
    stray = stray_modules(PACKAGE)
    assert not stray, remedy(
        f"Move each to the shelf of its layer ({', '.join(SHELVES)}), or name its folder in "
        "SUB_ROOMS of tests/contracts/shelves.py:",
        stray,
    )


def test_every_room_has_shelves() -> None:
    described = {path.parent.name for path in PACKAGE.glob("*/room.py")} - WITHOUT_SHELVES
    missing = described - set(ROOMS)
    assert not missing, remedy("Add to ROOMS of tests/contracts/shelves.py:", missing)


def test_what_is_named_within_a_room_is_there() -> None:
    gone = [
        f"{folder}/{name}.py"
        for folder, names in SUB_ROOMS.items()
        for name in names
        if not (PACKAGE / folder / f"{name}.py").is_file()
    ]
    assert not gone, remedy("Take these out of SUB_ROOMS of tests/contracts/shelves.py:", gone)
