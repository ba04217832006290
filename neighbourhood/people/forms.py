"""The forms of accounts, sign-in, residency and roles."""

from collections.abc import Mapping, Sequence
from typing import Any

from wtforms import BooleanField, Field, HiddenField, PasswordField, RadioField

# The library's types are those of an older version, which has no SelectChoice.
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]
from wtforms.validators import ValidationError

from neighbourhood.languages import Sentence, _, _d, _dl, _l
from neighbourhood.people import rules, words
from neighbourhood.places.forms import place_choices
from neighbourhood.places.models import Place
from neighbourhood.places.rules.levels import Level
from neighbourhood.places.words import level_name
from neighbourhood.refusals import Invalid
from neighbourhood.web import BaseForm
from neighbourhood.web.fields import (
    AtMost,
    Code,
    LongText,
    OneOf,
    Optional,
    Required,
    Text,
    number_chosen,
)
from neighbourhood.web.forms import with_fields
from neighbourhood.web.words import sentence


def choices_of(labels: Mapping[Any, Sentence]) -> list[Any]:
    """Return choices made of {value: label}."""
    return [SelectChoice(str(value), label) for value, label in labels.items()]


class EmailAddress(Code):
    """An e-mail address, in its normal form once read."""

    def process_formdata(self, values: list[Any]) -> None:
        """Read the address; what is none gets a clear message and stays in the field."""
        super().process_formdata(values)
        if self.data:
            try:
                self.data = rules.normal_email(self.data)
            except Invalid as refusal:
                raise ValidationError(sentence(refusal)) from refusal


#: It travels in mails: a longer one would break the link.
LONGEST_PATH = 500
#: A telephone's keyboard would else begin with a capital and correct the address.
EMAIL_WORDS = {
    "autocomplete": "email",
    "inputmode": "email",
    "autocapitalize": "none",
    "spellcheck": "false",
}


def email_field() -> EmailAddress:
    """Return the field for an address that must be given."""
    return EmailAddress(
        _l("E-mail address"),
        [Required(_l("Write your e-mail address.")), AtMost(rules.LONGEST_EMAIL)],
        render_kw=EMAIL_WORDS,
    )


def new_password_field(label: Sentence, *validators: Any) -> PasswordField:
    """Return a field for a password that is to be kept."""
    return PasswordField(label, list(validators), render_kw={"autocomplete": "new-password"})


def kept_path() -> HiddenField:
    """Return the hidden field for the page to go to afterwards."""
    return HiddenField(filters=[lambda path: (path or "")[:LONGEST_PATH]])


class NewPasswordForm(BaseForm):
    """A form that lets a person choose a password."""

    def validate_password(self, field: PasswordField) -> None:
        """Refuse a weak password, or the address itself."""
        typed = self._fields.get("email")
        try:
            rules.require_good_password(field.data or "", email=typed.data if typed else None)
        except Invalid as refusal:
            raise ValidationError(sentence(refusal)) from refusal


class SignUpForm(NewPasswordForm):
    """Asking for an account."""

    name = Text(
        _l("Name"),
        [Required(_l("Write the name you want to be called by.")), AtMost(rules.LONGEST_NAME)],
        render_kw={"autocomplete": "name"},
    )
    email = email_field()
    password = new_password_field(_l("Password"), Optional())
    next = kept_path()


class SignInForm(BaseForm):
    """Signing in by password."""

    shown_again = ("email",)
    email = email_field()
    password = PasswordField(
        _l("Password"),
        [Required(_l("Write your password.")), AtMost(rules.LONGEST_PASSWORD)],
        render_kw={"autocomplete": "current-password"},
    )
    stay = BooleanField(_l("Stay signed in on this device"))
    next = kept_path()


class AskForMailForm(BaseForm):
    """Asking for a link by mail."""

    email = email_field()
    next = kept_path()


class OpenLinkForm(BaseForm):
    """Using a mailed link."""

    stay = BooleanField(_l("Stay signed in on this device"))
    next = kept_path()


class ResetForm(NewPasswordForm):
    """Choosing a new password with a mailed link."""

    password = new_password_field(_l("New password"), Required(_l("Choose a password.")))


class PasswordForm(NewPasswordForm):
    """Changing one's own password."""

    current_password = PasswordField(
        _l("Present password"),
        [Required(_l("Write your present password.")), AtMost(rules.LONGEST_PASSWORD)],
        render_kw={"autocomplete": "current-password"},
    )
    password = new_password_field(_l("New password"), Required(_l("Choose a password.")))


class DetailsForm(BaseForm):
    """One's own name and language."""

    name = Text(
        _l("Name"),
        [Required(_l("Write the name you want to be called by.")), AtMost(rules.LONGEST_NAME)],
        render_kw={"autocomplete": "name"},
    )
    language = OneOf(_l("Language of the mails you get"), [Required()])


class ResidencyForm(BaseForm):
    """Saying where one lives."""

    shown_again = ("evidence_note",)
    place_id = OneOf(
        _l("Where you live"),
        [Required()],
        coerce=number_chosen,
    )
    method = RadioField(
        _l("How do you show that you live there?"),
        [Required(_l("Choose how you show where you live."))],
        choices=choices_of(words.METHODS),
        validate_choice=False,
    )
    evidence_note = LongText(_l("Note for the officer"), [AtMost(rules.LONGEST_NOTE)])


def residency_form(places: Sequence[Place]) -> ResidencyForm:
    """Return the form with the places where one can live: those without any below them."""
    form = ResidencyForm()
    levels = {place.level for place in places}
    invitation = _("Choose a place")
    if levels <= {Level.NEIGHBOURHOOD}:
        invitation = _("Choose a neighbourhood")
    # Where people live in places of several levels, no level names them all.
    form.place_id.label.text = level_name(levels.pop()) if len(levels) == 1 else _("Where you live")
    form.place_id.choices = [(0, invitation), *place_choices(places)]
    return form


class PlainForm(BaseForm):
    """A button."""


class JoinForm(BaseForm):
    """Typing the code of an invitation."""

    code = Code(
        _l("Code"),
        [Required(_l("Write the code of your invitation.")), AtMost(80)],
        render_kw={"inputmode": "numeric", "autocomplete": "off", "dir": "ltr"},
    )


class DecisionForm(BaseForm):
    """Deciding on a claim to live somewhere."""

    shown_again = ("reason",)
    decision = RadioField(
        _dl("Decision"),
        [Required(_dl("Choose whether you confirm or refuse."))],
        choices=choices_of(words.DECISIONS),
        validate_choice=False,
    )
    years = OneOf(
        _dl("If you confirm: valid for"), [Required()], default=str(rules.RESIDENCY_YEARS)
    )
    reason = LongText(
        _dl("If you refuse: the reason, which the person reads"), [AtMost(rules.LONGEST_REASON)]
    )

    def validate_decision(self, field: RadioField) -> None:
        """Ask for one of the two answers."""
        if field.data not in {"confirm", "refuse"}:
            raise ValidationError(_d("Choose whether you confirm or refuse."))


class InviteForm(BaseForm):
    """Inviting colleagues: a name, an address, a role and its place in each of a few rows."""

    language = OneOf(_dl("Language of the letters"), [Required()])


def invite_form(places: Sequence[tuple[Any, Any]], spoken: Sequence[tuple[str, str]]) -> InviteForm:
    """Return the form with its rows; `places` are those that a role may be for."""
    rows: dict[str, Field] = {}
    for row in range(1, rules.MOST_INVITED + 1):
        rows |= {
            f"name_{row}": Text(_dl("Name"), [Optional(), AtMost(rules.LONGEST_NAME)]),
            f"email_{row}": EmailAddress(
                _dl("E-mail address"),
                [Optional(), AtMost(rules.LONGEST_EMAIL)],
                render_kw=EMAIL_WORDS | {"autocomplete": "off"},
            ),
            f"role_{row}": OneOf(_dl("Role"), [Required()], choices=choices_of(words.ROLES)),
            f"place_id_{row}": OneOf(_dl("For"), [Required()]),
        }
    form = with_fields(InviteForm, rows)()
    for row in range(1, rules.MOST_INVITED + 1):
        form[f"place_id_{row}"].choices = list(places)
    form.language.choices = list(spoken)
    return form


def rows_of(form: InviteForm) -> list[list[Field]]:
    """Return the fields of each row."""
    names = ("name", "email", "role", "place_id")
    numbers = range(1, rules.MOST_INVITED + 1)
    return [[form[f"{name}_{row}"] for name in names] for row in numbers]


class AcceptForm(NewPasswordForm):
    """Accepting an invitation with a new account."""

    name = Text(
        _l("Name"),
        [Required(_l("Write the name you want to be called by.")), AtMost(rules.LONGEST_NAME)],
        render_kw={"autocomplete": "name"},
    )
    language = OneOf(_l("Language of the mails you get"), [Required()])
    password = new_password_field(_l("Password"), Optional())


class GiveRoleForm(BaseForm):
    """Giving a role."""

    role = OneOf(_dl("Role"), [Required()], choices=choices_of(words.ROLES))
    place_id = OneOf(_dl("For"), [Required()])
