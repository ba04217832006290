"""How a phase may move once its edition is public, and what that does to the phases after it."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from neighbourhood.refusals import Invalid, NotNow
from neighbourhood.rounds.rules import Dated, Dates, PhaseKind

#: Beyond a year a slip of the pen is likelier than a wish.
FURTHEST = timedelta(days=366)
#: What voters go by once the rules of the vote are frozen.
BOUND_BY_FREEZING = (
    PhaseKind.PROPOSE,
    PhaseKind.SHORTLIST,
    PhaseKind.REVIEW,
    PhaseKind.VOTE,
)


def require_movable(phases: Sequence[Dated], new: Dates, now: datetime, *, is_frozen: bool) -> None:
    """Raise a refusal unless the phase of this kind may have these dates.

    One that has begun, or that the frozen rules of the vote name, only ends later, and only before
    its end has come. Any other may move anywhere ahead, but not into the phase before it.
    """
    position = [phase.kind for phase in phases].index(new.kind)
    old = phases[position]
    if old.starts_at <= now or (is_frozen and old.kind in BOUND_BY_FREEZING):
        _require_only_later_end(old, new, now)
    else:
        if (old.starts_at, old.ends_at) == (new.starts_at, new.ends_at):
            raise Invalid("move_changes_nothing", field="new_end")
        _require_ahead(phases[:position], new, now)
        if new.ends_at is None and old is not phases[-1]:
            raise Invalid("end_missing", field="new_end")
    _require_near(old, new)


def _require_only_later_end(old: Dated, new: Dates, now: datetime) -> None:
    if old.ends_at is None or old.ends_at <= now:
        raise NotNow("end_has_come")
    if new.starts_at != old.starts_at:
        if old.starts_at <= now:
            raise NotNow("phase_has_begun", field="new_start", started=old.starts_at)
        raise NotNow("vote_is_frozen", field="new_start")
    if new.ends_at is None or new.ends_at <= old.ends_at:
        raise Invalid("end_only_later", field="new_end", end=old.ends_at)


def _require_ahead(before: Sequence[Dated], new: Dates, now: datetime) -> None:
    if new.starts_at <= now:
        raise Invalid("start_not_ahead", field="new_start")
    if new.ends_at is not None and new.ends_at <= new.starts_at:
        raise Invalid("phase_ends_too_early", field="new_end", phase=new.kind)
    end_before = before[-1].ends_at if before else None
    if end_before is not None and new.starts_at < end_before:
        kinds = {"before": before[-1].kind, "after": new.kind}
        raise Invalid("phases_overlap", field="new_start", **kinds)


def _require_near(old: Dated, new: Dates) -> None:
    if abs(new.starts_at - old.starts_at) > FURTHEST:
        raise Invalid("move_too_far", field="new_start")
    if old.ends_at and new.ends_at and abs(new.ends_at - old.ends_at) > FURTHEST:
        raise Invalid("move_too_far", field="new_end")


def after_move(phases: Sequence[Dated], new: Dates) -> list[Dates]:
    """Return all phases with one of them moved; a later one that would begin before it ends is
    pushed on and keeps its length.
    """
    moved: list[Dates] = []
    for phase in phases:
        dates = Dates(phase.kind, phase.starts_at, phase.ends_at)
        if phase.kind == new.kind:
            dates = new
        barrier = moved[-1].ends_at if moved else None
        if barrier is not None and dates.starts_at < barrier:
            # An open end stays open.
            ends_at = dates.ends_at and dates.ends_at + (barrier - dates.starts_at)
            dates = Dates(dates.kind, barrier, ends_at)
        moved.append(dates)
    return moved
