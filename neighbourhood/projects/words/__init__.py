"""What the room of projects says: reasons for refusals, names of states, verdicts, orders and parts
of a project.
"""

from dataclasses import dataclass

from neighbourhood.languages import Sentence, _dl, _l
from neighbourhood.projects.rules import Carrier, ProjectState, Step, Verdict
from neighbourhood.projects.rules.prices import Unit
from neighbourhood.projects.words import merging
from neighbourhood.projects.words.checks import CHECK_ANSWERS, CHECK_KINDS, STANDARD_REASONS
from neighbourhood.projects.words.people import CARRIED_OUT, CARRIER_ANSWERS, PEOPLE

__all__ = [
    "CARRIED_OUT",
    "CARRIERS",
    "CARRIER_ANSWERS",
    "CHECK_ANSWERS",
    "CHECK_KINDS",
    "FIRST_CATEGORIES",
    "PARTS",
    "PRICE_COLUMNS",
    "PRICE_STATES",
    "QUEUE_SORTS",
    "QUEUE_STATES",
    "REFUSALS",
    "SORTS",
    "STANDARD_REASONS",
    "STATES",
    "STEPS",
    "StepWords",
    "UNITS",
    "VERDICTS",
    "VerdictWords",
]

REFUSALS: dict[str, Sentence] = merging.REFUSALS | {
    **PEOPLE,
    "too_short": _l("Please use at least %(least)s characters."),
    "too_long": _l("Please use at most %(most)s characters; there are %(used)s."),
    "language_unknown": _l("Please choose the language you write in."),
    "language_not_found": _l(
        "We do not know this language. Please write its name in another way, or choose “A language "
        "that is not on the list”."
    ),
    "language_unclear": _l("Several languages fit. Please write one of these: %(names)s."),
    "may_not_propose": _l("This time other people propose. Please choose one of the list."),
    "carrier_missing": _l("Please write the name of the group or organisation."),
    "too_many_pictures": _l(
        "A project has at most %(most)s pictures. Remove one before you add another."
    ),
    "too_many_documents": _l(
        "A project has at most %(most)s documents. Remove one before you add another."
    ),
    "alternative_missing": _l(
        "Please say in a sentence what picture %(number)s shows, for people who cannot see it."
    ),
    "document_too_large": _l("This document is too large. Choose a PDF of at most 5 MB."),
    "document_unreadable": _l("This is not a PDF we can keep. Choose a document saved as PDF."),
    "document_locked": _l(
        "This PDF opens only with a password. Save it without one and send it again."
    ),
    "document_active": _l(
        "This PDF contains a program or another file. Print it as a new PDF and send that one."
    ),
    "too_many_lines": _l("A project has at most %(most)s cost lines. Please put some together."),
    "label_missing": _l("Please say what this amount is for."),
    "amount_missing": _l("Please write how much this costs, or empty the line."),
    "half_a_point": _l("A point on the map needs both numbers, or neither."),
    "point_outside": _l(
        "This point lies %(metres)s metres beyond the boundary; up to %(most)s metres are fine. "
        "Choose a point inside, or leave it out and say the place in words."
    ),
    "point_far_off": _l(
        "This point lies %(kilometres)s kilometres away. Are the two numbers complete and in the "
        "right order, north first and then east?"
    ),
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
    "part_changed_meanwhile": _l(
        "Somebody changed this in another window since you opened it. Below you see both texts. "
        "Keep yours, or take the other one."
    ),
    "too_many_drafts": _l(
        "You keep %(most)s drafts here already. Please hand one in, or take one back that you do "
        "not need any more."
    ),
    "too_many_projects": _l(
        "You have handed in %(most)s projects here, which is as many as one person may. Your draft "
        "is kept. If you take one of the others back, you can hand this one in."
    ),
    "agreement_missing": _dl(
        "Please ask whether the idea may be entered and shown to everybody, and note the answer."
    ),
    "sent_twice": _l(
        "This was sent twice at the same moment. Please open the page again and see whether it is "
        "there."
    ),
    "projects_frozen": _l(
        "The vote was opened on %(opened)s. Since then no project can be changed."
    ),
    "shortlist_has_begun": _l(
        "The time for the short list began on %(began)s. Since then the text cannot be changed."
    ),
    "shortlist_awaited": _l(
        "The short list of this round is not made yet. Projects are checked after that."
    ),
    "project_is_merged": _l("This project is a part of another one now."),
    "review_has_begun": _l("The review began on %(began)s. Since then the text cannot be changed."),
    "project_is_draft": _l("This project is still a draft."),
    "project_is_submitted": _l("This project has already been submitted."),
    "project_is_asked_back": _l("This project was asked back to its author."),
    "project_is_feasible": _l("This project was already reviewed, so its text cannot be changed."),
    "project_is_not_feasible": _l(
        "This project was already reviewed, so its text cannot be changed."
    ),
    "project_is_withdrawn": _l("This project was withdrawn."),
    "withdrawal_reason_missing": _l("Please say in a sentence why you withdraw it."),
    "answer_too_late": _l(
        "The time for your answer ended on %(ended)s. The city now decides on the text as it "
        "stands."
    ),
    "author_may_answer": _dl(
        "The author may answer until %(until)s. Until then you can only change the question or "
        "give more time."
    ),
    "question_missing": _dl("Please write what the author should change. Everybody can read it."),
    "answer_by_missing": _dl("Please give the last day for an answer."),
    "answer_by_past": _dl("The last day for an answer lies in the past."),
    "answer_by_beyond_vote": _dl(
        "The vote begins on %(starts)s. Please choose an earlier day, so that there is time to "
        "judge the answer."
    ),
    "answer_by_shorter": _dl(
        "The author was promised time until %(until)s. You can give more time, but not less."
    ),
    "appealed_already": _l("You have appealed already. Each project can be appealed once."),
    "appeal_without_refusal": _l("Only a project found not feasible can be appealed."),
    "appeal_too_late": _l("The vote began on %(began)s. Since then a refusal stands."),
    "appeal_reason_missing": _l("Please say why the city should look again."),
    "appeal_needs_another": _dl(
        "You gave the verdict that is appealed. A colleague decides on the appeal."
    ),
    "holding_too_late": _dl("The review is over, so verdicts are no longer held back."),
    "verdicts_wait": _dl("Verdicts wait. Please release them first."),
    "verdicts_given": _dl(
        "A verdict of this round is public already, so the others cannot be held back."
    ),
    "verdict_unknown": _l("Please choose a verdict."),
    "verdict_reason_missing": _l("Please give the reason. Everybody can read it."),
    "standard_reason_unknown": _dl("Please choose one of the reasons of the list."),
    "standard_reason_alone": _dl("Only a refusal has a reason of the list."),
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
        "A project, a price or a special rule names this category, so it stays. Only an unused "
        "one can be deleted."
    ),
    "price_code": _dl(
        "Please use small letters, figures and hyphens, such as park-bench, at most %(most)s signs."
    ),
    "price_name_missing": _dl("Please name the item in at least one language."),
    "price_unit": _dl("Please choose a unit of the list."),
    "price_of_tomorrow": _dl("This day lies in the future. Please say of which day the price is."),
    "price_zero": _dl("Please write what it costs. An item for nothing helps nobody."),
    "price_turned": _dl("The highest price is lower than the lowest one."),
    "price_exists": _dl("There is already an item with this short name."),
    "poster_of_draft": _l(
        "A poster comes once the project is handed in: until then nobody else can read its page."
    ),
    "price_ended": _l("This item no longer stands on the price list. Please choose another one."),
    "pieces_unclear": _l("Please write how many you need, from 1 to %(most)s."),
    "price_twice": _dl("Line %(line)s has the same short name."),
    "price_amount_missing": _dl("Please write what it costs."),
    "price_day": _dl("Please write the day as year, month and day, such as 2026-10-31."),
    "price_active": _dl("Please write yes or no."),
    "price_cells": _dl("This line has %(cells)s cells, but there are %(heads)s columns."),
    "price_columns_missing": _dl("The first line lacks these columns: %(names)s."),
    "price_columns_twice": _dl("Two columns in the first line have the same name."),
    "price_column_unknown": _dl(
        "The column %(name)s in the first line is not known. Names and notes have a column for "
        "each language of the city, such as name_en."
    ),
    "price_file_missing": _dl("Please choose a file."),
    "price_file_empty": _dl("There is no item in this file."),
    "price_file_too_large": _dl("This file is larger than 1 MB. Please split it."),
    "price_file_too_long": _dl("This file has more than %(most)s items. Please split it."),
    "price_file_encoding": _dl(
        "This file is not written in UTF-8. Save it in your spreadsheet as “CSV UTF-8”."
    ),
    "price_file_quotes": _dl(
        "From line %(line)s on this is no table: a quotation mark is missing, or one too many."
    ),
    "category_exists": _l("There is already a category with this short name."),
}

#: State -> its name and the kind of its badge.
STATES: dict[str, tuple[Sentence, str]] = {
    # Translators: the state of a project
    ProjectState.DRAFT: (_l("Draft"), "plain"),
    # Translators: the state of a project
    ProjectState.SUBMITTED: (_l("Submitted"), "sun"),
    # Translators: the state of a project: its author was asked to change something
    ProjectState.ASKED_BACK: (_l("Asked back to its author"), "sky"),
    # Translators: the state of a project: it can be carried out
    ProjectState.FEASIBLE: (_l("Feasible"), "leaf"),
    # Translators: the state of a project: it cannot be carried out
    ProjectState.NOT_FEASIBLE: (_l("Not feasible"), "clay"),
    # Translators: the state of a project: its author took it back
    ProjectState.WITHDRAWN: (_l("Withdrawn"), "plain"),
    # Translators: the state of a project: it goes on as a part of another project
    ProjectState.MERGED: (_l("Part of another project"), "plain"),
    # Translators: the state of a project: too few supported it, or the jury chose others
    ProjectState.NOT_SHORTLISTED: (_l("Not on the short list"), "clay"),
}


@dataclass(frozen=True)
class VerdictWords:
    """What everybody reads of a verdict, and its colour."""

    sentence: Sentence
    colour: str


VERDICTS: dict[str, VerdictWords] = {
    Verdict.FEASIBLE: VerdictWords(_l("The city finds that it can be carried out."), "leaf"),
    Verdict.NOT_FEASIBLE: VerdictWords(_l("The city finds that it cannot be carried out."), "clay"),
    Verdict.ASKED_BACK: VerdictWords(
        _l("Before it decides, the city asks the author to change something until %(end)s."),
        "info",
    ),
}

CARRIERS: dict[str, Sentence] = {
    # Translators: who proposes a project
    Carrier.RESIDENT: _l("A resident"),
    # Translators: who proposes a project
    Carrier.GROUP: _l("A group of residents"),
    # Translators: who proposes a project
    Carrier.ORGANISATION: _l("An organisation"),
}


@dataclass(frozen=True)
class StepWords:
    """How a step of writing is called where all are listed, and what it asks."""

    name: Sentence
    question: Sentence


STEPS: dict[Step, StepWords] = {
    # Translators: a step of writing a project: its title and category
    Step.IDEA: StepWords(_l("Idea"), _l("What is it about?")),
    # Translators: a step of writing a project: its description
    Step.WORDS: StepWords(_l("Description"), _l("What do you want to do, and why?")),
    # Translators: a step of writing a project
    Step.PLACE: StepWords(_l("Place"), _l("Where would it be?")),
    # Translators: a step of writing a project
    Step.COSTS: StepWords(_l("Costs"), _l("What does it cost?")),
    # Translators: a step of writing a project: who proposes it
    Step.AUTHORS: StepWords(_l("Who"), _l("Who stands behind it?")),
    # Translators: a step of writing a project
    Step.PICTURES: StepWords(_l("Pictures"), _l("What does it look like?")),
    Step.CHECK: StepWords(_l("Check and submit"), _l("Check and submit")),
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

#: Unit of the price list -> what an amount is for.
UNITS: dict[str, Sentence] = {
    # Translators: what a price is for, as in "€900 – €1,400 for one piece"
    Unit.PIECE: _l("for one piece"),
    Unit.METRE: _l("for one metre"),
    Unit.SQUARE_METRE: _l("for one square metre"),
    Unit.CUBIC_METRE: _l("for one cubic metre"),
    # Translators: what a price is for, such as the work of somebody
    Unit.HOUR: _l("for one hour"),
    Unit.DAY: _l("for one day"),
    Unit.MONTH: _l("for one month"),
    Unit.YEAR: _l("for one year"),
    Unit.PERSON: _l("for one person"),
    # Translators: what a price is for: all of it, however large
    Unit.WHOLE: _l("all together"),
}
#: Column of a file of prices -> what stands in it.
PRICE_COLUMNS: dict[str, Sentence] = {
    "code": _dl("The short name."),
    "name_…": _dl("The name in each language of the city, such as name_en; at least one."),
    "note_…": _dl("A note in each language, or nothing."),
    "unit": _dl("What the price is for, one of: %(units)s."),
    "lowest": _dl("The amount, or the lowest one."),
    "highest": _dl("The highest amount, or nothing."),
    "as_of": _dl("The day of the price, such as 2026-10-31."),
    "category": _dl("The short name of a category, or nothing."),
    "active": _dl("Whether residents see it: yes or no."),
}
#: What the desk's price list shows besides everything.
PRICE_STATES: dict[str, Sentence] = {
    # Translators: a filter of prices: those that residents see
    "offered": _dl("On the list"),
    # Translators: a filter of prices: those taken off the list
    "ended": _dl("Taken off the list"),
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
    "carried_out_by": _l("Who carries it out"),
    "costs": _l("Costs"),
    # Translators: a part of a project: what it costs each year once it is there
    "upkeep": _l("Upkeep each year"),
    "pictures": _l("Pictures"),
    "documents": _l("Documents"),
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

#: What the reviewers' queue shows besides what waits for a verdict.
QUEUE_STATES: dict[str, Sentence] = {
    # Translators: a filter of projects: nobody has looked at them yet
    "new": _dl("Not judged yet"),
    # Translators: a filter of projects: the author has answered the city's question
    "answered": _dl("Answered"),
    # Translators: a filter of projects: the author has not answered in time
    "unanswered": _dl("Not answered in time"),
    # Translators: a filter of projects: the author has appealed a refusal
    "appealed": _dl("Appealed"),
    # Translators: a filter of projects: the author may still answer
    "asked_back": _dl("Asked back, time left"),
    # Translators: a filter of projects: their verdicts wait to be released
    "held": _dl("Held back"),
    # Translators: a filter of projects
    "judged": _dl("Judged"),
    # Translators: a filter of projects
    "mine": _dl("Judged by me"),
    # Translators: a filter of projects: whatever their state, also of earlier rounds
    "all": _dl("Every project"),
}
QUEUE_SORTS: dict[str, Sentence] = {
    # Translators: order of a list
    "oldest": _dl("Oldest first"),
    # Translators: order of a list: whose review ends first
    "due": _dl("Nearest end first"),
    # Translators: order of a list
    "dearest": _dl("Highest cost first"),
}
