"""The forms of the steps of writing, one for each."""

from neighbourhood.projects.forms.steps.authors import AuthorsForm
from neighbourhood.projects.forms.steps.begin import BeginForm
from neighbourhood.projects.forms.steps.costs import CostsForm
from neighbourhood.projects.forms.steps.idea import IdeaForm
from neighbourhood.projects.forms.steps.pictures import PicturesForm, pictures_form
from neighbourhood.projects.forms.steps.place import PlaceForm
from neighbourhood.projects.forms.steps.step import StepForm
from neighbourhood.projects.forms.steps.words import WordsForm
from neighbourhood.projects.rules import Step

#: Step -> its form.
STEP_FORMS: dict[Step, type[StepForm]] = {
    form.step: form for form in (IdeaForm, WordsForm, PlaceForm, CostsForm, AuthorsForm)
}

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
    "pictures_form",
]
