"""Standard reasons for a refusal: a fixed list, so that each stands in every language."""

from enum import StrEnum

from neighbourhood.refusals import Invalid


class StandardReason(StrEnum):
    """Why a project cannot be carried out; a reviewer picks one, and may write more."""

    OUTSIDE = "outside"
    ONE_INTEREST = "one_interest"
    NOT_THE_CITY = "not_the_city"
    NOT_LEGAL = "not_legal"
    NOT_PUBLIC_LAND = "not_public_land"
    TOO_DEAR = "too_dear"
    UPKEEP = "upkeep"
    NOT_BUILDABLE = "not_buildable"
    NOT_ACCESSIBLE = "not_accessible"
    PLANNED_ALREADY = "planned_already"
    TOO_LATE = "too_late"
    INCOMPLETE = "incomplete"


def require_known_reason(code: str, *, is_refusal: bool) -> None:
    """Raise Invalid for a reason that is not on the list, or without a refusal."""
    if code and code not in set(StandardReason):
        raise Invalid("standard_reason_unknown", field="standard_reason")
    if code and not is_refusal:
        raise Invalid("standard_reason_alone", field="standard_reason")
