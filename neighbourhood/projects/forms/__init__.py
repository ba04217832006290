"""The forms of projects: writing, handing in, taking back, judging, categories, special rules,
two lists.
"""

from neighbourhood.projects.forms.category import (
    CategoryForm,
    FirstCategoriesForm,
    category_form,
    first_categories_form,
)
from neighbourhood.projects.forms.constraints import ConstraintsForm, constraints_form
from neighbourhood.projects.forms.project import (
    AppealForm,
    ProjectForm,
    SubmitForm,
    WithdrawForm,
    new_project_form,
    project_form,
)
from neighbourhood.projects.forms.review import HoldForm, ReviewForm, hold_form, review_form
from neighbourhood.projects.forms.share import ShareForm, share_form

__all__ = [
    "AppealForm",
    "CategoryForm",
    "FirstCategoriesForm",
    "HoldForm",
    "ProjectForm",
    "ReviewForm",
    "ConstraintsForm",
    "ShareForm",
    "SubmitForm",
    "WithdrawForm",
    "category_form",
    "first_categories_form",
    "hold_form",
    "new_project_form",
    "project_form",
    "review_form",
    "constraints_form",
    "share_form",
]
