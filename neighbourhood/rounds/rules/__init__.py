"""Where a round stands by the clock, and what may happen to its dates, money and rules."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from typing import NamedTuple, Protocol
from zoneinfo import ZoneInfo

from neighbourhood.money import Money
from neighbourhood.refusals import Invalid, NotNow


class PhaseKind(StrEnum):
    """The phases of a round, in the order of its life."""

    PROPOSE = "propose"
    SHORTLIST = "shortlist"
    REVIEW = "review"
    VOTE = "vote"
    ALLOCATE = "allocate"
    PUBLISH = "publish"
    DELIVER = "deliver"


class DecidedBy(StrEnum):
    """Who decides in an edition: a committee with the vote as its advice, or the vote alone."""

    COMMITTEE = "committee"
    VOTE = "vote"


class PublishedBallots(StrEnum):
    """What is published of the ballots: each without its owner, or the votes of each project."""

    BALLOTS = "ballots"
    COUNTS = "counts"


class SettledFirst(StrEnum):
    """Which lists of an edition on several levels are settled first: those of the lower places, as
    in Warsaw, or those of the higher ones.
    """

    LOWER = "lower"
    HIGHER = "higher"


class Ending(StrEnum):
    """How a round ended badly: its vote could not open, or it was cancelled."""

    NOT_HELD = "not_held"
    CANCELLED = "cancelled"


class LedgerKind(StrEnum):
    """What an entry of a fund's ledger does with the money."""

    GRANTED = "granted"
    ALLOCATED = "allocated"
    RELEASED = "released"
    PAID = "paid"
    RETURNED = "returned"


#: Kind of entry -> the total of the fund that it changes, and in which direction.
LEDGER_CHANGES = {
    LedgerKind.GRANTED: ("amount", 1),
    LedgerKind.ALLOCATED: ("allocated", 1),
    LedgerKind.RELEASED: ("allocated", -1),
    LedgerKind.PAID: ("paid", 1),
    LedgerKind.RETURNED: ("paid", -1),
}


class Unseen(Protocol):
    """An edition as far as it may be a draft."""

    @property
    def is_draft(self) -> bool:
        """Say whether the edition has not been made public."""
        ...


def require_draft(edition: Unseen) -> None:
    """Raise NotNow for what everybody may see: it is not deleted, and its dates are promises."""
    if not edition.is_draft:
        raise NotNow("edition_is_public")


class Dates(NamedTuple):
    """When a phase runs: from `starts_at`, before `ends_at` (None: open end)."""

    kind: str
    starts_at: datetime
    ends_at: datetime | None


class Dated(Protocol):
    """A phase as the clock sees it: from `starts_at`, before `ends_at` (None: open end)."""

    @property
    def kind(self) -> str:
        """Return which phase it is, as a PhaseKind's value."""
        ...

    @property
    def starts_at(self) -> datetime:
        """Return the instant at which it begins."""
        ...

    @property
    def ends_at(self) -> datetime | None:
        """Return the instant before which it ends."""
        ...


def is_running(phase: Dated, now: datetime) -> bool:
    """Say whether the phase runs at `now`; its end is exclusive."""
    return phase.starts_at <= now and (phase.ends_at is None or now < phase.ends_at)


def phase_of(phases: Sequence[Dated], kind: str) -> Dated | None:
    """Return the phase of this kind, or None where the round has none."""
    return next((phase for phase in phases if phase.kind == kind), None)


def current_phase(phases: Sequence[Dated], now: datetime) -> Dated | None:
    """Return the phase that runs at `now`; between phases and before the first there is none."""
    return next((phase for phase in reversed(phases) if is_running(phase, now)), None)


def next_phase(phases: Sequence[Dated], now: datetime) -> Dated | None:
    """Return the first phase that begins after `now`."""
    return next((phase for phase in phases if phase.starts_at > now), None)


def is_in(phases: Sequence[Dated], kind: str, now: datetime) -> bool:
    """Say whether the phase of this kind runs at `now`."""
    phase = phase_of(phases, kind)
    return phase is not None and is_running(phase, now)


def has_begun(phases: Sequence[Dated], kind: str, now: datetime) -> bool:
    """Say whether the phase of this kind has begun at `now`, be it over or not."""
    phase = phase_of(phases, kind)
    return phase is not None and phase.starts_at <= now


def has_ended(phases: Sequence[Dated], kind: str, now: datetime) -> bool:
    """Say whether the phase of this kind is over at `now`."""
    phase = phase_of(phases, kind)
    return phase is not None and phase.ends_at is not None and phase.ends_at <= now


def require_phase(phases: Sequence[Dated], kind: str, now: datetime) -> None:
    """Raise NotNow unless the phase of this kind runs: too early says when it begins, too late when
    it ended.
    """
    phase = phase_of(phases, kind)
    if phase is None:
        raise NotNow(f"{kind}_never")
    if now < phase.starts_at:
        raise NotNow(f"{kind}_not_yet", starts=phase.starts_at)
    if not is_running(phase, now):
        raise NotNow(f"{kind}_over", ended=phase.ends_at)


class Shortlisted(Protocol):
    """A round as far as it says whether its short list was made."""

    @property
    def phases(self) -> Sequence[Dated]:
        """Return its phases in their order."""
        ...

    @property
    def shortlisted_at(self) -> datetime | None:
        """Return when its short list was made."""
        ...


def awaits_shortlist(round_: Shortlisted) -> bool:
    """Say whether the round has a phase for a short list, and the list was not made yet."""
    has_phase = phase_of(round_.phases, PhaseKind.SHORTLIST) is not None
    return has_phase and round_.shortlisted_at is None


def require_phases(phases: Sequence[Dated], *, has_committee: bool) -> None:
    """Raise Invalid unless the phases of a round are fit to begin: at least one, in the order of
    their kinds and of their dates, with one of allocation where a committee decides.
    """
    kinds = [phase.kind for phase in phases]
    in_order = [kind for kind in PhaseKind if kind in kinds]
    if not kinds or kinds != in_order:
        raise Invalid("phases_out_of_order")
    if has_committee and PhaseKind.ALLOCATE not in kinds:
        raise Invalid("phase_missing", phase="allocate")
    require_dates_in_order(phases)


def require_dates_in_order(phases: Sequence[Dated]) -> None:
    """Raise Invalid where a phase ends before it begins, or begins before the one before
    has ended.
    """
    for phase in phases:
        if phase.ends_at is not None and phase.ends_at <= phase.starts_at:
            raise Invalid("phase_ends_too_early", field=f"{phase.kind}_ends_at", phase=phase.kind)
    for before, after in zip(phases, phases[1:], strict=False):
        if before.ends_at is None or after.starts_at < before.ends_at:
            raise Invalid(
                "phases_overlap",
                field=f"{after.kind}_starts_at",
                before=before.kind,
                after=after.kind,
            )


def start_of_day(day: date, zone: ZoneInfo) -> datetime:
    """Return the instant at which a day begins on the city's clocks; where they skip midnight, the
    instant they jump.
    """
    return datetime.combine(day, time(0), tzinfo=zone).astimezone(UTC)


def consecutive(
    lengths: Sequence[tuple[str, int | None]], first_day: date, zone: ZoneInfo
) -> list[Dates]:
    """Return phases of so many whole days each, one after the other from `first_day`; a length of
    None is an open end.
    """
    dates: list[Dates] = []
    for kind, days in lengths:
        starts_at = start_of_day(first_day, zone)
        if days is not None:
            first_day += timedelta(days=days)
        dates.append(
            Dates(kind, starts_at, None if days is None else start_of_day(first_day, zone))
        )
    return dates


def is_settled_before(first: str, level: int, other: int) -> bool:
    """Say whether the lists of a level are settled before those of another; a greater number stands
    lower in the tree of places.
    """
    return level > other if first == SettledFirst.LOWER else level < other


def require_within_fund(asked: Money, left: Money) -> None:
    """Raise NotNow where more is asked for than is left in the fund."""
    if asked > left:
        raise NotNow("fund_exceeded", asked=asked, left=left)
