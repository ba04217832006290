"""Forms of editions, rounds and moved phases."""

from neighbourhood.rounds.forms.dates import DateSheetForm, date_sheet_form, sheet_of
from neighbourhood.rounds.forms.editions import (
    AddRoundForm,
    EditionForm,
    NewEditionForm,
    edition_form,
    new_edition_form,
)
from neighbourhood.rounds.forms.endings import EndRoundForm, end_round_form
from neighbourhood.rounds.forms.moves import ConfirmForm, MovePhaseForm
from neighbourhood.rounds.forms.rounds import KeyHoldersForm, RoundForm, round_form

__all__ = [
    "AddRoundForm",
    "ConfirmForm",
    "DateSheetForm",
    "EditionForm",
    "EndRoundForm",
    "KeyHoldersForm",
    "MovePhaseForm",
    "NewEditionForm",
    "RoundForm",
    "date_sheet_form",
    "edition_form",
    "end_round_form",
    "new_edition_form",
    "round_form",
    "sheet_of",
]
