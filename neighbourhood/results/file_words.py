"""What the reader of vote files found wrong, in the reader's language: its English words are
templates, and each has its words here.
"""

from typing import Any

from neighbourhood.languages import _d, _dl
from neighbourhood.refusals import Invalid, Refusal
from neighbourhood.web import words

#: What is wrong, as the reader of files says it -> the same to stand within the sentence of a page.
PROBLEMS = {
    "META lacks {key}": _dl("META lacks %(key)s"),
    "a column has no name": _dl("a column has no name"),
    "a project is given {points} points": _dl("number of points given to a project: %(points)s"),
    "a quotation mark is opened and never closed": _dl(
        "a quotation mark is opened and never closed"
    ),
    "a quoted cell is too long": _dl("a cell in quotation marks is too long"),
    "a value has no key": _dl("a value has no key"),
    "project {project} stands twice": _dl("project %(project)s stands twice"),
    "section {section} has no header line": _dl(
        "section %(section)s has no line with column names"
    ),
    "section {section} has too many rows": _dl("section %(section)s has too many rows"),
    "section {section} is named a second time": _dl("section %(section)s is named a second time"),
    "section {section} stands here": _dl("section %(section)s stands here"),
    "text follows a closing quotation mark": _dl("text follows a closing quotation mark"),
    "the ballot gives {points} points": _dl("number of points given by the ballot: %(points)s"),
    "the ballot has an empty place": _dl(
        "the ballot has an empty place between two commas, or at an end"
    ),
    "the ballot names project {project}": _dl("the ballot names project %(project)s"),
    "the ballot names {projects} projects": _dl(
        "number of projects named by the ballot: %(projects)s"
    ),
    "the ballot names {projects} projects and {points} points": _dl(
        "number of projects named by the ballot: %(projects)s, number of points: %(points)s"
    ),
    "the column {name} is missing": _dl("the column %(name)s is missing"),
    "the column {name} stands twice": _dl("the column %(name)s stands twice"),
    "the cost is {cost}": _dl("the cost is %(cost)s"),
    "the file ends before section {section}": _dl("the file ends before section %(section)s"),
    "the file is too big": _dl("the file is too big"),
    "the key {key} stands twice": _dl("the key %(key)s stands twice"),
    "the line has {cells} cells": _dl("number of cells in the line: %(cells)s"),
    "the line holds a NUL byte": _dl("the line holds a NUL byte, which is no text"),
    "the line is not valid UTF-8": _dl("the line is not valid UTF-8"),
    "the line is too long": _dl("the line is too long"),
    "the points are {points}": _dl("the points are %(points)s"),
    "the project id is {project}": _dl("the project id is %(project)s"),
    "the row has {cells} cells": _dl("number of cells in the row: %(cells)s"),
    "the voter id is empty": _dl("the voter id is empty"),
    "voter {voter} stands twice": _dl("voter %(voter)s stands twice"),
    "{key} is {value}": _dl("%(key)s is %(value)s"),
    "{text} stands here": _dl("%(text)s stands here"),
}

#: What was expected instead.
EXPECTED = {
    "0, 1, 2 or 3": _dl("0, 1, 2 or 3"),
    "META, PROJECTS and VOTES once": _dl("META, PROJECTS and VOTES, each once"),
    "a closing quotation mark": _dl("a closing quotation mark"),
    "a line {key};VALUE in META": _dl("a line %(key)s;VALUE in META"),
    "a line {section}": _dl("a line %(section)s"),
    "a number": _dl("a number"),
    "a number with a decimal point and no other sign": _dl(
        "a number with a decimal point and no other sign"
    ),
    "a number, 0 or more, with a decimal point and no other sign": _dl(
        "a number, 0 or more, with a decimal point and no other sign"
    ),
    "a separator ';', or the inner mark doubled": _dl(
        "a separator “;”, or the inner quotation mark doubled"
    ),
    "a whole number": _dl("a whole number"),
    "an id without a comma, since ballots list ids with commas": _dl(
        "an id without a comma, since ballots list ids with commas"
    ),
    "any number to {most}": _dl("at most %(most)s"),
    "as many points as projects": _dl("as many points as projects"),
    "at least {least}, or none": _dl("at least %(least)s, or none"),
    "at most {most}": _dl("at most %(most)s"),
    "at most {most} bytes": _dl("at most %(most)s bytes"),
    "at most {most} bytes in a line": _dl("at most %(most)s bytes in a line"),
    "at most {most} cells": _dl("at most %(most)s cells"),
    "at most {most} characters, {lines} lines": _dl(
        "at most %(most)s characters and %(lines)s lines"
    ),
    "at most {most} rows": _dl("at most %(most)s rows"),
    "at most {most}, the max_sum_points of META": _dl(
        "at most %(most)s, the max_sum_points of META"
    ),
    "every column named once": _dl("every column named once"),
    "every key named once": _dl("every key named once"),
    "ids of their own": _dl("an id of its own for every project"),
    "ids that PROJECTS lists": _dl("ids that PROJECTS lists"),
    "more than 0": _dl("more than 0"),
    "numbers between commas": _dl("numbers between commas"),
    "one of {kinds}": _dl("one of %(kinds)s"),
    "text in UTF-8": _dl("text in UTF-8"),
    "the column names": _dl("the column names"),
    "the columns {names}": _dl("the columns %(names)s"),
    "voter ids of their own": _dl("an id of its own for every voter"),
    "voter_id, vote and points": _dl("voter_id, vote and points"),
    "{least} to any number": _dl("at least %(least)s"),
    "{least} to {most}": _dl("from %(least)s to %(most)s"),
    "{rows}, the number of rows in PROJECTS": _dl("%(rows)s, the number of rows in PROJECTS"),
    "{rows}, the number of rows in VOTES": _dl("%(rows)s, the number of rows in VOTES"),
    "{width} cells, as in the header": _dl("%(width)s, as many as column names"),
}

WORDS = PROBLEMS | EXPECTED


def sentence(refusal: Refusal) -> str:
    """Return why a comparison is refused; what the reader of files said of a file is put in the
    reader's language.
    """
    told = refusal.values
    if refusal.code != "file_unreadable":
        return words.sentence(refusal)
    # A number of a line is no quantity: it is written without the language's grouping.
    values = {
        "line": str(told["line"]),
        "problem": _in_words(told["problem"]),
        "expected": _in_words(told["expected"]),
    }
    return words.sentence(Invalid(refusal.code, **values))


def _in_words(said: Any) -> str:
    found = WORDS.get(said["template"])
    if found is None:
        return _d("(in English) %(words)s", words=said["text"])
    return str(found) % {name: words.shown(value) for name, value in said["values"].items()}
