"""Why something about a vote or a ballot is refused, and what alarms say."""

from neighbourhood.languages import _dl, _l

REFUSALS = {
    "form_incomplete": _l("This ballot did not arrive whole. Please open your ballot again."),
    "ballot_changed_meanwhile": _l(
        "You have cast a ballot since you opened this page. That one counts. To change it, open "
        "your ballot again."
    ),
    "voted_elsewhere": _l(
        "You have already voted in %(place)s. Your vote stays there, also if you have moved since, "
        "so you do not vote here again."
    ),
    "voted_on_paper": _l(
        "You have voted on paper. If this is not so, please tell the city at once."
    ),
    "vote_not_opened": _l("The vote has not been opened yet."),
    "vote_sealed": _l("The vote is over and its ballots are sealed."),
    "vote_not_sealed": _dl("This vote is not sealed."),
    "vote_not_cancelled": _dl("This vote was not cancelled."),
    "key_not_destroyed": _dl("The key of this vote still exists."),
    "ballots_not_discarded": _dl("There are still ballots of this vote."),
    "vote_stopped": _l(
        "Voting is paused while two people check the list of voters. Please come back later; your "
        "right to vote is not lost."
    ),
    "key_missing": _l(
        "Voting is not possible right now: the key that keeps ballots secret cannot be read. The "
        "city has been told. Please come back later."
    ),
    "ballots_do_not_match": _l(
        "Voting is paused: the ballots do not fit the list of voters. Two people will look at it. "
        "Please come back later."
    ),
    "ballot_damaged": _dl("A ballot cannot be read with the key of this vote. Nothing was sealed."),
    "no_ballot_yet": _l("You have not voted online in this round."),
    "receipt_gone": _l(
        "The vote is sealed and its key destroyed, so the code cannot be made again. With the "
        "code you kept, you can check that your taking part was counted."
    ),
    "vote_still_open": _dl("The vote runs until %(ends)s. Nobody seals it before."),
    "vote_opened_before": _dl("This vote was opened before."),
    "vote_end_has_come": _dl("The end of this vote has come already."),
    "review_not_over": _dl("The check of the projects is not over."),
    "no_voting_age_known": _dl(
        "This edition sets an age for voters, but this site keeps no ages. Take the age away "
        "before the vote opens."
    ),
    "no_key_holders": _dl("Name two different people who each keep a half of the key."),
    "special_rules_unfit": _dl(
        "The special rules of this round no longer fit its projects, its fund or its way of "
        "counting. Please look at them again."
    ),
    "no_project_on_ballot": _dl("No project is feasible, so the ballot would be empty."),
    "reference_with_comma": _dl("A project's reference may not be empty or hold a comma."),
    "no_key_to_show": _dl(
        "There is no key at present: it is made when the vote opens and destroyed after sealing."
    ),
    "no_key_to_restore": _dl("This vote needs no key: it was not opened, or it is sealed."),
    "half_unreadable": _dl("Half %(position)s is not 14 groups of four letters and figures."),
    "half_mistyped": _dl("Half %(position)s has a typing mistake: its last group does not fit."),
    "same_half_twice": _dl("The same half was typed twice."),
    "halves_of_another_key": _dl("These halves make another key than the one of this vote."),
    "sealed_file_differs": _dl("The sealed file on the disk is not what was sealed."),
    "log_in_use": _dl("The database's log is in use; it is emptied at the next try."),
    "nothing_to_settle": _dl(
        "There is nothing to decide: either nothing stopped this vote, or nobody has asked first."
    ),
    "disk_fails": _dl("The disk takes no files. Make room; the work goes on by itself."),
}

#: What a vote needs before it opens, by the reason code of its lack.
CHECKS = {
    "review_not_over": _dl("The check of the projects is over"),
    "no_voting_age_known": _dl("No age is asked of voters, since this site keeps none"),
    "no_key_holders": _dl("Two people keep the key"),
    "key_holder_lost": _dl("Both people who keep the key still hold a role"),
    "special_rules_unfit": _dl("The special rules fit the projects and the fund"),
    "no_project_on_ballot": _dl("At least one project can be voted on"),
    "reference_with_comma": _dl("Every project has a sound reference"),
    "no_fund": _dl("The round has money"),
}
