"""Who carries a project out, and what the register must say of those behind it."""

from dataclasses import dataclass
from enum import StrEnum

from neighbourhood.projects.rules.content import Carrier, Content
from neighbourhood.projects.rules.standing import ProjectState
from neighbourhood.refusals import Invalid, NotNow

MOST_ANSWER = 300


class CarriedOutBy(StrEnum):
    """Who carries a project out once it is funded."""

    CITY = "city"
    ORGANISATION = "organisation"
    #: The group that proposes it, hosted by an organisation.
    GROUP = "group"


@dataclass(frozen=True)
class Backing:
    """What the register says of those behind a project: whether the proposing organisation is
    confirmed, whether the host is, and whether the host has agreed; None where it has not answered.
    """

    is_organisation_confirmed: bool = True
    is_host_confirmed: bool = True
    has_host_agreed: bool | None = True


def behind(content: Content) -> tuple[object, ...]:
    """Return what a text says of those behind a project, to be compared."""
    return (
        content.carried_by,
        content.organisation_id,
        content.carried_out_by,
        content.host_organisation_id,
    )


def require_sound_carrier(content: Content) -> None:
    """Raise Invalid, with its field, where what is said of who carries a project out cannot be kept
    even as a draft.
    """
    if content.carried_out_by not in set(CarriedOutBy):
        raise Invalid("carried_out_unknown", field="carried_out_by")
    if content.carried_out_by == CarriedOutBy.GROUP and content.carried_by != Carrier.GROUP:
        raise Invalid("group_carries_its_own", field="carried_out_by")
    if content.carried_out_by != CarriedOutBy.CITY and content.host_organisation_id is None:
        raise Invalid("host_missing", field="host_organisation_id")
    if content.carried_out_by == CarriedOutBy.CITY and content.host_organisation_id is not None:
        raise Invalid("host_for_nothing", field="host_organisation_id")


def missing_backing(content: Content, backing: Backing) -> list[Invalid]:
    """Return what the register still lacks before a project can be handed in, each as a refusal
    with its field.
    """
    missing = []
    if content.carried_by == Carrier.ORGANISATION and content.organisation_id is None:
        missing.append(Invalid("organisation_missing", field="organisation_id"))
    elif not backing.is_organisation_confirmed:
        missing.append(Invalid("proposer_unconfirmed", field="organisation_id"))
    if not backing.is_host_confirmed:
        missing.append(Invalid("host_unconfirmed", field="host_organisation_id"))
    elif backing.has_host_agreed is None:
        missing.append(Invalid("host_has_not_answered", field="host_organisation_id"))
    elif not backing.has_host_agreed:
        missing.append(Invalid("host_declined", field="host_organisation_id"))
    return missing


def require_may_answer_carrier(state: str, *, agrees: bool, has_agreed: bool) -> None:
    """Raise NotNow where an organisation would take its word back on what was handed in."""
    if has_agreed and not agrees and state != ProjectState.DRAFT:
        raise NotNow("carrier_is_fixed")


def require_answer_text(reason: str, *, agrees: bool) -> None:
    """Raise Invalid for a refusal without a reason, or with one that is too long."""
    if not agrees and not reason.strip():
        raise Invalid("carrier_reason_missing", field="reason")
    if len(reason) > MOST_ANSWER:
        raise Invalid("too_long", field="reason", most=MOST_ANSWER, used=len(reason))
