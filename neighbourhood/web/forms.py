"""The base of every form: a token, a submission key, and services carried out with their refusals
beside the field.
"""

import secrets
from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from flask_wtf import FlaskForm
from wtforms import Field, HiddenField

from neighbourhood.refusals import NotAllowed, NotFound, Refusal, TooMany
from neighbourhood.web.text import clean
from neighbourhood.web.words import sentence

Form = TypeVar("Form", bound="BaseForm")


def with_fields(form: type[Form], fields: Mapping[str, Field]) -> type[Form]:
    """Return the form with these fields added, behind its own: {name: field}."""
    return type(form.__name__, (form,), dict(fields))


class BaseForm(FlaskForm):
    """A form with a CSRF token and a key that makes a doubled or replayed POST harmless."""

    submission_key = HiddenField(
        default=lambda: secrets.token_urlsafe(24), filters=[lambda text: clean(text)[:64]]
    )
    result: Any = None
    refused_status = Refusal.status
    form_errors: list[str]

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
        except (NotAllowed, NotFound):
            raise
        except Refusal as refusal:
            self.refuse(refusal)
            return False
        return True

    def refuse(self, refusal: Refusal) -> None:
        """Show a refusal beside its field, or above the form."""
        if isinstance(refusal, TooMany):
            self.refused_status = refusal.status
        field = self._fields.get(refusal.field or "")
        if field is None:
            self.form_errors = [*self.form_errors, sentence(refusal)]
        else:
            field.errors = [*field.errors, sentence(refusal)]
