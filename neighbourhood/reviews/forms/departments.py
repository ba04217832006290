"""The form of a department."""

from collections.abc import Sequence

from wtforms import BooleanField

from neighbourhood.languages import Language, _dl
from neighbourhood.people.models import Person
from neighbourhood.projects.models import Category
from neighbourhood.reviews.models import Department
from neighbourhood.reviews.rules import MOST_MAILBOX, MOST_NAME, DepartmentTerms
from neighbourhood.web import BaseForm, languages
from neighbourhood.web.fields import (
    AtMost,
    Code,
    Optional,
    Required,
    SomeOf,
    Text,
    number_chosen,
)
from neighbourhood.web.filters import pick_text
from neighbourhood.web.texts import given_texts, in_each_language, starting_texts


class DepartmentForm(BaseForm):
    """A department with its names, categories and reviewers."""

    shown_again = ("name",)
    slug = Code(_dl("Short name for addresses and tables"), [Required(), AtMost(40)])
    mailbox = Code(_dl("E-mail address for notices"), [Optional(), AtMost(MOST_MAILBOX)])
    category_ids = SomeOf(_dl("Categories it answers for"), coerce=number_chosen)
    member_ids = SomeOf(_dl("Its reviewers"), coerce=number_chosen)
    is_active = BooleanField(_dl("It gets new projects"), default=True)

    def terms(self) -> DepartmentTerms:
        """Return what was entered."""
        return DepartmentTerms(
            given_texts(self, "name"),
            self.mailbox.data,
            self.is_active.data,
            frozenset(self.category_ids.data or ()),
            frozenset(self.member_ids.data or ()),
        )


def department_form(
    department: Department | None, categories: Sequence[Category], people: Sequence[Person]
) -> DepartmentForm:
    """Return the form of a new department, or of one that is there, whose short name stays."""
    data: dict[str, object] = {}
    if department is not None:
        data = {
            "slug": department.slug,
            "mailbox": department.mailbox,
            "is_active": department.is_active,
            "category_ids": [one.category_id for one in department.categories],
            "member_ids": [one.person_id for one in department.members],
            **starting_texts(name=department.name),
        }
    form: DepartmentForm = in_each_language(DepartmentForm, languages(), name=_name)(data=data)
    form.category_ids.choices = [(one.id, pick_text(one.name)) for one in categories]
    form.member_ids.choices = [(one.id, one.name) for one in people]
    if department is not None:
        del form.slug
    return form


def _name(known: Language) -> Text:
    return Text(
        known.own_name, [AtMost(MOST_NAME)], render_kw={"lang": known.tag, "dir": known.direction}
    )
