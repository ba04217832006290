"""How many projects one person may write and hand in on one list."""

from neighbourhood.refusals import NotNow

#: Drafts that somebody may keep at a time.
MOST_DRAFTS = 10


def require_room_for_draft(drafts: int) -> None:
    """Raise NotNow where somebody keeps as many drafts of a round as they may."""
    if drafts >= MOST_DRAFTS:
        raise NotNow("too_many_drafts", most=MOST_DRAFTS)


def require_room_for_project(handed_in: int, *, most: int) -> None:
    """Raise NotNow where somebody has handed in as many projects of a round as its edition lets one
    person.
    """
    if handed_in >= most:
        raise NotNow("too_many_projects", most=most)
