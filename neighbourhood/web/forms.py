"""The base of every form: a token, a submission key, and services carried out with their refusals
beside the field.
"""

import secrets
from collections.abc import Callable, Mapping
from typing import Any, ClassVar, TypeVar

from flask import g, request
from flask_wtf import FlaskForm
from wtforms import Field, HiddenField

from neighbourhood.languages import _
from neighbourhood.refusals import NotAllowed, NotFound, Refusal, TooMany
from neighbourhood.web.text import clean
from neighbourhood.web.words import sentence

Form = TypeVar("Form", bound="BaseForm")

#: Sent along by a page that wants its form back as it was filled, and nothing done.
SHOW_AGAIN = "show_again"


def with_fields(form: type[Form], fields: Mapping[str, Field]) -> type[Form]:
    """Return the form with these fields added, behind its own: {name: field}."""
    return type(form.__name__, (form,), dict(fields))


def is_shown_again(field_name: str) -> bool:
    """Say whether a form marks the field as one whose text may be shown again."""
    names = _marked(BaseForm)
    return field_name in names or field_name.startswith(
        tuple(f"{name}{sign}" for name in names for sign in "_-")
    )


def _marked(form: "type[BaseForm]") -> set[str]:
    names = set(form.shown_again)
    for kind in form.__subclasses__():
        names |= _marked(kind)
    return names


class BaseForm(FlaskForm):
    """A form with a CSRF token and a key that makes a doubled or replayed POST harmless."""

    submission_key = HiddenField(
        default=lambda: secrets.token_urlsafe(24), filters=[lambda text: clean(text)[:64]]
    )
    #: Texts that take time to write and are no secret: where the page was open for too long they
    #: are shown again, to be copied. A name stands for all fields `name_…` and `name-…` too.
    shown_again: ClassVar[tuple[str, ...]] = ()
    result: Any = None
    refused_status = Refusal.status
    form_errors: list[str]

    def validate(self, extra_validators: Any = None) -> bool:
        """Say whether the form may be carried out; one that is only shown again never may."""
        if g.get("is_form_stale") or SHOW_AGAIN in request.form:
            self.form_errors = [
                _(
                    "This page was open for too long, or you signed in again meanwhile. Nothing "
                    "was sent yet. Please check it and send it again."
                )
            ]
            return False
        is_valid: bool = super().validate(extra_validators)
        return is_valid

    def values(self) -> dict[str, Any]:
        """Return what was entered: {field name: value}, without token and key."""
        return {
            name: value
            for name, value in self.data.items()
            if name not in {"csrf_token", "submission_key"}
        }

    def carries_out(self, act: Callable[[], Any]) -> bool:
        """Run a service and keep what it returns in `result`; a refusal becomes the error of its
        field or of the form.
        """
        try:
            self.result = act()
        # Not for the form: what may not be done or is not there gets a page of its own.
        except (NotAllowed, NotFound):
            raise
        except Refusal as refusal:
            self.refuse(refusal)
            return False
        return True

    def refuse(self, refusal: Refusal) -> None:
        """Show a refusal beside its field, or above the form."""
        # Only here the status differs: clients should learn to wait.
        if isinstance(refusal, TooMany):
            self.refused_status = refusal.status
        field = self._fields.get(refusal.field or "")
        if field is None:
            self.form_errors = [*self.form_errors, sentence(refusal)]
        else:
            field.errors = [*field.errors, sentence(refusal)]
