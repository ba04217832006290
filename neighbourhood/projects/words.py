"""What the room of projects says: reasons for refusals, names of states, verdicts, orders and parts
of a project.
"""

from neighbourhood.languages import Sentence, _dl, _l
from neighbourhood.projects.rules import Carrier, ProjectState

REFUSALS: dict[str, Sentence] = {
    "too_short": _l("Please use at least %(least)s characters."),
    "too_long": _l("Please use at most %(most)s characters; there are %(used)s."),
    "language_unknown": _l("Please choose the language you write in."),
    "may_not_propose": _l("This time other people propose. Please choose one of the list."),
    "carrier_missing": _l("Please write the name of the group or organisation."),
    "too_many_lines": _l("A project has at most %(most)s cost lines. Please put some together."),
    "label_missing": _l("Please say what this amount is for."),
    "amount_missing": _l("Please write how much this costs, or empty the line."),
    "half_a_point": _l("A point on the map needs both numbers, or neither."),
    "point_nowhere": _l(
        "There is no such point on Earth. A latitude lies between -90 and 90, a longitude between "
        "-180 and 180."
    ),
    "point_outside": _l("This point lies outside the area of this round."),
    "category_unknown": _l("There is no such category. Please choose one of the list."),
    "summary_missing": _l("Please sum your project up in one or two sentences."),
    "description_missing": _l("Please describe your project."),
    "category_missing": _l("Please choose a category."),
    "project_place_missing": _l("Please say where it would be."),
    "costs_missing": _l("Please write at least one cost line: what, and how much."),
    "cost_zero": _l("The costs add up to nothing. Please write what the project costs."),
    "cost_beyond_fund": _l("The costs are higher than the fund."),
    "project_incomplete": _l("Some parts are still missing."),
    "changed_meanwhile": _l(
        "This project was changed in another window since you opened it. What you typed is still "
        "here: compare it with the project's page, then send it again to replace what stands "
        "there."
    ),
    "sent_twice": _l(
        "This was sent twice at the same moment. Please open the page again and see whether it is "
        "there."
    ),
    "projects_frozen": _l(
        "The vote was opened on %(opened)s. Since then no project can be changed."
    ),
    "review_has_begun": _l("The review began on %(began)s. Since then the text cannot be changed."),
    "project_is_draft": _l("This project is still a draft."),
    "project_is_submitted": _l("This project has already been submitted."),
    "project_is_feasible": _l("This project was already reviewed, so its text cannot be changed."),
    "project_is_not_feasible": _l(
        "This project was already reviewed, so its text cannot be changed."
    ),
    "project_is_withdrawn": _l("This project was withdrawn."),
    "withdrawal_reason_missing": _l("Please say in a sentence why you withdraw it."),
    "verdict_unknown": _l("Please choose a verdict."),
    "verdict_reason_missing": _l("Please give the reason. Everybody can read it."),
    "line_unknown": _l("This project has no cost line %(position)s."),
    "correction_reason_missing": _l(
        "Please say why this amount was corrected. Everybody can read it."
    ),
    "corrected_beyond_fund": _l(
        "With these corrections the project costs more than the fund, so it cannot be feasible."
    ),
    "corrected_to_zero": _l(
        "With these corrections the project costs nothing. Please check the amounts."
    ),
    "shared_not_two_levels": _dl(
        "Only projects of the same edition on lists of two levels can be one."
    ),
    "shared_after_opening": _dl(
        "The vote of %(place)s was opened, so which projects stand on two lists is frozen."
    ),
    "shared_already": _dl("One of these projects stands on another list already."),
    "shared_not_hopeful": _dl(
        "%(project)s is on no ballot: it was withdrawn, found not feasible, or not submitted yet."
    ),
    "shared_funded_beforehand": _dl(
        "%(project)s stands on two lists. It cannot be paid beforehand too, since the count "
        "decides which list pays for it."
    ),
    "category_slug": _l("Please use small letters, figures and hyphens, such as green-streets."),
    "category_name_missing": _l("Please name the category in at least one language."),
    "category_in_use": _dl(
        "A project or a special rule names this category, so it stays. Only an unused one can be "
        "deleted."
    ),
    "category_exists": _l("There is already a category with this short name."),
}

#: State -> its name and the kind of its badge.
STATES: dict[str, tuple[Sentence, str]] = {
    # Translators: the state of a project
    ProjectState.DRAFT: (_l("Draft"), "plain"),
    # Translators: the state of a project
    ProjectState.SUBMITTED: (_l("Submitted"), "sun"),
    # Translators: the state of a project: it can be carried out
    ProjectState.FEASIBLE: (_l("Feasible"), "leaf"),
    # Translators: the state of a project: it cannot be carried out
    ProjectState.NOT_FEASIBLE: (_l("Not feasible"), "clay"),
    # Translators: the state of a project: its author took it back
    ProjectState.WITHDRAWN: (_l("Withdrawn"), "plain"),
}

CARRIERS: dict[str, Sentence] = {
    # Translators: who proposes a project
    Carrier.RESIDENT: _l("A resident"),
    # Translators: who proposes a project
    Carrier.GROUP: _l("A group of residents"),
    # Translators: who proposes a project
    Carrier.ORGANISATION: _l("An organisation"),
}

SORTS: dict[str, Sentence] = {
    # Translators: order of a list
    "number": _l("By number"),
    # Translators: order of a list
    "newest": _l("Newest first"),
    # Translators: order of a list
    "cheapest": _l("Lowest cost first"),
    # Translators: order of a list
    "dearest": _l("Highest cost first"),
    # Translators: order of a list
    "title": _l("By title"),
}

#: Parts of a project as its history names them: each of `rules.PARTS`.
PARTS: dict[str, Sentence] = {
    "title": _l("Title"),
    "language": _l("Language"),
    "summary": _l("Summary"),
    "description": _l("Description"),
    "category": _l("Category"),
    "place": _l("Place"),
    "point": _l("Point on the map"),
    "carried_by": _l("Who proposes"),
    "costs": _l("Costs"),
}

#: Categories to start from, by the short name they get: what projects are mostly about.
FIRST_CATEGORIES = {
    "green-spaces": _l("Green spaces"),
    "play-and-sport": _l("Play and sport"),
    "streets-and-mobility": _l("Streets and mobility"),
    "meeting-places": _l("Meeting places"),
    "culture": _l("Culture"),
    "solidarity": _l("Solidarity"),
    "environment": _l("Environment and climate"),
    "way-to-school": _l("Safe ways to school"),
}
