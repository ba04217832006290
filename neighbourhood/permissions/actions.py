"""Everything that somebody may or may not do, one line of meaning each."""

from enum import StrEnum


class Action(StrEnum):
    """An act that the table allows to some; an act without a row is denied to all."""

    SEE_PUBLIC_PAGES = "see_public_pages"  # read what everybody may read
    SEE_PREVIEW = "see_preview"  # read a draft by its secret link
    SIGN_IN = "sign_in"  # sign up, sign in, reset a password
    MANAGE_OWN_ACCOUNT = (
        "manage_own_account"  # change one's name, language, password; sign out everywhere
    )
    CREATE_ACCOUNT = "create_account"  # make an account without a mailed link
    ASK_RESIDENCY = "ask_residency"  # say where one lives
    SEE_RESIDENCY_CLAIMS = "see_residency_claims"  # read who says they live in the neighbourhood
    DECIDE_RESIDENCY = (
        "decide_residency"  # confirm or refuse that somebody lives in the neighbourhood
    )
    SEE_ROLES = "see_roles"  # read who holds which role
    GIVE_ROLES = "give_roles"  # give a role to somebody else, or end it
    SET_UP_CITY = "set_up_city"  # name, emblem, colour, languages, the participation strategy
    EDIT_PLACES = "edit_places"  # names, boundaries, profiles
    USE_DESK = "use_desk"  # enter the staff area
    OPEN_EDITIONS = "open_editions"  # open an edition and its rounds, set fund, dates and rules
    OPEN_VOTE = "open_vote"  # freeze the rules, make the key and open the vote
    SEAL_VOTE = "seal_vote"  # count the urn into the sealed ballots once the vote has ended
    DISCARD_BALLOTS = "discard_ballots"  # throw the ballots of a cancelled round away, unread
    RESTORE_KEY = "restore_key"  # put a lost key back from its two printed halves
    SETTLE_ROLL = "settle_roll"  # decide, as one of two, what happens where roll and urn do not fit
    MOVE_DATES = "move_dates"  # move the end of a phase later
    END_ROUNDS = "end_rounds"  # cancel a round, or say why it did not take place, as one of two
    HOLD_KEY_HALF = "hold_key_half"  # read one's own half of a round's key
    JOIN_OTHERS = "join_others"  # make and use the codes by which people join each other
    ENTER_ORGANISATION = "enter_organisation"  # put an organisation into the register
    SEE_ORGANISATION = "see_organisation"  # read what the register says of one
    EDIT_ORGANISATION = "edit_organisation"  # change what it says of itself, invite, end it
    SEE_ORGANISATIONS_DESK = "see_organisations_desk"  # read which organisations wait
    DECIDE_ORGANISATION = "decide_organisation"  # confirm or refuse an organisation
    SEE_PROJECT = "see_project"  # read a project
    PROPOSE_PROJECT = "propose_project"  # write a draft
    EDIT_PROJECT = "edit_project"  # change one's own project
    ENTER_PROJECT = "enter_project"  # enter what somebody dictates
    SEE_DICTATED = "see_dictated"  # see the desk's list of what was dictated
    SUBMIT_PROJECT = "submit_project"  # hand a draft in
    ASK_TO_JOIN = "ask_to_join"  # ask the authors of a project whether one may write it too
    ANSWER_CARRIER = "answer_carrier"  # say for an organisation whether it carries a project out
    WITHDRAW_PROJECT = "withdraw_project"  # take one's own project back
    SEE_REVIEWS = "see_reviews"  # read which projects wait for a review
    REVIEW_PROJECT = "review_project"  # judge a project with a public reason
    ASSIGN_REVIEWS = "assign_reviews"  # say which department looks at a project, and who of it
    SET_UP_REVIEWS = "set_up_reviews"  # set up departments and the sheet they answer
    EXCHANGE_REVIEWS = "exchange_reviews"  # take reviews in from a table
    APPEAL_REFUSAL = "appeal_refusal"  # ask for a second look at one's own refused project
    HOLD_VERDICTS = "hold_verdicts"  # let the verdicts of a round wait for each other
    RELEASE_VERDICTS = "release_verdicts"  # make the verdicts that wait public, all at once
    PROPOSE_MERGE = "propose_merge"  # ask the authors of several projects to make them one
    SEE_MERGE = "see_merge"  # read what the authors are asked, and who has answered
    ANSWER_MERGE = "answer_merge"  # say yes or no to it, for oneself or for a dictated project
    CLOSE_LIST = "close_list"  # let no project change any more, and draw the numbers of the ballot
    SUPPORT_PROJECT = "support_project"  # support a project for the short list
    TAKE_BACK_SUPPORT = "take_back_support"  # take one's own support back
    MANAGE_JURY = "manage_jury"  # fill the seats of a jury
    SEE_JURY_TABLE = "see_jury_table"  # see what a jury says while it works
    JUDGE_FOR_SHORTLIST = "judge_for_shortlist"  # say yes or no to a project as a juror
    LEAD_JURY = "lead_jury"  # write a jury's public reasons, and put its list forward
    CONFIRM_SHORTLIST = "confirm_shortlist"  # be the second of the two who make a jury's list
    MAKE_SHORTLIST = "make_shortlist"  # make the short list once residents' support has ended
    CAST_BALLOT = "cast_ballot"  # vote in one's own neighbourhood
    SEE_RECEIPT = "see_receipt"  # see the receipts of one's own ballots
    SEE_ROLL = "see_roll"  # see how many have voted, never who voted for what
    SEE_COMMITTEE = "see_committee"  # read a committee's seats and published minutes
    MANAGE_COMMITTEE = "manage_committee"  # fill seats, open meetings
    SEE_ALLOCATION = "see_allocation"  # see the committee's working table
    DECIDE_ALLOCATION = "decide_allocation"  # record the committee's decision on a project
    DECLARE_INTEREST = "declare_interest"  # declare one's own interest in a project
    KEEP_MINUTES = "keep_minutes"  # write and publish the minutes
    SEE_RESULTS = "see_results"  # read published results and data
    ASK_PUBLICATION = "ask_publication"  # be the first of the two who publish
    CONFIRM_PUBLICATION = "confirm_publication"  # be the second of the two who publish
    ENTER_COUNCIL_ACT = "enter_council_act"  # enter date and number of the council's act
    COMPARE_RULES = "compare_rules"  # lay a past round or a file under several rules
    READ_TRAIL = "read_trail"  # read the record of acts of power
    READ_OUTBOX = "read_outbox"  # see which messages wait, failed, or cannot be delivered
    ENTER_DEMO = "enter_demo"  # be signed in as one of the demo city's people
