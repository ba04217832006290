"""The committees' part of the address space, and what its pages load."""

from flask import Blueprint

from neighbourhood.committees import queries
from neighbourhood.committees.models import Meeting
from neighbourhood.permissions import Action, decide
from neighbourhood.refusals import NotFound
from neighbourhood.rounds.models import Round
from neighbourhood.rounds.queries import round_by_slug
from neighbourhood.web import actor, session

blueprint = Blueprint("committees", __name__, url_prefix="/<language>/rounds/<slug>/committee")


def load_round(slug: str) -> Round:
    return round_by_slug(session(), slug)


def load_meeting(slug: str, meeting_id: int) -> Meeting:
    """Return a meeting of the round; before its minutes are published it is hidden from all who do
    not keep them.
    """
    meeting = queries.meeting_by_id(session(), meeting_id)
    may_keep = decide(actor(), Action.KEEP_MINUTES, meeting.round).is_allowed
    if meeting.round.slug != slug or not (meeting.published_at or may_keep):
        raise NotFound
    return meeting
