"""The steps of writing a project: its first sentence, the overview, and a page for each."""

from neighbourhood.projects.views.steps import (
    authors,
    begin,
    costs,
    idea,
    overview,
    pictures,
    place,
    words,
)

__all__ = ["authors", "begin", "costs", "idea", "overview", "pictures", "place", "words"]
