"""What is shown again where a page was open for too long."""

import pytest
from flask import Flask
from wtforms.fields.core import UnboundField

from neighbourhood.web import BaseForm
from neighbourhood.web.fields import LongText
from neighbourhood.web.forms import is_shown_again
from tests import builders as a
from tests.visitor import Visitor


def all_forms(form: type[BaseForm] = BaseForm) -> list[type[BaseForm]]:
    return [form, *(lower for kind in form.__subclasses__() for lower in all_forms(kind))]


def test_each_long_text_is_shown_again(app: Flask) -> None:
    missing = [
        f"{form.__module__}.{form.__name__}.{name}: add {name!r} to `shown_again`"
        for form in all_forms()
        for name, field in vars(form).items()
        if isinstance(field, UnboundField)
        and issubclass(field.field_class, LongText)
        and not is_shown_again(name)
    ]
    assert not missing, "these texts would be lost:\n" + "\n".join(missing)


@pytest.mark.parametrize(
    ("name", "is_shown"),
    [
        ("description", True),
        ("aims_fr", True),
        ("name_fr", True),
        ("programme_fr", True),
        ("cost_lines-1-label", True),
        ("choice-12", False),
        ("points-12", False),
        ("rank-3", False),
        ("blank", False),
        ("password", False),
        ("email", True),
        ("first_half", False),
        ("code", False),
        ("csrf_token", False),
    ],
)
def test_only_marked_fields_are_shown_again(app: Flask, name: str, is_shown: bool) -> None:
    assert is_shown_again(name) is is_shown


def test_an_expired_ballot_is_not_printed(visitor: Visitor) -> None:
    round_ = a.a_round(visitor.session, "vote")
    visitor.sign_in(a.a_person(visitor.session))
    data = {"points-12": "7 points", "choice-3": "chosen", "description": "My words"}
    page = visitor.post("ballots.review", data, slug=round_.slug, status=400, token=False)
    assert "7 points" not in page.text and "chosen" not in page.text
    assert "My words" in page.html
