"""What the room of projects says of merges, and of closing a list."""

from neighbourhood.languages import Sentence, _dl, _l
from neighbourhood.projects.rules import MergeOutcome

REFUSALS: dict[str, Sentence] = {
    "merge_with_nothing": _l("Please give the number of at least one other project."),
    "merge_too_many": _l("At most %(most)s projects can become parts of another at once."),
    "merge_unknown": _l("There is no such project in this round."),
    "merge_whole_unknown": _l("Please give the number of one of these projects."),
    "merge_not_yours": _l("Only who has asked, or the city's staff, can take the question back."),
    "merge_other_round": _l("Only projects of the same round can become one."),
    "merge_not_hopeful": _l(
        "“%(project)s” was withdrawn, refused or is a part of another project already."
    ),
    "merge_nobody_to_ask": _l(
        "“%(project)s” has no author any more whom we could ask, so it stays as it is."
    ),
    "merge_tied": _l("“%(project)s” is paid beforehand, so it cannot become a part of another."),
    "merge_on_two_lists": _l(
        "“%(project)s” also stands on another list, so it cannot become a part of another."
    ),
    "merge_running": _l(
        "The authors of one of these projects are being asked already. Please wait for the answer."
    ),
    "merge_reason_missing": _l("Please say why these projects should become one."),
    "merge_is_over": _l("This is decided already, so answers no longer change it."),
    "merge_too_late": _l("The time for an answer ended on %(ended)s."),
    "merge_overtaken": _l(
        "One of these projects was withdrawn or decided meanwhile, so they stay apart."
    ),
    "list_is_closed": _l(
        "The list of projects was closed on %(closed)s. Since then no project can be changed."
    ),
    "list_review_ahead": _dl("The check of the projects has not begun."),
    "list_unjudged": _dl("Projects have no verdict yet."),
    "list_questions_open": _dl("Projects are asked back to their authors and not handed in again."),
    "list_verdicts_held": _dl("Verdicts are held back. Please release them first."),
    "list_appeals_open": _dl("Appeals wait for a decision."),
    "list_refusals_fresh": _dl(
        "Projects were refused within the last three days. Their authors must have time to appeal."
    ),
    "list_merges_open": _dl("Authors are still asked whether projects become one."),
    "list_empty": _dl("No project can be carried out, so there is nothing to number."),
    "list_without_vote": _dl("This round has no vote, so its list needs no closing."),
}

#: What must be done before a list is closed, by the reason code of its lack.
CLOSING_STEPS: dict[str, Sentence] = {
    "list_review_ahead": _dl("The check of the projects has begun"),
    "list_unjudged": _dl("Every project has a verdict"),
    "list_questions_open": _dl("No question to an author is open"),
    "list_verdicts_held": _dl("No verdict is held back"),
    "list_appeals_open": _dl("Every appeal is decided"),
    "list_refusals_fresh": _dl("Whoever was refused has had three days to appeal"),
    "list_merges_open": _dl("No authors are asked whether projects become one"),
    "list_empty": _dl("At least one project can be carried out"),
}

#: How the asking of authors ended.
MERGE_OUTCOMES: dict[str, Sentence] = {
    MergeOutcome.MERGED: _l("All authors said yes: the projects are one."),
    MergeOutcome.REFUSED: _l("An author said no, so the projects stay apart."),
    MergeOutcome.SILENT: _l("Not all authors answered in time, so the projects stay apart."),
    MergeOutcome.OVERTAKEN: _l(
        "One of the projects was withdrawn or decided meanwhile, or the list was closed, so they "
        "stay apart."
    ),
    MergeOutcome.CALLED_OFF: _l("The question was taken back, so the projects stay apart."),
}
