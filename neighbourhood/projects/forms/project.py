"""The forms of an author: handing a project in, taking it back, appealing a refusal."""

from neighbourhood.languages import _l
from neighbourhood.projects import rules
from neighbourhood.projects.forms.parts import ANY_DIRECTION
from neighbourhood.projects.words import REFUSALS
from neighbourhood.web import BaseForm
from neighbourhood.web.fields import AtMost, LongText, Required


class SubmitForm(BaseForm):
    """One button that hands a project in."""


class WithdrawForm(BaseForm):
    """Why a project is taken back."""

    shown_again = ("reason",)
    reason = LongText(
        _l("Why do you withdraw it?"),
        [Required(REFUSALS["withdrawal_reason_missing"]), AtMost(rules.MOST_WITHDRAWAL)],
        render_kw=ANY_DIRECTION,
    )


class AppealForm(BaseForm):
    """Why the city should look again at a refused project."""

    shown_again = ("reason",)
    reason = LongText(
        _l("Why should the city look again?"),
        [Required(REFUSALS["appeal_reason_missing"]), AtMost(rules.MOST_REASON)],
        render_kw=ANY_DIRECTION,
    )
