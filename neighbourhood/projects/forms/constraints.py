"""The form of a round's special rules."""

from collections.abc import Sequence

from wtforms import HiddenField

from neighbourhood.languages import _dl
from neighbourhood.projects.forms.parts import ANY_DIRECTION
from neighbourhood.projects.models import Category, Project
from neighbourhood.projects.rules import HOPEFUL_STATES
from neighbourhood.rounds.rules.constraints import LONGEST_PAYER, Constraints
from neighbourhood.web import BaseForm
from neighbourhood.web.fields import AtMost, MoneyAmount, Optional, SomeOf, Text
from neighbourhood.web.filters import pick_text, show_money
from neighbourhood.web.forms import with_fields
from neighbourhood.web.markup import _m, listing, numbered


class ConstraintsForm(BaseForm):
    """All special rules of a round on one page; the fields of limits are added to it, one a
    category.
    """

    groups: tuple[tuple[str, ...], ...] = ()
    known = HiddenField()
    exclusive = SomeOf(_dl("Groups that hold"))
    new_group = SomeOf(_dl("A new group"))
    prefunded = SomeOf(_dl("Paid from this fund first"))
    externally_funded = SomeOf(_dl("Paid by somebody else"))
    payer = Text(_dl("Who pays"), [AtMost(LONGEST_PAYER)], render_kw=ANY_DIRECTION)

    def constraints(self, slugs: Sequence[str]) -> Constraints:
        """Return what was given, each part in the order of its list."""
        # A group stays or goes as a whole; whoever wants another one drops it and adds that.
        groups = [
            group
            for number, group in enumerate(self.groups, 1)
            if str(number) in (self.exclusive.data or ())
        ]
        limits = [(slug, self[f"limit_{slug}"].data) for slug in slugs]
        if fresh := _ticked(self.new_group):
            groups.append(fresh)
        externally_funded = _ticked(self.externally_funded)
        return Constraints(
            tuple(groups),
            tuple(limit for limit in limits if limit[1] is not None),
            _ticked(self.prefunded),
            externally_funded,
            self.payer.data if externally_funded else "",
        )


def constraints_form(
    now: Constraints, projects: Sequence[Project], categories: Sequence[Category]
) -> ConstraintsForm:
    """Return the form of a round's special rules as they stand; `projects` are all that were ever
    handed in.
    """
    limits = {f"limit_{slug}": amount for slug, amount in now.category_limits}
    fields = {
        f"limit_{category.slug}": MoneyAmount(pick_text(category.name), [Optional()])
        for category in categories
    }
    numbers = [str(number) for number in range(1, len(now.exclusive) + 1)]
    start = {
        "exclusive": numbers,
        "prefunded": list(now.prefunded),
        "externally_funded": list(now.externally_funded),
        "payer": now.payer,
    }
    form = with_fields(ConstraintsForm, fields)(data=limits | start | {"known": now.fingerprint})
    names = {
        project.reference: numbered(project.shown_number, project.title, project.language)
        for project in projects
    }
    form.groups = now.exclusive
    form.exclusive.choices = [
        (number, listing([names[reference] for reference in group]))
        for number, group in zip(numbers, now.exclusive, strict=True)
    ]
    # What is named already stays in the list, or saving would drop it in silence.
    offered = [
        project
        for project in projects
        if project.state in HOPEFUL_STATES
        or project.reference in now.prefunded + now.externally_funded
    ]
    form.new_group.choices = [(project.reference, names[project.reference]) for project in offered]
    form.prefunded.choices = form.externally_funded.choices = [
        (
            project.reference,
            _m(
                "%(what)s: %(amount)s",
                what=names[project.reference],
                amount=show_money(project.cost),
            ),
        )
        for project in offered
    ]
    return form


def _ticked(field: SomeOf) -> tuple[str, ...]:
    ticked = field.data or ()
    return tuple(value for value, *_label in field.iter_choices() if value in ticked)
