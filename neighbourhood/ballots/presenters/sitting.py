"""The ballots of a sitting as pages show them: which one this is, what comes next, all receipts.
And the panel of a ballot that waits.
"""

from dataclasses import dataclass
from datetime import datetime

from flask import url_for

from neighbourhood.ballots.queries import Sitting, SittingBallot, ballots_waiting, receipt_code
from neighbourhood.ballots.vault.keys import KeyRing
from neighbourhood.languages import _
from neighbourhood.refusals import NotNow
from neighbourhood.things import ThingKind, ThingRef
from neighbourhood.web.filters import show_deadline
from neighbourhood.web.panels import PanelView, Reading, Way


@dataclass(frozen=True)
class StepView:
    """A ballot among those of its sitting."""

    slug: str
    place: str
    number: int
    total: int
    closes_at: datetime | None


@dataclass(frozen=True)
class ReceiptView:
    """The receipt of one ballot; `code` is empty where it cannot be made again."""

    slug: str
    place: str
    code: str
    is_home: bool
    may_change: bool
    closes_at: datetime | None


def step_of(sitting: Sitting, round_id: int) -> StepView | None:
    """Return where a round's ballot stands in the sitting, None where it is the only one."""
    numbered = sitting.numbered
    # Nobody with a single ballot reads that it is the first of one.
    if len(numbered) < 2:
        return None
    steps = (
        StepView(ballot.slug, ballot.place, number, len(numbered), ballot.closes_at)
        for number, ballot in enumerate(numbered, start=1)
        if ballot.round_id == round_id
    )
    return next(steps, None)


def next_step(sitting: Sitting, round_id: int) -> StepView | None:
    """Return the ballot that waits beside that of a round, None where none does."""
    waiting = sitting.next_after(round_id)
    return None if waiting is None else step_of(sitting, waiting.round_id)


def receipts_of(sitting: Sitting, keys: KeyRing) -> list[ReceiptView]:
    """Return the receipts of all ballots that were cast, the lowest level first."""
    return [
        ReceiptView(
            slug=ballot.slug,
            place=ballot.place,
            code=_code_or_nothing(ballot, keys),
            is_home=ballot.is_home,
            may_change=ballot.may_change,
            closes_at=ballot.closes_at,
        )
        for ballot in sitting.cast
    ]


def _code_or_nothing(ballot: SittingBallot, keys: KeyRing) -> str:
    # One list may be sealed before the other; its lost code must not hide the other one.
    try:
        return receipt_code(ballot, keys)
    except NotNow:
        return ""


def waiting_panel(reader: Reading, thing: ThingRef) -> PanelView | None:
    """Tell somebody who has voted on one list which ballot of theirs still waits; on a round's page
    only those of its edition.
    """
    round_id = thing.id if thing.kind is ThingKind.ROUND else None
    waiting = ballots_waiting(reader.session, reader.actor, reader.now, round_id=round_id)
    if not waiting:
        return None
    return PanelView(
        heading=_("Another ballot waits for you"),
        sentences=tuple(
            _(
                "You can also vote on the list of %(place)s, until %(end)s.",
                place=ballot.place,
                end=show_deadline(ballot.closes_at),
            )
            for ballot in waiting
        ),
        ways=tuple(
            Way(
                _("Vote in %(place)s", place=ballot.place),
                url_for("ballots.vote", slug=ballot.slug),
            )
            for ballot in waiting
        ),
    )
