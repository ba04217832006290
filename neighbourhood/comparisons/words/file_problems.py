"""What the reader of vote files found wrong, in the reader's language."""

from collections.abc import Mapping
from typing import cast

from neighbourhood.comparisons.documents import FileProblem
from neighbourhood.languages import Sentence, _d, _dl, with_values
from neighbourhood.pabulib.errors import values_of_expectation
from neighbourhood.refusals import Invalid, Refusal
from neighbourhood.web import words

#: For each code of the reader of files the problem and what was expected, both to stand within the
#: sentence of a page.
WORDS = {
    # The bytes and rows of the file.
    "file_too_big": (_dl("the file is too big"), _dl("at most %(most)s bytes")),
    "line_too_long": (_dl("the line is too long"), _dl("at most %(most)s bytes in a line")),
    "nul_byte": (_dl("the line holds a NUL byte, which is no text"), _dl("text in UTF-8")),
    "utf16": (
        _dl("the file is saved as “Unicode text” (UTF-16)"),
        _dl("the file saved as UTF-8"),
    ),
    "not_utf8": (_dl("the line is not valid UTF-8"), _dl("text in UTF-8")),
    "too_many_cells": (
        _dl("number of cells in the line: %(cells)s"),
        _dl("at most %(most)s cells"),
    ),
    "cell_too_long": (
        _dl("a cell in quotation marks is too long"),
        _dl("at most %(most)s characters and %(lines)s lines"),
    ),
    "quotation_not_closed": (
        _dl("a quotation mark is opened and never closed"),
        _dl("a closing quotation mark"),
    ),
    "text_after_quotation": (
        _dl("text follows a closing quotation mark"),
        _dl("a separator “;”, or the inner quotation mark doubled"),
    ),
    # The three sections and their columns.
    "section_missing": (_dl("the file ends before section %(section)s"), _dl("a line %(section)s")),
    "other_section": (_dl("section %(section)s stands here"), _dl("a line %(section)s")),
    "other_text": (_dl("%(text)s stands here"), _dl("a line %(section)s")),
    "section_twice": (
        _dl("section %(section)s is named a second time"),
        _dl("META, PROJECTS and VOTES, each once"),
    ),
    "header_missing": (
        _dl("section %(section)s has no line with column names"),
        _dl("the column names"),
    ),
    "too_many_rows": (_dl("section %(section)s has too many rows"), _dl("at most %(most)s rows")),
    "row_of_other_width": (
        _dl("number of cells in the row: %(cells)s"),
        _dl("%(width)s, as many as column names"),
    ),
    "column_missing": (_dl("the column %(name)s is missing"), _dl("the columns %(names)s")),
    "column_twice": (_dl("the column %(name)s stands twice"), _dl("every column named once")),
    "column_unnamed": (_dl("a column has no name"), _dl("every column named once")),
    # META.
    "key_missing": (_dl("META lacks %(key)s"), _dl("a line %(key)s;VALUE in META")),
    "key_twice": (_dl("the key %(key)s stands twice"), _dl("every key named once")),
    "key_unnamed": (_dl("a value has no key"), _dl("every key named once")),
    "meta_not_whole": (_dl("%(key)s is %(value)s"), _dl("a whole number")),
    "meta_not_decimal": (
        _dl("%(key)s is %(value)s"),
        _dl("a number with a decimal point and no other sign"),
    ),
    "budget_not_positive": (_dl("%(key)s is %(value)s"), _dl("more than 0")),
    "unknown_vote_type": (_dl("%(key)s is %(value)s"), _dl("one of %(kinds)s")),
    "other_number_of_projects": (
        _dl("%(key)s is %(value)s"),
        _dl("%(rows)s, the number of rows in PROJECTS"),
    ),
    "other_number_of_votes": (
        _dl("%(key)s is %(value)s"),
        _dl("%(rows)s, the number of rows in VOTES"),
    ),
    # PROJECTS.
    "project_twice": (
        _dl("project %(project)s stands twice"),
        _dl("an id of its own for every project"),
    ),
    "bad_project_id": (
        _dl("the project id is %(project)s"),
        _dl("an id without a comma, since ballots list ids with commas"),
    ),
    "bad_cost": (
        _dl("the cost is %(cost)s"),
        _dl("a number, 0 or more, with a decimal point and no other sign"),
    ),
    "bad_selected": (_dl("%(key)s is %(value)s"), _dl("0, 1, 2 or 3")),
    "bad_project_number": (_dl("%(key)s is %(value)s"), _dl("a number")),
    # VOTES.
    "points_column_missing": (
        _dl("the column %(name)s is missing"),
        _dl("voter_id, vote and points"),
    ),
    "voter_twice": (_dl("voter %(voter)s stands twice"), _dl("an id of its own for every voter")),
    "voter_unnamed": (_dl("the voter id is empty"), _dl("an id of its own for every voter")),
    "unknown_project": (
        _dl("the ballot names project %(project)s"),
        _dl("ids that PROJECTS lists"),
    ),
    "empty_place": (
        _dl("the ballot has an empty place between two commas, or at an end"),
        _dl("ids that PROJECTS lists"),
    ),
    "ballot_too_long": (
        _dl("number of projects named by the ballot: %(projects)s"),
        _dl("at most %(most)s"),
    ),
    "ballot_too_short": (
        _dl("number of projects named by the ballot: %(projects)s"),
        _dl("at least %(least)s, or none"),
    ),
    "bad_points": (_dl("the points are %(points)s"), _dl("numbers between commas")),
    "other_number_of_points": (
        _dl("number of projects named by the ballot: %(projects)s, number of points: %(points)s"),
        _dl("as many points as projects"),
    ),
    "points_too_high": (
        _dl("number of points given to a project: %(points)s"),
        _dl("at most %(most)s"),
    ),
    "points_too_low": (
        _dl("number of points given to a project: %(points)s"),
        _dl("at least %(least)s"),
    ),
    "points_out_of_range": (
        _dl("number of points given to a project: %(points)s"),
        _dl("from %(least)s to %(most)s"),
    ),
    "sum_of_points_too_high": (
        _dl("number of points given by the ballot: %(points)s"),
        _dl("at most %(most)s, the max_sum_points of META"),
    ),
}


def sentence(refusal: Refusal) -> str:
    """Return why a comparison is refused; what is wrong in a file is put in the reader's
    language.
    """
    if refusal.code != "file_unreadable":
        return words.sentence(refusal)
    first, *others = cast("list[FileProblem]", refusal.values["problems"])
    return " ".join(
        [
            words.sentence(Invalid(refusal.code, **_details(first))),
            *(
                _d("Line %(line)s: %(problem)s. Expected: %(expected)s.", **_details(other))
                for other in others
            ),
        ]
    )


def _details(problem: FileProblem) -> dict[str, str]:
    said, expected = _problem_and_expected(problem)
    # A number of a line is no quantity: it is written without the language's grouping.
    return {"line": str(problem["line"]), "problem": said, "expected": expected}


def _problem_and_expected(details: FileProblem) -> tuple[str, str]:
    templates = WORDS.get(details["problem"])
    if templates is None:
        english = details["english"]
        return _in_english(english["problem"]), _in_english(english["expected"])
    problem, expected = templates
    values = details["values"]
    return _filled(problem, values), _filled(expected, values_of_expectation(values))


def _in_english(text: str) -> str:
    return _d("(in English) %(words)s", words=text)


def _filled(template: Sentence, values: Mapping[str, object]) -> str:
    return with_values(template, {name: words.shown(value) for name, value in values.items()})
