"""When two projects may be marked as one that stands on two lists of an edition."""

from collections.abc import Sequence
from typing import Any

from neighbourhood.projects.rules.standing import HOPEFUL_STATES
from neighbourhood.refusals import Invalid, NotNow


def require_sharable(projects: Sequence[Any], *, is_shared: bool) -> None:
    """Raise a refusal unless these two projects may become one; `is_shared` says whether one of
    them stands on another list already. They offer the model's fields.
    """
    one, other = projects
    rounds = [project.round for project in projects]
    if one.round.edition_id != other.round.edition_id or one.round.level == other.round.level:
        raise Invalid("shared_not_two_levels", field="other")
    require_not_opened(rounds)
    if is_shared:
        raise NotNow("shared_already", field="other")
    for project in projects:
        if project.state not in HOPEFUL_STATES:
            raise NotNow("shared_not_hopeful", field="other", project=project.title)
        # It would be paid whatever the other list says, and so perhaps twice.
        if project.funding is not None:
            raise NotNow("shared_funded_beforehand", field="other", project=project.title)


def require_not_opened(rounds: Sequence[Any]) -> None:
    """Raise NotNow where the vote of one of these rounds was opened: what it says of projects on
    two lists is frozen.
    """
    for round_ in rounds:
        if round_.opened_at is not None or round_.sealed_at is not None:
            raise NotNow("shared_after_opening", place=round_.place.name)
