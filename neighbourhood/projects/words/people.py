"""Words about those behind a project: its authors, and the organisations that propose it or carry
it out.
"""

from neighbourhood.languages import Sentence, _l
from neighbourhood.projects.rules import CarriedOutBy

#: Refusals.
PEOPLE: dict[str, Sentence] = {
    "organisation_not_yours": _l(
        "You do not speak for this organisation. Choose one of the list, or enter yours."
    ),
    "organisation_missing": _l(
        "Choose the organisation of the register that proposes this, or propose it as a resident."
    ),
    "proposer_unconfirmed": _l(
        "No officer has confirmed your organisation yet. Wait for the mail, or propose this as a "
        "resident or a group."
    ),
    "carried_out_unknown": _l("Choose who carries it out."),
    "group_carries_its_own": _l(
        "Only a group that proposes the project can carry it out. Choose the city or an "
        "organisation, or propose it as a group."
    ),
    "host_missing": _l("Choose the organisation that carries it out or hosts the group."),
    "host_for_nothing": _l("The city carries it out, so no organisation is needed here."),
    "host_unconfirmed": _l(
        "This organisation is not in the register. Choose another one, or let the city do it."
    ),
    "host_has_not_answered": _l(
        "The organisation that shall carry this out has not answered yet. Wait for its answer, "
        "choose another one, or let the city do it."
    ),
    "host_declined": _l(
        "The organisation does not want to carry this out. Choose another one, or let the city do "
        "it."
    ),
    "carrier_is_fixed": _l(
        "The project was handed in with your agreement. Talk to its authors or to the city."
    ),
    "carrier_reason_missing": _l("Write in a sentence why your organisation declines."),
    "too_many_authors": _l("A project has at most %(most)s authors besides the first one."),
    "author_already": _l("You write this project already."),
    "last_author": _l(
        "You are the only author, so you cannot leave. You can withdraw the project, or invite "
        "somebody first."
    ),
    "authors_are_fixed": _l("The project is handed in, so authors can only leave by themselves."),
    "join_sentence_missing": _l("Write a sentence about why you want to join."),
    "too_many_join_requests": _l(
        "You have asked the authors of %(most)s projects that have not answered yet. Please wait "
        "for an answer first."
    ),
    "join_request_answered": _l("The authors have answered this already."),
}
CARRIED_OUT: dict[str, Sentence] = {
    # Translators: who carries a project out
    CarriedOutBy.CITY: _l("The city"),
    # Translators: who carries a project out
    CarriedOutBy.ORGANISATION: _l("An organisation"),
    # Translators: who carries a project out
    CarriedOutBy.GROUP: _l("Our group, hosted by an organisation"),
}
CARRIER_ANSWERS: dict[str, Sentence] = {
    "agree": _l("We agree"),
    "decline": _l("We decline"),
}
