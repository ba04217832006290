"""What is done to short lists, one verb a file."""

from neighbourhood.shortlists.services.judge import give_opinion, give_reason
from neighbourhood.shortlists.services.make import (
    ask_for_jury_list,
    confirm_jury_list,
    make_shortlist,
)
from neighbourhood.shortlists.services.manage_jury import add_jury_seat, remove_jury_seat
from neighbourhood.shortlists.services.move_support import move_support
from neighbourhood.shortlists.services.set_terms import (
    give_terms_of_edition,
    require_terms,
    set_shortlist,
)
from neighbourhood.shortlists.services.support import (
    forget_supports,
    give_support,
    take_back_support,
)

__all__ = [
    "add_jury_seat",
    "ask_for_jury_list",
    "confirm_jury_list",
    "forget_supports",
    "give_opinion",
    "give_reason",
    "give_support",
    "give_terms_of_edition",
    "make_shortlist",
    "move_support",
    "remove_jury_seat",
    "require_terms",
    "set_shortlist",
    "take_back_support",
]
