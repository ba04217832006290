"""The form that marks a project as standing on two lists of an edition."""

from collections.abc import Sequence

from neighbourhood.languages import _d, _dl
from neighbourhood.projects.models import Project
from neighbourhood.web import BaseForm
from neighbourhood.web.fields import OneOf, Required


class ShareForm(BaseForm):
    """A project of this list, and the one on another list that is the same."""

    project = OneOf(_dl("The project on this list"), [Required()], coerce=int)
    other = OneOf(_dl("The same project on another list"), [Required()], coerce=int)


def share_form(projects: Sequence[Project], others: Sequence[Project]) -> ShareForm:
    """Return the form with the projects of a list, and those of the lists of other levels."""
    form = ShareForm()
    form.project.choices = [
        (project.id, f"{project.shown_number} {project.title}") for project in projects
    ]
    form.other.choices = [
        (
            other.id,
            _d(
                "%(place)s: %(number)s %(title)s",
                place=other.round.place.name,
                number=other.shown_number,
                title=other.title,
            ),
        )
        for other in others
    ]
    return form
