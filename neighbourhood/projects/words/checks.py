"""What everybody reads beside a verdict: parts and answers of the sheet, standard reasons."""

from neighbourhood.languages import Sentence, _l
from neighbourhood.projects.rules import StandardReason

#: The parts of the sheet that departments answer, shown with a verdict.
CHECK_KINDS: dict[str, Sentence] = {
    # Translators: the first part of a sheet of questions about a project
    "formal": _l("Formal check"),
    # Translators: the second part of a sheet of questions about a project
    "substance": _l("Check of the substance"),
}
CHECK_ANSWERS: dict[str, Sentence] = {
    # Translators: an answer to a question about a project
    "yes": _l("Yes"),
    # Translators: an answer to a question about a project
    "no": _l("No"),
    # Translators: an answer to a question about a project
    "not_applicable": _l("Does not apply"),
}

#: Why a project cannot be carried out, in a sentence that everybody reads.
STANDARD_REASONS: dict[str, Sentence] = {
    StandardReason.OUTSIDE: _l("It lies outside the area of this round."),
    StandardReason.ONE_INTEREST: _l("It serves one person or firm, not the neighbourhood."),
    StandardReason.NOT_THE_CITY: _l("It is not something that the city may do or pay for."),
    StandardReason.NOT_LEGAL: _l("A law or a rule forbids it."),
    StandardReason.NOT_PUBLIC_LAND: _l(
        "The land does not belong to the city, and its owner has not agreed."
    ),
    StandardReason.TOO_DEAR: _l("It costs more than the fund of this round."),
    StandardReason.UPKEEP: _l("Nobody can pay for its upkeep."),
    StandardReason.NOT_BUILDABLE: _l("It cannot be built at this place."),
    StandardReason.NOT_ACCESSIBLE: _l("People with disabilities could not use it."),
    StandardReason.PLANNED_ALREADY: _l("The city does it anyway."),
    StandardReason.TOO_LATE: _l("It cannot be done in the time of this programme."),
    StandardReason.INCOMPLETE: _l("What is needed to judge it was not answered in time."),
}
