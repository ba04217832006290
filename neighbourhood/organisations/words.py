"""What the organisations' room says: refusals, kinds, states, orders of lists."""

from collections.abc import Mapping

from neighbourhood.languages import Sentence, _dl, _l
from neighbourhood.organisations.rules import OrganisationKind, OrganisationState

REFUSALS: Mapping[str, Sentence] = {
    "organisation_name_missing": _l("Write the name of the organisation."),
    "organisation_kind_unknown": _l("Choose what sort of organisation it is."),
    "organisation_about_missing": _l("Say in a sentence what the organisation does."),
    "organisation_contact_missing": _l(
        "Write how an officer can reach the organisation, such as a telephone number. Only "
        "officers read it."
    ),
    "organisation_text_long": _l("Please use at most %(most)s characters here."),
    "organisation_place_unknown": _l("Choose the place that the organisation belongs to."),
    "organisation_known": _l(
        "An organisation with this name is in the register of this place already. Ask one of its "
        "members to invite you."
    ),
    "organisation_name_fixed": _l(
        "An officer has confirmed the name and the place. Ask an officer to change them."
    ),
    "organisation_decided": _dl("This organisation has been answered already."),
    "organisation_has_ended": _l("This organisation has ended."),
    "organisation_unconfirmed": _l("No officer has confirmed this organisation yet."),
    "organisation_reason_missing": _l("Give a reason that everybody understands."),
    "too_many_organisations_wait": _l(
        "You have entered %(most)s organisations that nobody has looked at yet. Please wait for an "
        "answer first."
    ),
    "website_unreadable": _l("Write a web address such as https://example.org."),
    "member_already": _l("You speak for this organisation already."),
}

KINDS: Mapping[str, Sentence] = {
    # Translators: a sort of organisation, as all up to "Something else".
    OrganisationKind.ASSOCIATION: _l("Association"),
    OrganisationKind.COOPERATIVE: _l("Cooperative"),
    OrganisationKind.SCHOOL: _l("School or nursery"),
    OrganisationKind.FAITH: _l("Faith community"),
    OrganisationKind.SPORT: _l("Sports club"),
    OrganisationKind.CULTURE: _l("Culture and art"),
    OrganisationKind.WELFARE: _l("Welfare and counselling"),
    OrganisationKind.HOUSING: _l("Tenants or housing"),
    OrganisationKind.BUSINESS: _l("Shop or business"),
    OrganisationKind.PUBLIC: _l("Public body"),
    OrganisationKind.OTHER: _l("Something else"),
}
STATES: Mapping[str, Sentence] = {
    OrganisationState.ASKED: _l("waits for an officer"),
    # Translators: said of an organisation of the register.
    OrganisationState.CONFIRMED: _l("confirmed by the city"),
    # Translators: said of an organisation of the register.
    OrganisationState.REFUSED: _l("not confirmed"),
    # Translators: said of an organisation that exists no more.
    OrganisationState.ENDED: _l("has ended"),
}
STATE_BADGES = {
    OrganisationState.ASKED: "sun",
    OrganisationState.CONFIRMED: "leaf",
    OrganisationState.REFUSED: "clay",
    OrganisationState.ENDED: "plain",
}
SORTS: Mapping[str, Sentence] = {
    # Translators: the order of a list.
    "waiting": _dl("What waits first"),
    # Translators: the order of a list.
    "name": _dl("By name"),
}
DECISIONS: Mapping[str, Sentence] = {
    "confirm": _dl("Confirm: it is what it says"),
    "refuse": _dl("Refuse"),
}
