"""Forms of rounds that end badly."""

from neighbourhood.languages import _dl
from neighbourhood.rounds.rules.endings import LONGEST_REASON
from neighbourhood.web import BaseForm, languages
from neighbourhood.web.fields import AtMost, LongText, OneOf, Required
from neighbourhood.web.request import language


class EndRoundForm(BaseForm):
    """Why a round is cancelled, or did not take place."""

    shown_again = ("reason",)
    reason = LongText(
        _dl("Reason"),
        [Required(_dl("Please give a reason; everybody will read it.")), AtMost(LONGEST_REASON)],
    )
    language = OneOf(_dl("Language of the reason"), [Required()])


def end_round_form() -> EndRoundForm:
    """Return the form; the language of the reason is that of the page until somebody changes it."""
    form = EndRoundForm(language=language().code)
    form.language.choices = [(known.code, known.own_name) for known in languages()]
    return form
