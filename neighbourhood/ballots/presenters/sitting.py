"""The ballots of a sitting as pages show them: which one this is, what comes next, all receipts.
And the panel of one's own ballots.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from flask import url_for
from markupsafe import Markup

from neighbourhood.ballots.presenters.names import place_of
from neighbourhood.ballots.queries import Sitting, SittingBallot, own_sittings, receipt_code
from neighbourhood.ballots.rules import Channel
from neighbourhood.ballots.vault.keys import KeyRing
from neighbourhood.languages import _
from neighbourhood.refusals import NotNow
from neighbourhood.things import ThingRef
from neighbourhood.web.filters import pick_text
from neighbourhood.web.installation import the_settings
from neighbourhood.web.panels import PanelView, Reading, Way
from neighbourhood.web.qr import qr_code
from neighbourhood.web.times import show_deadline


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
    """The receipt of one ballot; `code` is empty where it cannot be made again. The address and
    its QR code lead to the page that checks a code, and hold none.
    """

    slug: str
    place: str
    code: str
    check_address: str
    check_code: Markup
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
        StepView(ballot.slug, place_of(ballot), number, len(numbered), ballot.closes_at)
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
    return [_receipt(ballot, keys) for ballot in sitting.cast]


def _receipt(ballot: SittingBallot, keys: KeyRing) -> ReceiptView:
    # Not from the request, whose host is written by whoever asks.
    address = the_settings().public_url.rstrip("/") + url_for(
        "results.check_receipt", slug=ballot.slug
    )
    return ReceiptView(
        slug=ballot.slug,
        place=place_of(ballot),
        code=_code_or_nothing(ballot, keys),
        check_address=address,
        check_code=qr_code(address, _("Where you can check it")),
        is_home=ballot.is_home,
        may_change=ballot.may_change,
        closes_at=ballot.closes_at,
    )


def _code_or_nothing(ballot: SittingBallot, keys: KeyRing) -> str:
    # One list may be sealed before the other; its lost code must not hide the other one.
    try:
        return receipt_code(ballot, keys)
    except NotNow:
        return ""


def own_ballots(reader: Reading, _person: ThingRef) -> PanelView | None:
    """Tell people on their account which ballots of theirs wait and which they have cast, those of
    earlier votes included.
    """
    sittings = own_sittings(reader.session, reader.actor, reader.now)
    return panel_of([sitting for sitting in sittings.values() if sitting.cast])


def panel_of(sittings: Sequence[Sitting], told: SittingBallot | None = None) -> PanelView | None:
    """Return what one has cast and what still waits, a line for each ballot but the one that the
    page has told of already, and where to go; None where nothing is left to be told.
    """
    lines = tuple(line for sitting in sittings for line in _lines(sitting, told))
    if not lines:
        return None
    waits = any(sitting.waiting for sitting in sittings)
    return PanelView(
        heading=_("Another ballot waits for you") if waits else _("You have voted"),
        sentences=lines,
        ways=tuple(way for sitting in sittings for way in _ways(sitting, told)),
    )


def voted_in(ballot: SittingBallot) -> str:
    """Return the sentences for whoever has cast a ballot: where, and until when they may change
    it.
    """
    voted = _("You have voted in %(place)s.", place=place_of(ballot))
    if not ballot.may_change or ballot.closes_at is None:
        return voted
    again = _(
        "You can vote again until %(end)s. Only your last ballot counts.",
        end=show_deadline(ballot.closes_at),
    )
    return f"{voted} {again}"


def _lines(sitting: Sitting, told: SittingBallot | None) -> Iterator[str]:
    for ballot in _untold(sitting, told):
        # A vote that is over needs its name: there may be one of each year.
        is_past = not (sitting.is_running or sitting.is_awaited)
        name = f"{pick_text(ballot.edition)}: " if is_past else ""
        yield f"{name}{voted_in(ballot)}"
    for ballot in sitting.waiting:
        yield _can_also_vote(ballot)


def _untold(sitting: Sitting, told: SittingBallot | None) -> list[SittingBallot]:
    return [ballot for ballot in sitting.cast if ballot != told]


def _can_also_vote(ballot: SittingBallot) -> str:
    end = show_deadline(ballot.closes_at) if ballot.closes_at else ""
    return _(
        "You can also vote on the list of %(place)s, until %(end)s.",
        place=place_of(ballot),
        end=end,
    )


def _ways(sitting: Sitting, told: SittingBallot | None) -> Iterator[Way]:
    for ballot in sitting.waiting:
        label = _("Vote in %(place)s", place=place_of(ballot))
        yield Way(label, url_for("ballots.vote", slug=ballot.slug))
    for ballot in _untold(sitting, told):
        if ballot.may_change:
            label = _("Change my vote in %(place)s", place=place_of(ballot))
            yield Way(label, url_for("ballots.vote", slug=ballot.slug))
    kept = [ballot for ballot in sitting.cast if ballot.channel == Channel.ONLINE]
    # One page shows them all; where the page leads to it already, there is no second way.
    for ballot in kept[:1] if told is None else ():
        label = _("See your receipts") if len(kept) > 1 else _("See your receipt")
        yield Way(label, url_for("ballots.receipt", slug=ballot.slug))
