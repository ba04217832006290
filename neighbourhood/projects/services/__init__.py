"""Writing projects, handing them in, taking them back, judging them and appealing a refusal."""

from neighbourhood.projects.services.appeal import appeal_refusal
from neighbourhood.projects.services.attached import (
    add_document,
    add_picture,
    describe_pictures,
    move_picture,
    remove_document,
    remove_picture,
)
from neighbourhood.projects.services.authors import (
    answer_join_request,
    ask_to_join,
    drop_author_invitation,
    invite_author,
    join_project,
    remove_author,
    show_name,
)
from neighbourhood.projects.services.carrying import answer_carrier
from neighbourhood.projects.services.categories import add_category, delete_category
from neighbourhood.projects.services.close_list import close_list, draw_list
from neighbourhood.projects.services.constraints import set_constraints
from neighbourhood.projects.services.dictate import enter_project, tell_author
from neighbourhood.projects.services.hold import release_held, release_verdicts, set_holding
from neighbourhood.projects.services.letters import addressees_of, remind_of_question
from neighbourhood.projects.services.merge import (
    answer_merge,
    call_off_merge,
    end_if_over,
    may_call_off,
    propose_merge,
)
from neighbourhood.projects.services.prices import (
    add_price,
    change_price,
    end_price,
    import_prices,
    price_of,
)
from neighbourhood.projects.services.review import review_project
from neighbourhood.projects.services.share import share_project, stop_sharing
from neighbourhood.projects.services.store import store_document, store_picture
from neighbourhood.projects.services.submit import (
    answer_question,
    submit_project,
    withdraw_project,
)
from neighbourhood.projects.services.write import (
    change_part,
    content_of,
    edit_project,
    missing_of,
    write_draft,
)

__all__ = [
    "answer_carrier",
    "add_document",
    "add_picture",
    "describe_pictures",
    "missing_of",
    "move_picture",
    "remove_document",
    "remove_picture",
    "add_price",
    "change_price",
    "end_price",
    "import_prices",
    "price_of",
    "add_category",
    "addressees_of",
    "answer_join_request",
    "answer_question",
    "answer_merge",
    "appeal_refusal",
    "ask_to_join",
    "call_off_merge",
    "end_if_over",
    "may_call_off",
    "propose_merge",
    "change_part",
    "close_list",
    "delete_category",
    "draw_list",
    "content_of",
    "drop_author_invitation",
    "edit_project",
    "enter_project",
    "invite_author",
    "join_project",
    "release_held",
    "release_verdicts",
    "remind_of_question",
    "remove_author",
    "review_project",
    "set_constraints",
    "set_holding",
    "share_project",
    "show_name",
    "stop_sharing",
    "store_document",
    "store_picture",
    "submit_project",
    "tell_author",
    "withdraw_project",
    "write_draft",
]
