"""When a result may be published, what of its turnout, and where a decision departs from a vote."""

from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from neighbourhood.refusals import Invalid, NotNow
from neighbourhood.rounds.rules import PhaseKind, phase_of
from neighbourhood.rounds.rules.endings import Endable, require_going_on

#: The turnout by channel is published only where each channel has at least so many voters: of a
#: handful who voted on paper, everybody knows who they are.
LEAST_PER_CHANNEL = 10


@dataclass(frozen=True)
class CountedProject:
    """What a departure is judged by: whether the count chose the project, and its cost in minor
    units.
    """

    reference: str
    is_selected: bool
    cost: int


def require_publishable(round_: Endable, now: datetime) -> None:
    """Raise NotNow for a round that has ended badly, before the ballots are sealed, or before the
    phase of publishing has begun.
    """
    require_going_on(round_, now)
    if round_.sealed_at is None:
        raise NotNow("results_not_sealed")
    publish = phase_of(round_.phases, PhaseKind.PUBLISH)
    if publish is not None and now < publish.starts_at:
        raise NotNow("publish_not_yet", starts=publish.starts_at)


def require_decisions(chosen: Mapping[str, int], decided: Container[str]) -> None:
    """Raise NotNow while the committee has said nothing on a project the vote has chosen; `chosen`
    are their numbers by reference.
    """
    missing = sorted(number for reference, number in chosen.items() if reference not in decided)
    if missing:
        raise NotNow("decisions_missing", missing=", ".join(map(str, missing)))


def require_reason(version: int, reason: str) -> None:
    """Raise Invalid for a correction that does not say why."""
    if version > 1 and not reason.strip():
        raise Invalid("correction_needs_reason", field="reason")


def require_same_content(asked: str, now_is: str) -> None:
    """Raise NotNow where what would be published is no longer what the first person saw."""
    if asked != now_is:
        raise NotNow("content_changed")


def require_unanswered(answered_at: datetime | None) -> None:
    """Raise NotNow for a request that was already answered."""
    if answered_at is not None:
        raise NotNow("request_answered")


def published_channels(voters: Mapping[str, int]) -> dict[str, int]:
    """Return the turnout by channel where every channel that was used has enough voters, else
    nothing.
    """
    # All or nothing: the small one would follow from the others and the total.
    used = {channel: number for channel, number in voters.items() if number}
    return used if all(number >= LEAST_PER_CHANNEL for number in used.values()) else {}


def departures(
    counted: Iterable[CountedProject], amounts: Mapping[str, int]
) -> list[tuple[str, str]]:
    """Return (reference, kind) of each project on which the committee departed from the vote;
    `amounts` are what it gave, by reference.

    Kinds: `not_funded` though the vote chose it, `funded` though it did not, `other_amount` than
    its cost.
    """
    kinds = [
        (project.reference, _departure(project, amounts.get(project.reference, 0)))
        for project in counted
    ]
    return [(reference, kind) for reference, kind in kinds if kind is not None]


def _departure(counted: CountedProject, amount: int) -> str | None:
    if counted.is_selected and not amount:
        return "not_funded"
    if not counted.is_selected:
        return "funded" if amount else None
    return None if amount == counted.cost else "other_amount"


def require_act(body: str, number: str, decided_on: date, today: date) -> None:
    """Raise Invalid for an act without body or number, or of a day that has not come."""
    if not body.strip():
        raise Invalid("act_needs_body", field="body")
    if not number.strip():
        raise Invalid("act_needs_number", field="number")
    if decided_on > today:
        raise Invalid("act_in_future", field="decided_on")
