"""What holds for organisations: their kinds, what must be said of them, and what may happen now."""

import re
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import urlsplit

from neighbourhood.folding import folded, visible
from neighbourhood.refusals import Invalid, NotNow

LONGEST_NAME = 120
LONGEST_ABOUT = 600
LONGEST_CONTACT = 300
LONGEST_WEBSITE = 200
LONGEST_REASON = 500
#: So many that nobody has answered yet may one person have entered; the desk must not drown.
MOST_WAITING = 3
#: Words that stand in addresses where an organisation's slug could stand.
TAKEN_SLUGS = frozenset({"enter", "join"})


class OrganisationKind(StrEnum):
    """What sort of organisation it is."""

    ASSOCIATION = "association"
    COOPERATIVE = "cooperative"
    SCHOOL = "school"
    FAITH = "faith"
    SPORT = "sport"
    CULTURE = "culture"
    WELFARE = "welfare"
    HOUSING = "housing"
    BUSINESS = "business"
    PUBLIC = "public"
    OTHER = "other"


class OrganisationState(StrEnum):
    """How far an organisation of the register has come."""

    ASKED = "asked"
    CONFIRMED = "confirmed"
    REFUSED = "refused"
    ENDED = "ended"


#: Of those in these states no two in one place have one name.
LIVING = (OrganisationState.ASKED, OrganisationState.CONFIRMED)


@dataclass(frozen=True)
class OrganisationFacts:
    """What an organisation says of itself: `contact` is shown to everybody, `officer_contact` to
    officers alone; `languages` are codes of those it speaks.
    """

    name: str
    kind: str
    about: str
    language: str
    contact: str
    officer_contact: str
    place_id: int
    website: str = ""
    languages: tuple[str, ...] = ()


def require_sound(facts: OrganisationFacts) -> None:
    """Raise Invalid for what is missing or cannot be kept."""
    if not folded(facts.name):
        raise Invalid("organisation_name_missing", field="name")
    if facts.kind not in set(OrganisationKind):
        raise Invalid("organisation_kind_unknown", field="kind")
    if not facts.about.strip():
        raise Invalid("organisation_about_missing", field="about")
    if not facts.officer_contact.strip():
        raise Invalid("organisation_contact_missing", field="officer_contact")
    lengths = {
        "name": LONGEST_NAME,
        "about": LONGEST_ABOUT,
        "contact": LONGEST_CONTACT,
        "officer_contact": LONGEST_CONTACT,
    }
    for field, most in lengths.items():
        if len(getattr(facts, field)) > most:
            raise Invalid("organisation_text_long", field=field, most=most)
    normal_website(facts.website)


def normal_website(typed: str) -> str:
    """Return a web address as it is linked, "" for none; raises Invalid for what is no address of
    a web page.
    """
    text = visible(typed).strip()
    if not text:
        return ""
    if not re.match(r"[a-z][a-z0-9+.-]*:", text, re.IGNORECASE):
        text = f"https://{text}"
    try:
        url = urlsplit(text)
        host = (url.hostname or "").encode("idna").decode("ascii")
        has_port = url.port is not None
    except (UnicodeError, ValueError) as error:
        raise Invalid("website_unreadable", field="website") from error
    is_host = "." in host and re.fullmatch(r"[a-z0-9.-]+", host) is not None
    # Names and passwords before the host only make an address look like another one.
    is_plain = "@" not in url.netloc and not has_port and not re.search(r"[\s\"'<>\\]", text)
    if url.scheme not in ("http", "https") or not is_host or not is_plain:
        raise Invalid("website_unreadable", field="website")
    if len(text) > LONGEST_WEBSITE:
        raise Invalid("organisation_text_long", field="website", most=LONGEST_WEBSITE)
    return text


def require_few_waiting(waiting: int) -> None:
    """Raise NotNow for somebody who has entered as many as may wait."""
    if waiting >= MOST_WAITING:
        raise NotNow("too_many_organisations_wait", most=MOST_WAITING)


def require_living(state: str) -> None:
    """Raise NotNow for an organisation that has ended."""
    if state == OrganisationState.ENDED:
        raise NotNow("organisation_has_ended")


def require_asked(state: str) -> None:
    """Raise NotNow unless an organisation waits for an answer."""
    if state != OrganisationState.ASKED:
        raise NotNow("organisation_decided")


def require_confirmed(state: str) -> None:
    """Raise NotNow unless an officer has confirmed an organisation and it goes on."""
    if state != OrganisationState.CONFIRMED:
        raise NotNow("organisation_unconfirmed")


def require_same_identity(*, before: tuple[str, int], after: tuple[str, int]) -> None:
    """Raise Invalid where its members change the name or place that an officer has confirmed."""
    if before[0] != after[0]:
        raise Invalid("organisation_name_fixed", field="name")
    if before[1] != after[1]:
        raise Invalid("organisation_name_fixed", field="place_id")


def require_reason(reason: str) -> None:
    """Raise Invalid for an answer or an end without a reason, or with one that is too long."""
    if not reason.strip():
        raise Invalid("organisation_reason_missing", field="reason")
    if len(reason) > LONGEST_REASON:
        raise Invalid("organisation_text_long", field="reason", most=LONGEST_REASON)


def require_new_member(is_member: bool) -> None:
    """Raise NotNow for somebody who speaks for the organisation already."""
    if is_member:
        raise NotNow("member_already")
