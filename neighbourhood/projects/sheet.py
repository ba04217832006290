"""One project as its page shows it: its map, its history, and what its author may do now and why
not.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from neighbourhood.languages import _
from neighbourhood.projects import rules
from neighbourhood.projects.cards import name_of
from neighbourhood.projects.models import Project, ProjectVersion
from neighbourhood.projects.words import CARRIERS, PARTS
from neighbourhood.refusals import NotNow
from neighbourhood.web.drawings import CityMap, city_map
from neighbourhood.web.filters import pick_text, show_money
from neighbourhood.web.words import sentence


@dataclass(frozen=True)
class Change:
    """When a project's text was changed, and what: (name of the part, its lines as (same, gone or
    new; text)).
    """

    number: int
    at: datetime
    parts: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]


@dataclass(frozen=True)
class Permitted:
    """What the author may do now; "" where it is possible, else the sentence why not."""

    edit: str
    submit: str
    withdraw: str


@dataclass(frozen=True)
class _Shape:
    name: str
    geometry: Mapping[str, Any]
    url: None = None
    is_own: bool = False


@dataclass(frozen=True)
class _Point:
    number: int
    name: str
    latitude: float
    longitude: float
    url: None = None


def map_of(project: Project) -> CityMap | None:
    """Return the neighbourhood with the project's point, where both are known."""
    neighbourhood = project.round.neighbourhood
    if not neighbourhood.boundary or project.latitude is None or project.longitude is None:
        return None
    point = _Point(
        project.number, project.place or project.title, project.latitude, project.longitude
    )
    return city_map([_Shape(neighbourhood.name, neighbourhood.boundary)], width=320, pins=[point])


def proposer_of(project: Project) -> str:
    """Return who proposes, by the name they chose."""
    if project.carried_by != rules.Carrier.RESIDENT and project.carrier_name:
        return project.carrier_name
    return project.author.name if project.author else _("A resident")


def permitted(project: Project, now: datetime) -> Permitted:
    """Return what the author may do at `now`."""
    around, state = project.round, project.state
    return Permitted(
        edit=why_not(lambda: rules.require_may_edit(around, state, now)),
        submit=why_not(
            lambda: (
                rules.require_transition(state, rules.ProjectState.SUBMITTED),
                rules.require_may_write(around, now),
            )
        ),
        withdraw=why_not(lambda: rules.require_may_withdraw(around, state)),
    )


def why_not(ask: Callable[[], object]) -> str:
    """Return "" where `ask` lets it pass, else the sentence of its refusal."""
    try:
        ask()
    except NotNow as refusal:
        return sentence(refusal)
    return ""


def history_of(project: Project, versions: Sequence[ProjectVersion]) -> list[Change]:
    """Return the changes everybody may see, newest first: those since the project was handed in."""
    public = [
        v for v in versions if project.submitted_at is None or v.changed_at > project.submitted_at
    ]
    before = {after.number: earlier for earlier, after in zip(versions, versions[1:], strict=False)}
    changes = [_change(before[v.number], v) for v in public if v.number in before]
    return sorted((change for change in changes if change.parts), key=lambda change: -change.number)


def _change(before: ProjectVersion, after: ProjectVersion) -> Change:
    parts = (
        (
            str(PARTS[part]),
            tuple(rules.line_changes(_shown(part, before.content), _shown(part, after.content))),
        )
        for part in rules.changed_parts(before.content, after.content)
    )
    return Change(after.number, after.changed_at, tuple(parts))


def _shown(part: str, version: Mapping[str, Any]) -> str:
    if part == "costs":
        return "\n".join(_cost_lines(version.get("costs", ())))
    if part == "point":
        return _point(version.get("latitude"), version.get("longitude"))
    if part == "category":
        return pick_text(version.get("category"))
    if part == "language":
        return name_of(version["language"])
    if part == "carried_by":
        return f"{CARRIERS[version['carried_by']]}\n{version.get('carrier_name', '')}"
    return str(version.get(part) or "")


def _cost_lines(costs: Iterable[Mapping[str, Any]]) -> list[str]:
    return [
        _("%(what)s: %(amount)s", what=cost["label"], amount=show_money(cost["amount"]))
        for cost in costs
    ]


def _point(latitude: float | None, longitude: float | None) -> str:
    return "" if latitude is None or longitude is None else f"{latitude}, {longitude}"
