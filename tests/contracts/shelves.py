"""The shelves of a room, and which modules stand on none."""

from pathlib import Path

#: The shelves, from the lowest to the highest; a shelf may be a module or a folder.
SHELVES = (
    "rules",
    "documents",
    "models",
    "queries",
    "services",
    "timed",
    "words",
    "presenters",
    "forms",
    "views",
    "desk",
    "room",
)
#: The rooms that have shelves; the others are plain folders of a few modules.
ROOMS = (
    "ballots",
    "committees",
    "comparisons",
    "counting",
    "organisations",
    "outbox",
    "pages",
    "people",
    "places",
    "projects",
    "results",
    "reviews",
    "rounds",
    "shortlists",
    "trail",
)
#: Folders of a room that hold a noun of their own, with the modules that stand in each.
SUB_ROOMS: dict[str, tuple[str, ...]] = {
    "ballots/vault": ("archive", "ballot_box", "installed", "keys", "secrecy"),
    "rounds/ballot_kinds": ("approval", "kind"),
    "outbox/mail": ("delivery", "letters", "rendering", "sending"),
    "comparisons/process": ("run", "child"),
    "results/explanation": (
        "figures",
        "other_rules",
        "page",
        "questions",
        "reasons",
        "rewording",
        "steps",
    ),
    "results/publication": (
        "archive",
        "content",
        "download",
        "pabulib_export",
        "pabulib_import",
        "projects_table",
        "recount",
    ),
}


def stray_modules(package: Path) -> list[str]:
    """Return the modules of a package's rooms that stand on no shelf and in no sub-room."""
    return [
        path.relative_to(package).as_posix()
        for room in ROOMS
        for path in sorted((package / room).rglob("*.py"))
        if is_stray(path.relative_to(package))
    ]


def is_stray(module: Path) -> bool:
    """Say whether a module, named from the package on, stands on no shelf and in no sub-room."""
    first, *rest = module.with_suffix("").parts[1:]
    if first == "__init__" or first in SHELVES:
        return False
    listed = SUB_ROOMS.get(module.parent.as_posix(), ())
    return not (rest and rest[-1] in (*listed, *SHELVES, "__init__"))
