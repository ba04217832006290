"""Everything that the first page and a round's own page show on top of a round."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from neighbourhood.pages import standing
from neighbourhood.pages.samples import Sample, sample_of
from neighbourhood.rounds.models import Round
from neighbourhood.rounds.words import PHASES
from neighbourhood.web.drawings import Timeline, timeline
from neighbourhood.web.panels import Way


@dataclass(frozen=True)
class Scene:
    """A round as a reader meets it: headline, where it stands, the one act, what they can do, its
    phases, some projects.
    """

    round: Round
    headline: str
    state: str
    act: Way
    rights: list[standing.Right]
    line: Timeline
    sample: Sample


def scene_of(session: Session, round_: Round, now: datetime) -> Scene:
    """Return the scene of a round at an instant, for the reader of this request."""
    return Scene(
        round=round_,
        headline=standing.headline(round_, now),
        state=standing.where_it_stands(round_, now),
        act=standing.clear_act(round_, now),
        rights=standing.rights_in(round_, now),
        line=timeline(round_.phases, now, PHASES),
        sample=sample_of(session, round_, now),
    )
