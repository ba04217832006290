"""A published result as its readers read it: limited categories by name, not by slug, and no
lot where nobody drew one.
"""

from collections.abc import Callable
from dataclasses import replace

from neighbourhood.results.documents import Figures, PublishedResult
from neighbourhood.rounds.presenters.rule_sentences import category_name


def reworded(result: PublishedResult) -> PublishedResult:
    """Return the result with the figures of its steps and reasons as the sentences take them."""
    names = {slug: category_name(in_languages) for slug, in_languages in result.categories.items()}
    has_lot = bool(result.count.parameters["tie_seed"])

    def as_read(values: Figures) -> Figures:
        changed: Figures = {**values}
        if values.get("category") in names:
            changed["category"] = names[values["category"]]
        if values.get("tie_decided_by") == "lot" and not has_lot:
            # Without a seed the last ties went by number.
            changed["tie_decided_by"] = "number"
        return changed

    return _with_values(result, as_read)


def _with_values(result: PublishedResult, change: Callable[[Figures], Figures]) -> PublishedResult:
    steps = tuple(replace(step, values=change(step.values)) for step in result.count.steps)
    projects = tuple(
        replace(project, reason=replace(project.reason, values=change(project.reason.values)))
        for project in result.projects
    )
    return replace(result, projects=projects, count=replace(result.count, steps=steps))
