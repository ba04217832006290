"""Who may do what: each act with the ways to be allowed; every fact of one way must hold.

`A.SEE_ROLL: ((f.is_staff,), (f.is_officer_here,))` reads: a member of the staff may see the roll,
and so may an officer of this neighbourhood. An act without a row is denied to all.
"""

from neighbourhood.permissions import facts as f
from neighbourhood.permissions.actions import Action as A  # noqa: N817 - the table reads better with one letter

#: One way to be allowed: facts that must all hold.
Way = tuple[f.Fact, ...]

#: Act -> any of these ways -> all of these facts.
TABLE: dict[A, tuple[Way, ...]] = {
    # Everybody, and one's own account.
    A.SEE_PUBLIC_PAGES: ((f.anyone,),),
    # The secret in the address is the permission.
    A.SEE_PREVIEW: ((f.anyone,),),
    A.SIGN_IN: ((f.anyone,),),
    A.MANAGE_OWN_ACCOUNT: ((f.is_signed_in,),),
    A.CREATE_ACCOUNT: ((f.is_system,),),
    # Where people live.
    A.ASK_RESIDENCY: ((f.is_signed_in,),),
    A.SEE_RESIDENCY_CLAIMS: ((f.is_officer,),),
    A.DECIDE_RESIDENCY: ((f.is_officer_here, f.is_not_self),),
    # Roles, the city and its neighbourhoods.
    A.SEE_ROLES: ((f.is_administrator,), (f.is_system,)),
    A.GIVE_ROLES: ((f.is_administrator, f.is_not_self), (f.is_system,)),
    A.SET_UP_CITY: ((f.is_staff,), (f.is_administrator,), (f.is_system,)),
    A.EDIT_PLACES: ((f.is_staff,), (f.is_administrator,), (f.is_system,)),
    A.USE_DESK: ((f.is_officer,), (f.is_reviewer,), (f.is_staff,), (f.is_administrator,)),
    # Editions, rounds and the vote.
    A.OPEN_EDITIONS: ((f.is_staff,), (f.is_system,)),
    A.OPEN_VOTE: ((f.is_staff,), (f.is_system,)),
    A.SEAL_VOTE: ((f.is_system,),),
    A.DISCARD_BALLOTS: ((f.is_system,),),
    A.RESTORE_KEY: ((f.is_system,),),
    A.SETTLE_ROLL: ((f.is_staff,),),
    A.MOVE_DATES: ((f.is_staff,),),
    A.END_ROUNDS: ((f.is_staff,),),
    A.HOLD_KEY_HALF: ((f.holds_key_half,),),
    # Organisations, and joining others.
    A.JOIN_OTHERS: ((f.is_signed_in,),),
    A.ENTER_ORGANISATION: ((f.is_signed_in,),),
    A.SEE_ORGANISATION: ((f.is_public,), (f.is_member,), (f.is_officer_here,)),
    A.EDIT_ORGANISATION: ((f.is_member,), (f.is_officer_here,)),
    A.SEE_ORGANISATIONS_DESK: ((f.is_officer,),),
    A.DECIDE_ORGANISATION: ((f.is_officer_here, f.is_not_member),),
    # Projects.
    A.SEE_PROJECT: ((f.is_public,), (f.is_author,), (f.is_scribe,)),
    A.PROPOSE_PROJECT: ((f.lives_in_place,),),
    A.ENTER_PROJECT: ((f.is_officer_here,),),
    A.SEE_DICTATED: ((f.is_officer,),),
    A.EDIT_PROJECT: ((f.is_author,), (f.is_scribe,)),
    A.SUBMIT_PROJECT: ((f.is_author, f.lives_in_place), (f.is_scribe,)),
    A.WITHDRAW_PROJECT: ((f.is_author,), (f.is_scribe,)),
    A.ANSWER_CARRIER: ((f.is_member,),),
    A.ASK_TO_JOIN: ((f.is_signed_in, f.is_public, f.is_not_author),),
    A.SEE_REVIEWS: ((f.is_reviewer,), (f.is_staff,)),
    A.REVIEW_PROJECT: (
        (f.is_reviewer, f.is_not_author, f.has_not_entered, f.is_not_member),
        (f.is_staff, f.is_not_author, f.has_not_entered, f.is_not_member),
    ),
    # A reviewer only passes on what is their own department's.
    A.ASSIGN_REVIEWS: ((f.is_staff,), (f.is_reviewer,), (f.is_system,)),
    A.SET_UP_REVIEWS: ((f.is_staff,), (f.is_system,)),
    A.EXCHANGE_REVIEWS: ((f.is_staff,),),
    A.APPEAL_REFUSAL: ((f.is_author,), (f.is_scribe,)),
    A.HOLD_VERDICTS: ((f.is_staff,),),
    A.RELEASE_VERDICTS: ((f.is_staff,), (f.is_system,)),
    A.PROPOSE_MERGE: ((f.is_author,), (f.is_reviewer,), (f.is_staff,)),
    A.SEE_MERGE: ((f.is_author,), (f.is_officer_here,), (f.is_reviewer,), (f.is_staff,)),
    A.ANSWER_MERGE: ((f.is_author,), (f.is_officer_here,)),
    A.CLOSE_LIST: ((f.is_staff,),),
    # Short lists.
    A.SUPPORT_PROJECT: ((f.lives_in_place,),),
    # Wherever they live by then.
    A.TAKE_BACK_SUPPORT: ((f.is_signed_in,),),
    A.MANAGE_JURY: ((f.is_staff,),),
    A.SEE_JURY_TABLE: ((f.sits_on_jury,), (f.is_staff,)),
    A.JUDGE_FOR_SHORTLIST: ((f.sits_on_jury,),),
    A.LEAD_JURY: ((f.leads_jury,), (f.is_staff,)),
    A.CONFIRM_SHORTLIST: ((f.is_staff,),),
    A.MAKE_SHORTLIST: ((f.is_system,),),
    # Ballots.
    A.CAST_BALLOT: ((f.lives_in_place,),),
    # By the voter's own right, which stays where it was used when they move.
    A.SEE_RECEIPT: ((f.is_signed_in,),),
    A.SEE_ROLL: ((f.is_staff,), (f.is_officer_here,)),
    # Committees.
    A.SEE_COMMITTEE: ((f.anyone,),),
    A.MANAGE_COMMITTEE: ((f.is_staff,),),
    A.SEE_ALLOCATION: ((f.sits_on_committee,), (f.is_staff,)),
    A.DECIDE_ALLOCATION: ((f.sits_on_committee,),),
    A.DECLARE_INTEREST: ((f.sits_on_committee,),),
    A.KEEP_MINUTES: ((f.sits_on_committee,), (f.is_staff,)),
    # Results.
    A.SEE_RESULTS: ((f.anyone,),),
    A.ASK_PUBLICATION: ((f.is_staff,),),
    A.CONFIRM_PUBLICATION: ((f.is_staff,),),
    A.ENTER_COUNCIL_ACT: ((f.is_staff,),),
    A.COMPARE_RULES: ((f.is_staff,),),
    # What the staff look into, and the demo city.
    A.READ_TRAIL: ((f.is_staff,), (f.is_administrator,)),
    A.READ_OUTBOX: ((f.is_staff,), (f.is_administrator,)),
    A.ENTER_DEMO: ((f.is_demo,),),
}
