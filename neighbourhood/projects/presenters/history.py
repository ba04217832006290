"""What was changed in a project's text, and when, as its page shows it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from neighbourhood.languages import _
from neighbourhood.projects import rules
from neighbourhood.projects.models import (
    PlainVersion,
    Project,
    ProjectVersion,
)
from neighbourhood.projects.presenters.texts import name_of
from neighbourhood.projects.rules import CarriedOutBy
from neighbourhood.projects.words import CARRIED_OUT, CARRIERS, PARTS
from neighbourhood.web.filters import pick_text, show_money


@dataclass(frozen=True)
class ChangedPart:
    """A part of the text by its name, with its lines as ("same", "gone" or "new", the line)."""

    name: str
    lines: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Change:
    """When a project's text was changed, and which parts of it."""

    at: datetime
    parts: tuple[ChangedPart, ...]


def history_of(project: Project, versions: Sequence[ProjectVersion]) -> list[Change]:
    """Return the changes everybody may see, newest first: those since the project was handed in."""
    changes = []
    for before, after in pairwise(versions):
        # What an author tried out before handing it in is nobody's business.
        is_public = project.submitted_at is None or after.changed_at > project.submitted_at
        parts = _changed_parts(before.content, after.content) if is_public else ()
        if parts:
            changes.append(Change(after.changed_at, parts))
    return changes[::-1]


def difference(
    project: Project, versions: Sequence[ProjectVersion]
) -> tuple[ChangedPart, ...] | None:
    """Return what the author has changed since the city asked for it, field by field; None where
    nothing was asked.
    """
    last = project.reviews[-1] if project.reviews else None
    if last is None or last.answer_by is None or last.project_version is None:
        return None
    contents = {version.number: version.content for version in versions}
    return _changed_parts(contents[last.project_version], contents[project.version])


def _changed_parts(before: PlainVersion, after: PlainVersion) -> tuple[ChangedPart, ...]:
    return tuple(
        ChangedPart(
            str(PARTS[part]),
            tuple(rules.line_changes(_text_of(part, before), _text_of(part, after))),
        )
        for part in rules.changed_parts(before, after)
    )


def _text_of(part: str, version: PlainVersion) -> str:
    # What is not a text of its own is written as one, so that lines can be compared.
    if part in LISTED:
        return "\n".join(LISTED[part](version))
    if part == "category":
        return pick_text(version.get("category"))
    if part == "language":
        return name_of(version["language"])
    if part == "carried_by":
        return f"{CARRIERS[version['carried_by']]}\n{version.get('carrier_name', '')}"
    if part == "carried_out_by":
        by = version.get("carried_out_by", CarriedOutBy.CITY)
        return f"{CARRIED_OUT[by]}\n{version.get('host', '')}"
    return str(version.get(part) or "")


def _cost_lines(version: PlainVersion) -> list[str]:
    return [
        _("%(what)s: %(amount)s", what=cost["label"], amount=show_money(cost["amount"]))
        for cost in version.get("costs", ())
    ]


def _picture_lines(version: PlainVersion) -> list[str]:
    # A picture that says nothing is known by the first signs of its key, so that a change of it is
    # seen all the same.
    return [
        picture["alternative"] or _("Picture %(key)s", key=picture["key"][:6])
        for picture in version.get("pictures", ())
    ]


def _document_lines(version: PlainVersion) -> list[str]:
    return [document["name"] for document in version.get("documents", ())]


def _upkeep_lines(version: PlainVersion) -> list[str]:
    # An amount and its note change apart from each other.
    amount, note = version.get("upkeep"), version.get("upkeep_note", "")
    return [text for text in (show_money(amount) if amount is not None else "", note) if text]


def _point_lines(version: PlainVersion) -> list[str]:
    latitude, longitude = version.get("latitude"), version.get("longitude")
    return [] if latitude is None or longitude is None else [f"{latitude}, {longitude}"]


#: Parts that are no single text -> the lines that tell them.
LISTED: dict[str, Callable[[PlainVersion], list[str]]] = {
    "costs": _cost_lines,
    "upkeep": _upkeep_lines,
    "point": _point_lines,
    "pictures": _picture_lines,
    "documents": _document_lines,
}
