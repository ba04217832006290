"""The forms of projects: steps of writing, handing in, taking back, judging, categories, special
rules, two lists.
"""

from neighbourhood.projects.forms.category import (
    CategoryForm,
    FirstCategoriesForm,
    category_form,
    first_categories_form,
)
from neighbourhood.projects.forms.closing import CloseListForm
from neighbourhood.projects.forms.constraints import ConstraintsForm, constraints_form
from neighbourhood.projects.forms.merge import (
    AnswerMergeForm,
    ProposeMergeForm,
    answer_merge_form,
    propose_merge_form,
)
from neighbourhood.projects.forms.project import (
    AppealForm,
    SubmitForm,
    WithdrawForm,
)
from neighbourhood.projects.forms.review import HoldForm, ReviewForm, hold_form, review_form
from neighbourhood.projects.forms.share import ShareForm, share_form
from neighbourhood.projects.forms.steps import (
    STEP_FORMS,
    AuthorsForm,
    BeginForm,
    CostsForm,
    IdeaForm,
    PicturesForm,
    PlaceForm,
    StepForm,
    WordsForm,
    pictures_form,
)

__all__ = [
    "AuthorsForm",
    "BeginForm",
    "CostsForm",
    "IdeaForm",
    "PicturesForm",
    "PlaceForm",
    "STEP_FORMS",
    "StepForm",
    "WordsForm",
    "AnswerMergeForm",
    "ProposeMergeForm",
    "answer_merge_form",
    "propose_merge_form",
    "AppealForm",
    "CategoryForm",
    "CloseListForm",
    "FirstCategoriesForm",
    "HoldForm",
    "ReviewForm",
    "ConstraintsForm",
    "ShareForm",
    "SubmitForm",
    "WithdrawForm",
    "category_form",
    "first_categories_form",
    "pictures_form",
    "hold_form",
    "review_form",
    "constraints_form",
    "share_form",
]
