"""Forms of organisations."""

from collections.abc import Sequence
from dataclasses import fields
from typing import Any

from wtforms import BooleanField, RadioField
from wtforms.validators import ValidationError

from neighbourhood.languages import _d, _dl, _l
from neighbourhood.organisations import rules, words
from neighbourhood.organisations.models import Organisation
from neighbourhood.organisations.rules import OrganisationFacts
from neighbourhood.people.forms import choices_of
from neighbourhood.web import BaseForm
from neighbourhood.web.fields import (
    AtMost,
    Code,
    LongText,
    OneOf,
    Required,
    SomeOf,
    Text,
    number_chosen,
)


class OrganisationForm(BaseForm):
    """What an organisation says of itself."""

    shown_again = ("name", "about", "contact", "officer_contact", "website")
    name = Text(_l("Name of the organisation"), [Required(), AtMost(rules.LONGEST_NAME)])
    kind = OneOf(_l("What sort of organisation is it?"), [Required()])
    about = LongText(_l("What does it do?"), [Required(), AtMost(rules.LONGEST_ABOUT)])
    language = OneOf(_l("In which language did you write this?"), [Required()])
    place_id = OneOf(_l("Which place does it belong to?"), [Required()])
    languages = SomeOf(_l("Which languages does it speak?"))
    contact = Text(_l("How can people reach it?"), [AtMost(rules.LONGEST_CONTACT)])
    officer_contact = Text(
        _l("How can an officer reach it?"), [Required(), AtMost(rules.LONGEST_CONTACT)]
    )
    website = Code(
        _l("Web address"),
        [AtMost(rules.LONGEST_WEBSITE)],
        render_kw={"inputmode": "url", "dir": "ltr"},
    )

    def facts(self) -> OrganisationFacts:
        """Return what was entered."""
        return OrganisationFacts(
            name=self.name.data,
            kind=str(self.kind.data),
            about=self.about.data,
            language=str(self.language.data),
            contact=self.contact.data,
            officer_contact=self.officer_contact.data,
            place_id=number_chosen(self.place_id.data),
            website=self.website.data,
            languages=tuple(self.languages.data or ()),
        )


class EnterForm(OrganisationForm):
    """Putting an organisation into the register."""

    speaks_for_it = BooleanField(_l("I speak for this organisation"), default=True)


def organisation_form(
    form: type[OrganisationForm],
    organisation: Organisation | None,
    places: Sequence[Any],
    spoken: Sequence[tuple[str, str]],
) -> OrganisationForm:
    """Return the form with its choices, filled with what the register says."""
    start = {}
    if organisation is not None:
        start = {one.name: getattr(organisation, one.name) for one in fields(OrganisationFacts)}
        start["place_id"] = str(organisation.place_id)
    filled = form(data=start)
    filled.kind.choices = choices_of(words.KINDS)
    filled.place_id.choices = list(places)
    filled.language.choices = filled.languages.choices = list(spoken)
    return filled


class ReasonForm(BaseForm):
    """Ending an organisation, with a reason."""

    shown_again = ("reason",)
    reason = LongText(_l("Why does it end?"), [Required(), AtMost(rules.LONGEST_REASON)])


class AnswerForm(BaseForm):
    """Confirming or refusing an organisation."""

    shown_again = ("reason",)
    decision = RadioField(
        _dl("Decision"),
        [Required(_dl("Choose whether you confirm or refuse."))],
        choices=choices_of(words.DECISIONS),
        validate_choice=False,
    )
    reason = LongText(
        _dl("If you refuse: the reason, which the person reads"), [AtMost(rules.LONGEST_REASON)]
    )

    def validate_decision(self, field: RadioField) -> None:
        """Ask for one of the two answers."""
        if field.data not in {"confirm", "refuse"}:
            raise ValidationError(_d("Choose whether you confirm or refuse."))
