"""Why something about editions and rounds is refused."""

from neighbourhood.languages import Sentence, _dl, _l
from neighbourhood.rounds.words.phases import PHASE_REFUSALS

REFUSALS: dict[str, Sentence] = {
    **PHASE_REFUSALS,
    "round_cancelled": _l("This round was cancelled. The city says why: %(reason)s"),
    "round_not_held": _l("This round did not take place. The city says why: %(reason)s"),
    # Two people give a reason, a clock does not.
    "round_cancelled_unexplained": _l("This round was cancelled."),
    "round_not_held_unexplained": _l(
        "This round did not take place: its vote was not opened in time."
    ),
    "round_is_draft": _dl("This round is not public yet. Delete it instead."),
    "round_has_ended": _dl("This round has ended already."),
    "round_is_published": _dl("The result of this round is published, so it stands."),
    "round_is_paid": _dl("Money of this round has been paid, so it can no longer be cancelled."),
    "ending_already_asked": _dl(
        "Somebody has asked for this already. A second person can confirm it."
    ),
    "ending_changed_meanwhile": _dl("This was confirmed or taken back already."),
    "fund_exceeded": _l("The fund does not reach: %(asked)s are asked for and %(left)s are left."),
    "funded_on_other_list": _l(
        "This project also stands on another list, and it was funded there. It can only be funded "
        "once."
    ),
    # What the database itself refuses knows no figures.
    "fund_would_be_exceeded": _l("The fund does not reach for this."),
    "phase_ends_too_early": _dl("This phase ends before it begins."),
    "phases_overlap": _dl("This phase begins before the one before it has ended."),
    "day_missing": _dl("Please give this day."),
    "dates_need_two_people": _dl(
        "This edition is public. Its dates change only when two people agree: move a phase instead."
    ),
    "phases_out_of_order": _dl("The phases of a round come in a fixed order, each once."),
    "phase_missing": _dl("A committee that decides needs a phase for it."),
    "phase_has_begun": _dl(
        "This phase began on %(started)s. Its end can only be moved later, by two people."
    ),
    "start_not_ahead": _dl("A phase can only be moved to begin in the future."),
    "end_missing": _dl("Only the last phase can be without an end."),
    "move_changes_nothing": _dl("Please give another beginning or another end."),
    "draft_has_a_sheet": _dl("This edition is a draft: change its dates on the sheet."),
    "vote_is_frozen": _dl(
        "The rules of the vote are frozen. The end of a phase can only be moved later, by two "
        "people."
    ),
    "end_has_come": _dl("This end has come already, or there is none; it can no longer be moved."),
    "end_only_later": _dl("The end can only be moved later than %(end)s."),
    "move_too_far": _dl("A phase can be moved by a year at most."),
    "reason_needed": _dl(
        "Please give a reason of at most %(most)s characters; everybody will read it."
    ),
    "move_already_asked": _dl(
        "Somebody has asked to move this phase already. A second person can confirm it."
    ),
    "phase_moved_meanwhile": _dl(
        "This was confirmed already, or the phase has moved since it was asked for."
    ),
    "scheme_unknown": _dl("Please choose one of the presets."),
    "scheme_not_usable": _dl("This preset is only described here; its parts do not all work."),
    "slug_unfit": _dl(
        "Use small letters from a to z, digits and single hyphens, at most %(most)s characters."
    ),
    "slug_taken": _dl("Another edition has this address already."),
    "title_missing": _dl("Please give a title in at least one language."),
    "round_exists": _dl("There is a round for this place in the edition already."),
    "settled_first_unknown": _dl("Please choose one of the list."),
    "rule_unknown": _dl("There is no rule called %(rule)s."),
    "rule_setting_unknown": _dl("A rule has no setting called %(setting)s."),
    "completion_not_of_rule": _dl("This rule does not know this way to use what remains."),
    "utility_not_of_rule": _dl("This rule does not know this measure of use."),
    "only_by_shares": _dl(
        "Only equal shares know this measure. Choose equal shares, or measure by money."
    ),
    "start_unknown": _dl("Please choose one of the list."),
    "only_when_raised": _dl(
        "This has an effect only where shares are raised. Choose such a way to use the rest, or "
        "leave this as it was."
    ),
    "way_contradicts": _dl(
        "You changed the settings below. Choose “A combination of your own” to use them, or leave "
        "them as they were."
    ),
    "number_out_of_range": _dl("Please give a number from %(least)s to %(most)s."),
    "most_below_least": _dl("The most cannot be below the least."),
    "publication_unknown": _dl("Please choose one of the list."),
    "rules_are_frozen": _dl("A vote has opened under these rules; they are frozen."),
    "special_rules_stand": _dl(
        "Special rules of %(places)s need a way of counting by most votes. Take them away first, "
        "or keep such a way of counting."
    ),
    "special_not_of_rule": _dl(
        "Special rules need a way of counting by most votes. Choose one for the edition first."
    ),
    "special_changed_meanwhile": _dl(
        "Somebody else has changed the special rules. Please open this page again and look at "
        "them first."
    ),
    "special_project_unknown": _dl(
        "There is no project with the reference %(reference)s in this round."
    ),
    "conflict_of_one": _dl(
        "Please tick at least two projects: one alone is in conflict with nothing."
    ),
    "conflict_twice": _dl("These projects are a group already."),
    "conflicts_too_many": _dl("There can be at most %(most)s groups."),
    "conflict_beforehand": _dl(
        "“%(project)s” would be funded beforehand, so no other project of its group could ever "
        "win. Take the others off the ballot by their review."
    ),
    "beforehand_over_fund": _dl(
        "The projects funded beforehand cost %(asked)s together; the fund holds %(fund)s."
    ),
    "payer_missing": _dl(
        "Please say who pays, with at most %(most)s characters; everybody reads it."
    ),
    "funded_twice": _dl(
        "“%(project)s” is either paid from this fund or by somebody else, not both."
    ),
    "limit_of_nothing": _dl("Please give more than zero, or leave the field empty for no limit."),
    "limit_without_project": _dl("No project of this round has this category."),
    "limit_below_beforehand": _dl(
        "The projects of this category that are funded beforehand already cost %(spent)s."
    ),
    "fund_is_bound": _dl("The fund cannot change once the vote or the committee's work has begun."),
    "fund_below_allocated": _dl("More than this has been allocated already."),
    "edition_is_draft": _dl("This edition is a draft. Make it public first."),
    "edition_is_public": _dl(
        "This edition is public already, so it stays as it is. If a round shall not go on, cancel "
        "the round instead."
    ),
    "edition_without_rounds": _dl("Please add a round first: there is nothing to make public yet."),
    "draft_begins_in_past": _dl(
        "The first phase of %(place)s has begun already. Give it later dates first."
    ),
    "key_is_split": _dl("The key of this round has been split already."),
    "key_holders_same": _dl("Two different people must keep the two halves."),
}
