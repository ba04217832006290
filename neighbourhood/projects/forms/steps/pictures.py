"""The form of the step of pictures and documents."""

from collections.abc import Iterator
from typing import IO, Any

from flask_wtf.file import MultipleFileField
from wtforms import SubmitField

from neighbourhood.languages import _, _l
from neighbourhood.projects.forms.steps.step import StepForm
from neighbourhood.projects.models import Project
from neighbourhood.projects.presenters.texts import name_of
from neighbourhood.projects.rules import (
    MOST_ALTERNATIVE,
    PictureText,
    Step,
    safe_name,
)
from neighbourhood.refusals import Refusal, TooMany
from neighbourhood.web import languages
from neighbourhood.web.fields import AtMost, OneOf, Text
from neighbourhood.web.forms import with_fields
from neighbourhood.web.words import sentence

#: Without HEIC, although it is taken: so an iPhone sends a JPEG, which is read in less time.
ACCEPTED = "image/jpeg,image/png,image/webp"


class PicturesForm(StepForm):
    """Files to add, words for each picture that is kept, and a button for each thing that can be
    done to one.
    """

    step = Step.PICTURES
    shown_again = ("alternative",)
    pictures = MultipleFileField(
        _l("Add pictures"), render_kw={"multiple": True, "accept": ACCEPTED}
    )
    documents = MultipleFileField(
        _l("Add documents"), render_kw={"multiple": True, "accept": "application/pdf"}
    )
    text_language = OneOf(_l("Language of these words"))
    add = SubmitField(_l("Add these files"))
    #: What a button beside a picture or document asks for: "up", "down", "remove" or "drop", and
    #: the key.
    act = Text()

    def offer(self, project: Project) -> "PicturesForm":
        """Offer the languages of words for pictures: the project's own, then the city's."""
        own = [project.language, *(known.code for known in languages())]
        self.text_language.choices = [(code, name_of(code)) for code in dict.fromkeys(own)]
        self.text_language.data = self.text_language.data or project.language
        return self

    def texts(self) -> dict[str, PictureText]:
        """Return what was written of pictures: {key: words}."""
        return {
            field.name.removeprefix("alternative-"): PictureText(
                field.data, self.text_language.data
            )
            for field in self
            if field.name.startswith("alternative-")
        }

    def files(self, kind: str) -> Iterator[tuple[str, IO[bytes]]]:
        """Yield the name and the open file of everything sent as "pictures" or "documents"."""
        for sent in self[kind].data or ():
            # A field left empty sends one file without a name.
            if getattr(sent, "filename", ""):
                yield sent.filename, sent.stream

    def asked_act(self) -> tuple[str, str]:
        """Return what a button asks for and the key of what, ("", "") for none."""
        what, _hyphen, key = (self.act.data or "").partition("-")
        return what, key

    def refuse_file(self, kind: str, name: str, refusal: Refusal) -> None:
        """Say beside the field which file was not taken, and why."""
        if isinstance(refusal, TooMany):
            self.refused_status = refusal.status
        field = self[kind]
        # As it will stand among the documents; a picture keeps its own ending.
        shown = safe_name(name) if kind == "documents" else safe_name(name).removesuffix(".pdf")
        reason = sentence(refusal)
        field.errors = [*field.errors, _("%(file)s: %(reason)s", file=shown, reason=reason)]

    def take_errors(self, other: "PicturesForm") -> "PicturesForm":
        """Show what was refused in an earlier form of the same project."""
        self.form_errors = other.form_errors
        self.refused_status = other.refused_status
        for field in other:
            if field.errors and field.name in self:
                self[field.name].errors = list(field.errors)
        return self


def pictures_form(project: Project) -> PicturesForm:
    """Return the form with a field of words for each of the project's pictures."""
    fields: dict[str, Any] = {
        f"alternative-{picture.key}": Text(
            _l("What does picture %(number)s show?", number=number),
            [AtMost(MOST_ALTERNATIVE)],
            default=picture.alternative,
            render_kw={"dir": "auto"},
        )
        for number, picture in enumerate(project.pictures, start=1)
    }
    data = {"version": str(project.version), "text_language": _language_of(project)}
    return with_fields(PicturesForm, fields)(data=data).offer(project)


def _language_of(project: Project) -> str:
    # The one in which they were described, as long as it is one and can be chosen.
    known = {picture.language for picture in project.pictures if picture.alternative}
    choices = {project.language, *(spoken.code for spoken in languages())}
    return known.pop() if len(known) == 1 and known <= choices else ""
