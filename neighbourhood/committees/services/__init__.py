"""What is done in committees, one subject a file."""

from neighbourhood.committees.services.declare_interest import (
    declare_interest,
    enter_interest,
    recuse_authors,
)
from neighbourhood.committees.services.keep_minutes import publish_minutes, write_minutes
from neighbourhood.committees.services.manage_seats import add_seat, end_seat
from neighbourhood.committees.services.open_meeting import open_meeting
from neighbourhood.committees.services.record_decision import record_decision

__all__ = [
    "add_seat",
    "declare_interest",
    "end_seat",
    "enter_interest",
    "open_meeting",
    "publish_minutes",
    "record_decision",
    "recuse_authors",
    "write_minutes",
]
