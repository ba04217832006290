"""Where a round stands, the one clear act in it, and what the reader can do now: if not, why not
and how they could.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from flask import request, url_for

from neighbourhood.ballots.queries import Sitting, SittingBallot
from neighbourhood.ballots.rules import require_casting
from neighbourhood.languages import _, with_values
from neighbourhood.pages import words
from neighbourhood.permissions import decide
from neighbourhood.places.presenters import place_name
from neighbourhood.refusals import NotNow
from neighbourhood.rounds.models import Round
from neighbourhood.rounds.presenters.endings import AFTER_RESULT, end_of
from neighbourhood.rounds.rules import (
    PhaseKind,
    current_phase,
    has_ended,
    next_phase,
    phase_of,
    require_phase,
)
from neighbourhood.rounds.rules.endings import awaits_opening
from neighbourhood.rounds.words import PHASES, QUIET_HEADLINE
from neighbourhood.rounds.words.endings import ENDINGS, NO_RESULT_YET, RESULT_TO_COME
from neighbourhood.web import actor
from neighbourhood.web.filters import show_money
from neighbourhood.web.panels import Way
from neighbourhood.web.times import show_date, show_last_day
from neighbourhood.web.words import sentence

#: The reader's own ballots: number of an edition -> its sitting.
Sittings = Mapping[int, Sitting]


@dataclass(frozen=True)
class Right:
    """Something one may or may not do now: where, or why not and how one could."""

    label: str
    way: Way | None = None
    reason: str = ""
    remedy: Way | None = None


def phase_kind(round_: Round, now: datetime) -> PhaseKind | None:
    """Return the kind of the phase that runs, None between phases and once the round has ended
    badly.
    """
    if end_of(round_, now) is not None:
        return None
    phase = current_phase(round_.phases, now)
    return PhaseKind(phase.kind) if phase else None


def is_over(round_: Round, now: datetime) -> bool:
    """Say whether the round's last phase has ended, or the round itself has, badly."""
    if end_of(round_, now) is not None:
        return True
    return bool(round_.phases) and all(
        phase.ends_at is not None and phase.ends_at <= now for phase in round_.phases
    )


def is_result_late(round_: Round, now: datetime, *, is_published: bool) -> bool:
    """Say whether the dates of a round tell of a result that is not there: nothing was published,
    and the projects should be carried out already.
    """
    if is_published or phase_of(round_.phases, PhaseKind.VOTE) is None:
        return False
    return is_over(round_, now) or phase_kind(round_, now) == PhaseKind.DELIVER


def where_it_stands(round_: Round, now: datetime, *, is_published: bool) -> str:
    """Return one sentence: how it ended badly, what happens until when, or what comes next."""
    end = end_of(round_, now)
    if end is not None:
        return str(ENDINGS[end].sentence)
    if is_result_late(round_, now, is_published=is_published):
        return str(NO_RESULT_YET)
    if is_published and phase_kind(round_, now) == PhaseKind.PUBLISH:
        return str(PHASES[PhaseKind.PUBLISH].running)
    phase, coming = current_phase(round_.phases, now), next_phase(round_.phases, now)
    if phase is not None:
        of_phase = PHASES[phase.kind]
        if awaits_opening(round_, now):
            # Nobody is told to vote where the vote still lacks something.
            return sentence(NotNow("vote_not_opened"))
        if phase.ends_at is None:
            return str(of_phase.running)
        return with_values(of_phase.until, {"day": show_last_day(phase.ends_at)})
    if coming is not None:
        of_phase = PHASES[coming.kind]
        return with_values(of_phase.begins, {"day": show_date(coming.starts_at)})
    return _("This round is over.")


def headline(round_: Round, now: datetime, *, is_published: bool) -> str:
    """Return the round's money and what one is asked to do."""
    end, kind = end_of(round_, now), phase_kind(round_, now)
    pattern = PHASES[kind].headline if kind else QUIET_HEADLINE
    if end is not None:
        pattern = ENDINGS[end].headline
    elif kind in AFTER_RESULT and not is_published:
        pattern = RESULT_TO_COME
    elif awaits_opening(round_, now):
        pattern = QUIET_HEADLINE
    name = str(place_name(round_.place))
    return with_values(pattern, {"amount": show_money(round_.fund.amount), "name": name})


def ballot_cast(sittings: Sittings, round_: Round, now: datetime) -> SittingBallot | None:
    """Return the ballot that the reader has cast on the level of a round whose vote runs, be it
    there or where they lived before; None where they have cast none.
    """
    # Strangers and people of elsewhere are told who may vote.
    if phase_kind(round_, now) != PhaseKind.VOTE or round_.place_id not in actor().place_ids:
        return None
    sitting = sittings.get(round_.edition_id)
    ballot = sitting.on_level(round_.level) if sitting else None
    return ballot if ballot is not None and ballot.is_cast else None


def clear_act(round_: Round, now: datetime, cast: SittingBallot | None) -> Way:
    """Return the one act that fits the phase; between phases that is reading the projects, and at
    the end the result. Whoever has cast their ballot is not told to vote.
    """
    kind = phase_kind(round_, now)
    if end_of(round_, now) is None and is_over(round_, now):
        kind = PhaseKind.PUBLISH
    # The phase begins by the clock, the vote when the worker has opened it: no button between.
    if kind is None or awaits_opening(round_, now):
        return Way(_("See the projects"), url_for("projects.list", slug=round_.slug))
    if cast is not None and kind == PhaseKind.VOTE:
        return _way_to_receipt(cast)
    of_phase = PHASES[kind]
    return Way(str(of_phase.act), url_for(of_phase.act_page, slug=round_.slug))


def _way_to_receipt(cast: SittingBallot) -> Way:
    return Way(_("See your receipt"), url_for("ballots.receipt", slug=cast.slug))


def rights_in(round_: Round, now: datetime, cast: SittingBallot | None) -> list[Right]:
    """Return what can be done in the round; what is over for good is left out, and so is the
    committee for those without a seat.
    """
    if end_of(round_, now) is not None:
        return []
    open_kinds = [
        kind
        for kind in words.RIGHTS
        if phase_of(round_.phases, kind)
        and not has_ended(round_.phases, kind, now)
        and (kind != PhaseKind.ALLOCATE or actor().seat_in(round_.id))
    ]
    return [
        _right_used(round_, cast)
        if cast is not None and kind == PhaseKind.VOTE
        else _right(kind, round_, now)
        for kind in open_kinds
    ]


def _right_used(round_: Round, cast: SittingBallot) -> Right:
    """Say that the reader has voted: here, where they may change it, or where they lived before."""
    label = str(words.RIGHTS[PhaseKind.VOTE].label)
    if cast.round_id != round_.id:
        elsewhere = NotNow("voted_elsewhere", place=cast.place)
        return Right(label, reason=sentence(elsewhere), remedy=_way_to_receipt(cast))
    voted = _("You have voted in %(place)s.", place=cast.place)
    change = Way(_("Change my vote"), url_for("ballots.vote", slug=round_.slug))
    return Right(label, reason=voted, way=change if cast.may_change else None)


def _right(kind: PhaseKind, round_: Round, now: datetime) -> Right:
    right = words.RIGHTS[kind]
    label = str(right.label)
    is_allowed = decide(actor(), right.action, round_).is_allowed
    reason = _why_not_now(kind, round_, now)
    if is_allowed and not reason:
        return Right(label, way=Way(label, url_for(right.page, slug=round_.slug)))
    if is_allowed:
        return Right(label, reason=reason)
    # Whoever may not do it at all reads both: when it is done, and by whom.
    name = str(place_name(round_.place))
    who = with_values(right.who_may, {"name": name})
    remedy = _remedy()
    if kind == PhaseKind.VOTE and not reason and actor().place_id is None:
        # Its page says step by step what it takes, and what of it is done.
        how = _("How to vote in %(place)s", place=name)
        remedy = Way(how, url_for(right.page, slug=round_.slug))
    return Right(label, reason=f"{reason} {who}".strip(), remedy=remedy)


def _why_not_now(kind: PhaseKind, round_: Round, now: datetime) -> str:
    try:
        # The vote has more reasons than its phase: not opened yet, stopped, sealed.
        if kind == PhaseKind.VOTE:
            require_casting(round_, now)
        require_phase(round_.phases, kind, now)
    except NotNow as refusal:
        return sentence(refusal)
    return ""


def _remedy() -> Way | None:
    """Return how the reader could come to be allowed; a resident of elsewhere is shown their own
    neighbourhood.
    """
    if not actor().is_signed_in:
        return Way(_("Sign in"), url_for("people.sign_in", next=request.path))
    if actor().place_id is None:
        return Way(_("Have your residency confirmed"), url_for("people.residency"))
    return Way(_("See my neighbourhood"), url_for("pages.home"))
