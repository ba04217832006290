"""What is done with accounts, mailed links, residency and roles; one file per subject."""

from neighbourhood.people.services.accounts import (
    NewPerson,
    change_details,
    change_password,
    create_person,
    keep_stronger_hash,
    sign_out_everywhere,
)
from neighbourhood.people.services.administrators import make_administrator
from neighbourhood.people.services.attempts import count_attempt, forget_attempts
from neighbourhood.people.services.forgetting import forget_what_expired
from neighbourhood.people.services.invitations import (
    NewAccount,
    accept_invitation,
    invite,
    invite_again,
    withdraw_invitation,
)
from neighbourhood.people.services.join_codes import (
    drop_join_code,
    drop_join_codes_of,
    make_join_code,
    spend_join_code,
)
from neighbourhood.people.services.links import (
    LinkRequest,
    ask_for_link,
    ask_for_reset,
    open_link,
    reset_password,
)
from neighbourhood.people.services.passwords import hash_password, is_right_password, is_weaker_hash
from neighbourhood.people.services.residency import (
    ask_residency,
    confirm_residency,
    refuse_residency,
    withdraw_claim,
)
from neighbourhood.people.services.roles import end_role, give_role
from neighbourhood.people.services.sign_ups import PendingAccount, ask_to_sign_up, confirm_sign_up

__all__ = [
    "LinkRequest",
    "NewAccount",
    "NewPerson",
    "PendingAccount",
    "accept_invitation",
    "ask_for_link",
    "ask_for_reset",
    "ask_residency",
    "ask_to_sign_up",
    "change_details",
    "change_password",
    "confirm_residency",
    "confirm_sign_up",
    "count_attempt",
    "create_person",
    "drop_join_code",
    "drop_join_codes_of",
    "end_role",
    "forget_attempts",
    "forget_what_expired",
    "give_role",
    "hash_password",
    "invite",
    "invite_again",
    "make_join_code",
    "spend_join_code",
    "is_right_password",
    "is_weaker_hash",
    "keep_stronger_hash",
    "make_administrator",
    "open_link",
    "refuse_residency",
    "reset_password",
    "sign_out_everywhere",
    "withdraw_claim",
    "withdraw_invitation",
]
