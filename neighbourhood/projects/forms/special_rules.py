"""The form of a round's special rules."""

from collections.abc import Sequence

from wtforms import HiddenField

from neighbourhood.languages import _dl
from neighbourhood.projects.forms.project import ANY_DIRECTION
from neighbourhood.projects.models import Category, Project
from neighbourhood.projects.rules import HOPEFUL_STATES
from neighbourhood.rounds.rules.special import LONGEST_PAYER, Special
from neighbourhood.web import BaseForm
from neighbourhood.web.fields import AtMost, MoneyAmount, Optional, SomeOf, Text
from neighbourhood.web.filters import pick_text, show_money
from neighbourhood.web.forms import with_fields
from neighbourhood.web.markup import _m, listing, numbered


class SpecialRulesForm(BaseForm):
    """All special rules of a round on one page; the fields of limits are added to it, one a
    category.
    """

    groups: tuple[tuple[str, ...], ...] = ()
    known = HiddenField()
    conflicts = SomeOf(_dl("Groups that hold"))
    conflict = SomeOf(_dl("A new group"))
    beforehand = SomeOf(_dl("Paid from this fund first"))
    elsewhere = SomeOf(_dl("Paid by somebody else"))
    payer = Text(_dl("Who pays"), [AtMost(LONGEST_PAYER)], render_kw=ANY_DIRECTION)

    def special(self, slugs: Sequence[str]) -> Special:
        """Return what was given, each part in the order of its list."""
        groups = [
            group
            for number, group in enumerate(self.groups, 1)
            if str(number) in (self.conflicts.data or ())
        ]
        limits = [(slug, self[f"limit_{slug}"].data) for slug in slugs]
        if fresh := _ticked(self.conflict):
            groups.append(fresh)
        elsewhere = _ticked(self.elsewhere)
        return Special(
            tuple(groups),
            tuple(limit for limit in limits if limit[1] is not None),
            _ticked(self.beforehand),
            elsewhere,
            self.payer.data if elsewhere else "",
        )


def special_rules_form(
    now: Special, projects: Sequence[Project], categories: Sequence[Category]
) -> SpecialRulesForm:
    """Return the form of a round's special rules as they stand; `projects` are all that were ever
    handed in.
    """
    limits = {f"limit_{slug}": amount for slug, amount in now.limits}
    fields = {
        f"limit_{category.slug}": MoneyAmount(pick_text(category.name), [Optional()])
        for category in categories
    }
    numbers = [str(number) for number in range(1, len(now.conflicts) + 1)]
    kept = {
        "conflicts": numbers,
        "beforehand": list(now.beforehand),
        "elsewhere": list(now.elsewhere),
        "payer": now.payer,
    }
    form = with_fields(SpecialRulesForm, fields)(data=limits | kept | {"known": now.fingerprint})
    names = {
        project.reference: numbered(project.number, project.title, project.language)
        for project in projects
    }
    form.groups = now.conflicts
    form.conflicts.choices = [
        (number, listing([names[each] for each in group]))
        for number, group in zip(numbers, now.conflicts, strict=True)
    ]
    offered = [
        project
        for project in projects
        if project.state in HOPEFUL_STATES or project.reference in now.beforehand + now.elsewhere
    ]
    form.conflict.choices = [(each.reference, names[each.reference]) for each in offered]
    form.beforehand.choices = form.elsewhere.choices = [
        (
            each.reference,
            _m("%(what)s: %(amount)s", what=names[each.reference], amount=show_money(each.cost)),
        )
        for each in offered
    ]
    return form


def _ticked(field: SomeOf) -> tuple[str, ...]:
    ticked = field.data or ()
    return tuple(value for value, *_label in field.iter_choices() if value in ticked)
