"""What a project must be, and when it may be written, changed, handed in, taken back and judged."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from difflib import ndiff
from typing import Any, Protocol

from neighbourhood.refusals import Invalid, NotNow
from neighbourhood.rounds.rules import Dated, PhaseKind, phase_of, require_phase
from neighbourhood.rounds.special import Candidate, Special, standing

LEAST_TITLE, MOST_TITLE = 6, 120
MOST_SUMMARY, MOST_DESCRIPTION, MOST_PLACE, MOST_CARRIER = 300, 6000, 120, 120
MOST_LINES, MOST_LABEL, LARGEST_AMOUNT = 12, 120, 10**11
MOST_REASON, MOST_CORRECTION, MOST_DEPARTMENT, MOST_WITHDRAWAL = 2000, 300, 120, 500
CARRIERS = ("resident", "group", "organisation")
#: Part of a text as its history names it -> the names under which a version keeps it.
PARTS = {
    "title": ("title",),
    "language": ("language",),
    "summary": ("summary",),
    "description": ("description",),
    "category": ("category_id",),
    "place": ("place",),
    "point": ("latitude", "longitude"),
    "carried_by": ("carried_by", "carrier_name"),
    "costs": ("costs",),
}
#: State -> the states it may pass into.
TRANSITIONS = {
    "draft": ("submitted", "withdrawn"),
    "submitted": ("feasible", "not_feasible", "withdrawn"),
    "feasible": ("feasible", "not_feasible", "withdrawn"),
    "not_feasible": ("feasible", "not_feasible", "withdrawn"),
    "withdrawn": (),
}


@dataclass(frozen=True)
class Cost:
    """One line of a project's cost, in minor units."""

    label: str
    amount: int


@dataclass(frozen=True)
class Content:
    """What an author writes; everything but title and language may still be missing in a draft."""

    title: str
    language: str
    summary: str = ""
    description: str = ""
    category_id: int | None = None
    place: str = ""
    latitude: float | None = None
    longitude: float | None = None
    carried_by: str = "resident"
    carrier_name: str = ""
    costs: tuple[Cost, ...] = ()


@dataclass(frozen=True)
class Judgement:
    """A department's verdict with its public reason; `corrections` are {cost line position:
    (amount, reason)}.
    """

    verdict: str
    reason: str
    language: str
    department: str = ""
    corrections: Mapping[int, tuple[int, str]] = field(default_factory=dict)


class Incomplete(Invalid):
    """A project cannot be handed in yet; `parts` are the refusals of everything that is missing,
    each with its field.
    """

    def __init__(self, parts: Sequence[Invalid]) -> None:
        super().__init__("project_incomplete", number=len(parts))
        self.parts = tuple(parts)


class Standing(Protocol):
    """A round as these rules see it."""

    opened_at: datetime | None

    @property
    def phases(self) -> Sequence[Dated]:
        """Its phases in order."""


def require_transition(state: str, to: str) -> None:
    """Raise NotNow unless a project may pass from `state` to `to`."""
    if to not in TRANSITIONS[state]:
        raise NotNow(f"project_is_{state}")


def require_not_frozen(round_: Standing) -> None:
    """Raise NotNow once the vote was opened, since then nothing of a project changes."""
    if round_.opened_at is not None:
        raise NotNow("projects_frozen", opened=round_.opened_at)


def require_may_write(round_: Standing, now: datetime) -> None:
    """Raise NotNow unless projects may be written and handed in: in the propose phase."""
    require_not_frozen(round_)
    require_phase(round_.phases, PhaseKind.PROPOSE, now)


def require_may_edit(round_: Standing, state: str, now: datetime) -> None:
    """Raise NotNow unless the text may change: a draft while proposing runs, what was handed in
    until review begins.
    """
    require_not_frozen(round_)
    if state not in ("draft", "submitted"):
        raise NotNow(f"project_is_{state}")
    review = phase_of(round_.phases, PhaseKind.REVIEW)
    if state == "submitted" and review is not None:
        if review.starts_at <= now:
            raise NotNow("review_has_begun", began=review.starts_at)
        return
    require_phase(round_.phases, PhaseKind.PROPOSE, now)


def require_may_withdraw(round_: Standing, state: str) -> None:
    """Raise NotNow unless the author may take the project back: until the vote was opened."""
    require_not_frozen(round_)
    require_transition(state, "withdrawn")


def require_may_review(round_: Standing, state: str, now: datetime) -> None:
    """Raise NotNow unless a verdict may be given or changed: from the review phase until the vote
    was opened.
    """
    require_not_frozen(round_)
    require_transition(state, "feasible")
    review = phase_of(round_.phases, PhaseKind.REVIEW)
    if review is not None and now < review.starts_at:
        raise NotNow("review_not_yet", starts=review.starts_at)


def require_sound(
    content: Content, *, who_proposes: Sequence[str], boundary: Mapping[str, Any] | None
) -> None:
    """Raise Invalid, with its field, where a text cannot be kept even as a draft."""
    _require_length("title", content.title, MOST_TITLE, LEAST_TITLE)
    _require_length("summary", content.summary, MOST_SUMMARY)
    _require_length("description", content.description, MOST_DESCRIPTION)
    _require_length("place", content.place, MOST_PLACE)
    _require_length("carrier_name", content.carrier_name, MOST_CARRIER)
    if not re.fullmatch(r"[a-z]{2,3}(?:[-_][A-Za-z]{2,4})?", content.language):
        raise Invalid("language_unknown", field="language")
    if content.carried_by not in CARRIERS or content.carried_by not in who_proposes:
        raise Invalid("may_not_propose", field="carried_by")
    if content.carried_by != "resident" and not content.carrier_name:
        raise Invalid("carrier_missing", field="carrier_name")
    _require_sound_costs(content.costs)
    _require_inside(content.latitude, content.longitude, boundary)


def missing_parts(content: Content, *, fund: int) -> list[Invalid]:
    """Return what a project still lacks before it can be handed in, each as a refusal with its
    field; amounts in minor units.
    """
    total = sum(cost.amount for cost in content.costs)
    found = [
        Invalid(code, field=name)
        for name, code, is_there in (
            ("summary", "summary_missing", content.summary),
            ("description", "description_missing", content.description),
            ("category_id", "category_missing", content.category_id),
            ("place", "project_place_missing", content.place),
            ("cost_lines-1-label", "costs_missing", content.costs),
        )
        if not is_there
    ]
    if content.costs and total == 0:
        found.append(Invalid("cost_zero", field="cost_lines-1-amount"))
    if total > fund:
        found.append(Invalid("cost_beyond_fund", field="cost_lines-1-amount"))
    return found


def require_complete(content: Content, *, fund: int) -> None:
    """Raise Incomplete with all missing parts at once."""
    if parts := missing_parts(content, fund=fund):
        raise Incomplete(parts)


def require_sound_judgement(judgement: Judgement, amounts: Mapping[int, int], *, fund: int) -> None:
    """Raise Invalid where a verdict lacks a part; `amounts` are {position: what the author wrote},
    in minor units.
    """
    if judgement.verdict not in ("feasible", "not_feasible"):
        raise Invalid("verdict_unknown", field="verdict")
    _require_length("reason", judgement.reason, MOST_REASON)
    _require_length("department", judgement.department, MOST_DEPARTMENT)
    if judgement.verdict == "not_feasible" and not judgement.reason:
        raise Invalid("verdict_reason_missing", field="reason")
    for position, (amount, reason) in judgement.corrections.items():
        _require_sound_correction(position, amount, reason, amounts)
    corrected = {position: amount for position, (amount, _reason) in judgement.corrections.items()}
    total = sum({**amounts, **corrected}.values())
    if judgement.verdict == "feasible" and total > fund:
        raise Invalid("corrected_beyond_fund", field="verdict")
    if judgement.verdict == "feasible" and total == 0:
        raise Invalid("corrected_to_zero", field="verdict")


def require_withdrawal_reason(reason: str) -> None:
    """Raise Invalid unless a reason is given, of a length that can be kept."""
    if not reason:
        raise Invalid("withdrawal_reason_missing", field="reason")
    _require_length("reason", reason, MOST_WITHDRAWAL)


def require_same_version(known: int, current: int) -> None:
    """Raise NotNow where somebody changed the project since the writer opened it."""
    if known != current:
        raise NotNow("changed_meanwhile")


def changed_parts(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[str]:
    """Return which parts of a text differ between two kept versions, in the order in which a page
    shows them.
    """
    return [
        part
        for part, names in PARTS.items()
        if any(before.get(name) != after.get(name) for name in names)
    ]


def line_changes(before: str, after: str) -> list[tuple[str, str]]:
    """Return the lines of a text as (kind, line), kind being "same", "gone" or "new"."""
    kinds = {"  ": "same", "- ": "gone", "+ ": "new"}
    return [
        (kinds[line[:2]], line[2:])
        for line in ndiff(before.splitlines(), after.splitlines())
        if line[:2] in kinds and line[2:].strip()
    ]


def as_frozen(project: Any) -> dict[str, Any]:
    """Return what the frozen rules keep of a project; `project` offers the model's fields, cost in
    minor units.
    """
    return {
        "number": project.number,
        "reference": project.reference,
        "title": project.title,
        "summary": project.summary,
        "description": project.description,
        "language": project.language,
        "cost": project.cost,
        "category": project.category.slug if project.category else "",
    }


def as_candidate(project: Any) -> Candidate:
    """Return what special rules see of a project; `project` offers the model's fields."""
    return Candidate(
        project.reference,
        project.title,
        project.cost,
        project.category.slug if project.category else "",
    )


def standing_among(wanted: Special, projects: Iterable[Any]) -> Special:
    """Return what of a round's special rules has an effect for these projects."""
    return standing(wanted, [as_candidate(project) for project in projects])


def _require_length(name: str, text: str, most: int, least: int = 0) -> None:
    if len(text) < least:
        raise Invalid("too_short", field=name, least=least)
    if len(text) > most:
        raise Invalid("too_long", field=name, most=most, used=len(text))


def _require_sound_costs(costs: Sequence[Cost]) -> None:
    if len(costs) > MOST_LINES:
        raise Invalid("too_many_lines", field=f"cost_lines-{MOST_LINES}-label", most=MOST_LINES)
    for position, cost in enumerate(costs, start=1):
        _require_length(f"cost_lines-{position}-label", cost.label, MOST_LABEL)
        if not cost.label:
            raise Invalid("label_missing", field=f"cost_lines-{position}-label")
        if cost.amount < 0:
            raise Invalid("money_negative", field=f"cost_lines-{position}-amount")
        if cost.amount > LARGEST_AMOUNT:
            raise Invalid("money_too_large", field=f"cost_lines-{position}-amount")


def _require_sound_correction(
    position: int, amount: int, reason: str, amounts: Mapping[int, int]
) -> None:
    if position not in amounts:
        raise Invalid("line_unknown", field="verdict", position=position)
    if not 0 <= amount <= LARGEST_AMOUNT:
        raise Invalid(
            "money_negative" if amount < 0 else "money_too_large",
            field=f"cost_lines-{position}-amount",
        )
    if not reason:
        raise Invalid("correction_reason_missing", field=f"cost_lines-{position}-reason")
    _require_length(f"cost_lines-{position}-reason", reason, MOST_CORRECTION)


def _require_inside(
    latitude: float | None, longitude: float | None, boundary: Mapping[str, Any] | None
) -> None:
    """Raise Invalid for half a point and for one beyond the neighbourhood's box and a tenth around
    it.
    """
    if latitude is None and longitude is None:
        return
    if latitude is None or longitude is None:
        raise Invalid("half_a_point", field="latitude" if latitude is None else "longitude")
    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
        raise Invalid("point_nowhere", field="latitude")
    points = list(_points(boundary["coordinates"])) if boundary else [(longitude, latitude)]
    if not _is_within([x for x, _y in points], longitude) or not _is_within(
        [y for _x, y in points], latitude
    ):
        raise Invalid("point_outside", field="latitude")


def _is_within(bounds: Sequence[float], value: float) -> bool:
    margin = (max(bounds) - min(bounds)) / 10
    return min(bounds) - margin <= value <= max(bounds) + margin


def _points(coordinates: Sequence[Any]) -> Iterable[tuple[float, float]]:
    if isinstance(coordinates[0], (int, float)):
        yield float(coordinates[0]), float(coordinates[1])
        return
    for part in coordinates:
        yield from _points(part)
