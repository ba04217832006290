"""Everything that the first page and a round's own page show on top of a round."""

from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy.orm import Session

from neighbourhood.ballots.presenters.sitting import voted_in
from neighbourhood.ballots.queries import SittingBallot
from neighbourhood.pages.presenters import round_status
from neighbourhood.pages.presenters.teasers import Teasers, teasers_of
from neighbourhood.results.presenters.winners import Winners
from neighbourhood.rounds.models import Round
from neighbourhood.rounds.presenters.endings import EndView, end_view, states_of_phases
from neighbourhood.rounds.rules import PhaseKind
from neighbourhood.rounds.words import PHASE_NAMES
from neighbourhood.web.drawings import Timeline, timeline
from neighbourhood.web.panels import Way


@dataclass(frozen=True)
class RoundHeader:
    """A round as a reader meets it: headline, where it stands, the one act, what they can do, its
    phases, some projects.
    """

    round: Round
    headline: str
    state: str
    #: The ballot that the reader has cast here while the vote runs.
    cast: SittingBallot | None
    end: EndView | None
    is_result_late: bool
    act: Way
    rights: list[round_status.Right]
    line: Timeline
    teasers: Teasers
    winners: Winners | None


def header_of(
    session: Session,
    round_: Round,
    now: datetime,
    *,
    is_published: bool,
    sittings: round_status.Sittings,
    winners: Winners | None = None,
) -> RoundHeader:
    """Return the header of a round at an instant, for the reader of this request with these
    ballots, and who got money once that is published.
    """
    cast = round_status.ballot_cast(sittings, round_, now)
    teasers = teasers_of(session, round_, now)
    return RoundHeader(
        round=round_,
        headline=round_status.headline(round_, now, is_published=is_published),
        # What one has done is never told as still to do.
        state=voted_in(cast) if cast else _state(round_, now, winners, is_published=is_published),
        cast=cast,
        end=end_view(round_, now),
        is_result_late=round_status.is_result_late(round_, now, is_published=is_published),
        act=round_status.clear_act(round_, now, cast),
        rights=round_status.rights_in(round_, now, cast),
        line=timeline(
            round_.phases,
            now,
            PHASE_NAMES,
            states_of_phases(round_, now, is_published=is_published),
        ),
        # No project waits for the vote of somebody who has voted.
        teasers=replace(teasers, sentence="") if cast else teasers,
        winners=winners,
    )


def _state(round_: Round, now: datetime, winners: Winners | None, *, is_published: bool) -> str:
    # While the result is the news, how final it is comes first.
    if winners is not None and round_status.phase_kind(round_, now) == PhaseKind.PUBLISH:
        return winners.state
    return round_status.where_it_stands(round_, now, is_published=is_published)
