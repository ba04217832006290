"""Forms of editions, rounds and moved phases."""

from neighbourhood.rounds.forms.editions import (
    AddRoundForm,
    EditionForm,
    NewEditionForm,
    edition_form,
    new_edition_form,
)
from neighbourhood.rounds.forms.moves import ConfirmForm, MoveEndForm
from neighbourhood.rounds.forms.rounds import KeyHoldersForm, RoundForm, round_form

__all__ = [
    "AddRoundForm",
    "ConfirmForm",
    "EditionForm",
    "KeyHoldersForm",
    "MoveEndForm",
    "NewEditionForm",
    "RoundForm",
    "edition_form",
    "new_edition_form",
    "round_form",
]
