"""What the people's room says: refusals, ways to show residency, roles."""

from collections.abc import Mapping

from neighbourhood.languages import Sentence, _dl, _l
from neighbourhood.people.rules import ClaimState, Method
from neighbourhood.permissions import Role

REFUSALS: Mapping[str, Sentence] = {
    "email_unreadable": _l("Write an e-mail address such as name@example.org."),
    "password_short": _l(
        "A password needs at least %(least)s characters. A short sentence is easy to remember."
    ),
    "password_long": _l("A password has at most %(most)s characters."),
    "password_easy": _l("This password is too easy to guess. Take another one."),
    "name_missing": _l("Write the name you want to be called by."),
    "name_long": _l("A name has at most %(most)s characters."),
    "wrong_credentials": _l(
        "The e-mail address or the password is wrong. You can also ask for a link by mail."
    ),
    "wrong_password": _l("This is not your present password."),
    "too_many_tries": _l(
        "That was tried too often. Wait up to %(minutes)s minutes, or sign in with a link by mail."
    ),
    "link_unusable": _l("This link has been used or is too old. Ask for a new one."),
    "method_unknown": _l("Choose how you show where you live."),
    "neighbourhood_unknown": _l("Choose one of the neighbourhoods."),
    "place_not_lowest": _l(
        "%(name)s is divided into smaller places. Choose the one that you live in."
    ),
    "claimed_place_divided": _dl(
        "%(name)s has been divided into smaller places. Refuse the claim and ask the person to "
        "choose the one that they live in."
    ),
    "claim_open": _l("You have asked already. An officer will answer you."),
    "claim_decided": _l("This has been decided already."),
    "already_lives_there": _l("It is already confirmed that you live there."),
    "residency_reason_missing": _l("Give a reason that the person can understand."),
    "residency_reason_long": _l("A reason has at most %(most)s characters."),
    "role_is_for_the_city": _dl(
        "Only officers can have their role for one neighbourhood. Choose the whole city."
    ),
    "role_is_held": _dl("This person has this role already."),
    "role_has_ended": _dl("This role has ended already."),
    "invited_oneself": _dl(
        "This is your own address. Nobody can give themselves a role: ask another administrator."
    ),
    "already_invited": _dl("This address is invited to this role already."),
    "invitation_accepted": _dl("This invitation has been accepted meanwhile."),
    "invitation_over": _l(
        "This invitation has been used, was withdrawn or is too old. Ask whoever invited you for a "
        "new one."
    ),
    "invitee_holds_role": _l("You hold this role already. Sign in; there is nothing to accept."),
    "inviter_gives_no_roles": _l(
        "Whoever invited you is no administrator of this city any more. Ask another administrator "
        "to invite you."
    ),
    "invitee_incomplete": _dl("Give a name and an e-mail address."),
    "join_code_unreadable": _l(
        "A code has %(figures)s figures. Please copy all of them from the card or the page."
    ),
    "join_code_unknown": _l(
        "This code opens nothing. Check the figures; or it was used, taken back or is too old."
    ),
    "join_code_over": _l(
        "This invitation has been used, was taken back or is too old. Ask whoever invited you for "
        "a new one."
    ),
    "too_many_join_codes": _l(
        "There are %(most)s open invitations already. Take one back first, or wait until somebody "
        "has used one."
    ),
    "last_administrator": _dl("The city needs at least one administrator."),
}

METHODS = {
    Method.IN_PERSON: _l("I talk to an officer. I need no papers."),
    Method.DOCUMENT: _l("I show a document with my address to an officer."),
}
#: What people do after they have asked, for each way to show where they live.
NEXT_STEPS: Mapping[Method, Sentence] = {
    Method.IN_PERSON: _l("Next: talk to an officer. You need no papers for that."),
    Method.DOCUMENT: _l("Next: show an officer a document with your address."),
    Method.VOUCHED: _l("Next: the people who vouch for you talk to an officer."),
}
METHODS_AT_DESK = {
    Method.IN_PERSON: _dl("in person, without papers"),
    Method.DOCUMENT: _dl("with a document"),
    Method.VOUCHED: _dl("vouched for"),
}
DECISIONS: Mapping[str, Sentence] = {
    "confirm": _dl("Confirm: this person lives there"),
    "refuse": _dl("Refuse"),
}
CLAIM_STATES = {
    ClaimState.ASKED: _l("waiting for an officer"),
    ClaimState.CONFIRMED: _l("confirmed"),
    ClaimState.REFUSED: _l("refused"),
    ClaimState.ENDED: _l("ended"),
}
CLAIM_SORTS: Mapping[str, Sentence] = {
    # Translators: the order of a list.
    "oldest": _dl("The oldest first"),
    # Translators: the order of a list.
    "newest": _dl("The newest first"),
    # Translators: the order of a list.
    "name": _dl("By name"),
}
STATE_BADGES = {
    ClaimState.ASKED: "sun",
    ClaimState.CONFIRMED: "leaf",
    ClaimState.REFUSED: "clay",
    ClaimState.ENDED: "plain",
}
ROLES = {
    Role.OFFICER: _dl("Officer"),
    Role.REVIEWER: _dl("Reviewer"),
    Role.STAFF: _dl("City staff"),
    Role.ADMINISTRATOR: _dl("Administrator"),
    Role.TRANSLATOR: _dl("Translator"),
}
