"""What an author writes of a project: each field once, with what holds for it."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from difflib import ndiff
from enum import StrEnum
from math import ceil
from typing import Annotated, get_type_hints

from neighbourhood.projects.rules.pictures import ATTACHED
from neighbourhood.projects.rules.steps import Step
from neighbourhood.refusals import Invalid

#: What somebody may type to begin with: it becomes the title, or the summary of a shorter title.
MOST_SENTENCE = 300
MOST_LINES = 12
MOST_LABEL = 120
#: In minor units; a project of all cost lines still stays far below what a fund can hold.
LARGEST_AMOUNT = 10**11
#: How far beyond the boundary a point may lie: what stands across the street, or on a bank drawn a
#: little otherwise, is the neighbourhood's business too.
MOST_METRES_OUTSIDE = 100
#: Farther off than this somebody has most likely mistyped or swapped the numbers.
FARTHEST_KNOWN_METRES = 5_000


class Carrier(StrEnum):
    """Who stands behind a project."""

    RESIDENT = "resident"
    GROUP = "group"
    ORGANISATION = "organisation"


@dataclass(frozen=True)
class Cost:
    """One line of a project's cost, in minor units."""

    label: str
    amount: int


@dataclass(frozen=True)
class FieldRule:
    """What holds for one field of what an author writes.

    It is asked for in its `step`. A text has a largest length `most`, other fields have 0; what may
    not be missing when the project is handed in has the code of its refusal in `missing`. A fact
    stands among the short facts of the project's page, under the word of its part. The history
    names a field by its `part`, and a refusal stands at the form's field `form_field`; where these
    are empty, the field's own name is meant.
    """

    step: Step
    most: int = 0
    least: int = 0
    is_searched: bool = False
    is_fact: bool = False
    missing: str = ""
    part: str = ""
    form_field: str = ""


@dataclass(frozen=True)
class Content:
    """What an author writes; everything but title and language may still be missing in a draft.

    The one list of it: the form, what is kept, the search, the lengths, the history and what is
    missing follow from these fields, and tests/projects/test_content.py names what still lacks.
    """

    title: Annotated[str, FieldRule(Step.IDEA, least=6, most=120, is_searched=True)]
    language: Annotated[str, FieldRule(Step.IDEA)]
    summary: Annotated[
        str, FieldRule(Step.WORDS, most=300, is_searched=True, missing="summary_missing")
    ] = ""
    description: Annotated[
        str, FieldRule(Step.WORDS, most=6000, is_searched=True, missing="description_missing")
    ] = ""
    category_id: Annotated[
        int | None, FieldRule(Step.IDEA, part="category", missing="category_missing")
    ] = None
    place: Annotated[
        str,
        FieldRule(
            Step.PLACE, most=120, is_searched=True, is_fact=True, missing="project_place_missing"
        ),
    ] = ""
    latitude: Annotated[float | None, FieldRule(Step.PLACE, part="point")] = None
    longitude: Annotated[float | None, FieldRule(Step.PLACE, part="point")] = None
    carried_by: Annotated[str, FieldRule(Step.AUTHORS)] = Carrier.RESIDENT
    carrier_name: Annotated[str, FieldRule(Step.AUTHORS, most=120, part="carried_by")] = ""
    # The organisation of the register that proposes it; its name stands in `carrier_name` too.
    organisation_id: Annotated[int | None, FieldRule(Step.AUTHORS, part="carried_by")] = None
    carried_out_by: Annotated[str, FieldRule(Step.AUTHORS)] = "city"
    # The organisation that carries it out, or hosts the group that does.
    host_organisation_id: Annotated[int | None, FieldRule(Step.AUTHORS, part="carried_out_by")] = (
        None
    )
    costs: Annotated[
        tuple[Cost, ...],
        FieldRule(Step.COSTS, missing="costs_missing", form_field="cost_lines-1-label"),
    ] = ()
    # What it costs each year once it is there, in minor units; the fund does not pay it.
    upkeep: Annotated[int | None, FieldRule(Step.COSTS)] = None
    upkeep_note: Annotated[str, FieldRule(Step.COSTS, most=300, part="upkeep")] = ""


#: Name of a field of Content -> its rule, in the order of the declaration.
FIELD_RULES: dict[str, FieldRule] = {
    name: hint.__metadata__[0]
    for name, hint in get_type_hints(Content, include_extras=True).items()
}
#: Name of a field -> what it says as long as nobody has written it; what is kept as a list, such as
#: the costs, begins as an empty one.
STARTING: dict[str, object] = {
    field.name: field.default for field in fields(Content) if field.name != "costs"
}
#: What stands in a column of the project itself; cost lines have a table of their own.
COLUMNS = tuple(name for name in FIELD_RULES if name != "costs")
FACTS = tuple(name for name, rule in FIELD_RULES.items() if rule.is_fact)
#: Texts in an author's own words.
TEXTS = tuple(name for name, rule in FIELD_RULES.items() if rule.most)
SEARCHED = tuple(name for name, rule in FIELD_RULES.items() if rule.is_searched)
#: Parts of a text as its history names them, in the order of its page.
PARTS = (*dict.fromkeys(rule.part or name for name, rule in FIELD_RULES.items()), *ATTACHED)
#: Step -> the fields of Content that it asks for.
STEP_FIELDS: dict[Step, tuple[str, ...]] = {
    step: tuple(name for name, rule in FIELD_RULES.items() if rule.step == step) for step in Step
}

#: Beginning of a form field's name -> the step whose form has it.
_STEPS = {
    (rule.form_field or name).partition("-")[0]: rule.step for name, rule in FIELD_RULES.items()
} | {"alternative": Step.PICTURES}


class Incomplete(Invalid):
    """A project cannot be handed in yet; `parts` are the refusals of everything that is missing,
    each with its field.
    """

    def __init__(self, parts: Sequence[Invalid]) -> None:
        super().__init__("project_incomplete", number=len(parts))
        self.parts = tuple(parts)


def part_of(name: str) -> str:
    """Return the name under which the history and the page speak of this field of Content."""
    return FIELD_RULES[name].part or name


def form_field_of(name: str) -> str:
    """Return the field of the form at which a refusal of this field of Content stands."""
    return FIELD_RULES[name].form_field or name


def step_of(form_field: str) -> Step:
    """Return the step whose form has this field, the first one for a field of none."""
    return _STEPS.get(form_field.partition("-")[0], Step.IDEA)


def first_words(sentence: str) -> tuple[str, str]:
    """Return the (title, summary) of a project that begins with this sentence: one too long for a
    title is kept whole as the summary.
    """
    most = FIELD_RULES["title"].most
    if len(sentence) <= most:
        return sentence, ""
    # Cut between words where there is a blank; some scripts have none.
    beginning = sentence[: most - 1]
    return f"{beginning.rpartition(' ')[0] or beginning}…", sentence


def require_sound(content: Content, *, who_proposes: Sequence[str], metres_outside: float) -> None:
    """Raise Invalid, with its field, where a text cannot be kept even as a draft; `metres_outside`
    says how far its point lies beyond the boundary.
    """
    for name, rule in FIELD_RULES.items():
        if rule.most:
            require_length(name, getattr(content, name), rule.most, rule.least)
    if not re.fullmatch(r"[a-z]{2,3}(?:[-_][A-Za-z]{2,4})?", content.language):
        raise Invalid("language_unknown", field="language")
    # Asked twice: an edition's list may hold a carrier that this program no longer knows.
    if content.carried_by not in set(Carrier) or content.carried_by not in who_proposes:
        raise Invalid("may_not_propose", field="carried_by")
    if content.carried_by != Carrier.RESIDENT and not content.carrier_name:
        is_group = content.carried_by == Carrier.GROUP
        raise Invalid("carrier_missing", field="carrier_name" if is_group else "organisation_id")
    _require_sound_costs(content.costs)
    _require_sound_upkeep(content.upkeep)
    _require_inside(content.latitude, content.longitude, metres_outside)


def missing_parts(content: Content, *, fund: int) -> list[Invalid]:
    """Return what a project still lacks before it can be handed in, each as a refusal with its
    field; amounts in minor units.
    """
    total = sum(cost.amount for cost in content.costs)
    # Everything at once and not the first alone: nobody should come back to the form five times.
    missing = [
        Invalid(rule.missing, field=form_field_of(name))
        for name, rule in FIELD_RULES.items()
        if rule.missing and not getattr(content, name)
    ]
    if content.costs and total == 0:
        missing.append(Invalid("cost_zero", field="cost_lines-1-amount"))
    if total > fund:
        missing.append(Invalid("cost_beyond_fund", field="cost_lines-1-amount"))
    return missing


def require_complete(parts: Sequence[Invalid], *, step: Step | None = None) -> None:
    """Raise Incomplete with all missing parts at once, or all those of one step."""
    if step is not None:
        parts = [part for part in parts if step_of(part.field or "") == step]
    if parts:
        raise Incomplete(parts)


def changed_parts(before: Mapping[str, object], after: Mapping[str, object]) -> list[str]:
    """Return which parts of a text differ between two kept versions, in the order in which a page
    shows them.
    """
    changed = {
        rule.part or name
        for name, rule in FIELD_RULES.items()
        if _kept(before, name) != _kept(after, name)
    }
    changed |= {name for name in ATTACHED if _kept(before, name) != _kept(after, name)}
    return [part for part in PARTS if part in changed]


def has_changed(step: Step, before: Mapping[str, object], after: Mapping[str, object]) -> bool:
    """Say whether two kept versions differ in what a step asks for."""
    return any(_kept(before, name) != _kept(after, name) for name in STEP_FIELDS[step])


def line_changes(before: str, after: str) -> list[tuple[str, str]]:
    """Return the lines of a text as (kind, line), kind being "same", "gone" or "new"."""
    kinds = {"  ": "same", "- ": "gone", "+ ": "new"}
    return [
        (kinds[line[:2]], line[2:])
        for line in ndiff(before.splitlines(), after.splitlines())
        # The fourth kind of ndiff, "? ", only points at signs within a line.
        if line[:2] in kinds and line[2:].strip()
    ]


def _kept(version: Mapping[str, object], name: str) -> object:
    # A version from before the field was there knows nothing of it: that is no change.
    return version.get(name, STARTING.get(name, []))


def require_length(name: str, text: str, most: int, least: int = 0) -> None:
    """Raise Invalid, with its field, for a text that is shorter or longer than it may be."""
    if len(text) < least:
        raise Invalid("too_short", field=name, least=least)
    if len(text) > most:
        raise Invalid("too_long", field=name, most=most, used=len(text))


def _require_sound_costs(costs: Sequence[Cost]) -> None:
    if len(costs) > MOST_LINES:
        raise Invalid("too_many_lines", field=f"cost_lines-{MOST_LINES}-label", most=MOST_LINES)
    for position, cost in enumerate(costs, start=1):
        require_length(f"cost_lines-{position}-label", cost.label, MOST_LABEL)
        if not cost.label:
            raise Invalid("label_missing", field=f"cost_lines-{position}-label")
        if cost.amount < 0:
            raise Invalid("money_negative", field=f"cost_lines-{position}-amount")
        if cost.amount > LARGEST_AMOUNT:
            raise Invalid("money_too_large", field=f"cost_lines-{position}-amount")


def _require_sound_upkeep(upkeep: int | None) -> None:
    if upkeep is not None and upkeep < 0:
        raise Invalid("money_negative", field="upkeep")
    if upkeep is not None and upkeep > LARGEST_AMOUNT:
        raise Invalid("money_too_large", field="upkeep")


def _require_inside(latitude: float | None, longitude: float | None, metres_outside: float) -> None:
    """Raise Invalid for half a point and for one farther outside than is allowed."""
    if latitude is None and longitude is None:
        return
    if latitude is None or longitude is None:
        raise Invalid("half_a_point", field="latitude" if latitude is None else "longitude")
    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
        raise Invalid("point_nowhere", field="latitude")
    if metres_outside > FARTHEST_KNOWN_METRES:
        kilometres = round(metres_outside / 1000)
        raise Invalid("point_far_off", field="latitude", kilometres=kilometres)
    if metres_outside > MOST_METRES_OUTSIDE:
        metres = ceil(metres_outside)
        raise Invalid("point_outside", field="latitude", metres=metres, most=MOST_METRES_OUTSIDE)
