"""The steps in which a project is written, each saved by itself."""

from enum import StrEnum


class Step(StrEnum):
    """A step of writing, in the order in which an author meets them."""

    IDEA = "idea"
    WORDS = "words"
    PLACE = "place"
    COSTS = "costs"
    AUTHORS = "authors"
    PICTURES = "pictures"
    #: Nothing is written here: the author sees what others will see, and hands it in.
    CHECK = "check"


def step_after(step: Step) -> Step:
    """Return the step that follows; the last one is followed by itself."""
    steps = list(Step)
    return steps[min(steps.index(step) + 1, len(steps) - 1)]
