"""English for what is wrong in a file: for each code the problem, and what was expected instead."""

from collections.abc import Mapping

ENGLISH: Mapping[str, tuple[str, str]] = {
    # The bytes and rows of the file.
    "file_too_big": ("the file is too big", "at most {most} bytes"),
    "line_too_long": ("the line is too long", "at most {most} bytes in a line"),
    "nul_byte": ("the line holds a NUL byte", "text in UTF-8"),
    "utf16": ("the file is saved as Unicode text (UTF-16)", "the file saved as UTF-8"),
    "not_utf8": ("the line is not valid UTF-8", "text in UTF-8"),
    "too_many_cells": ("the line has {cells} cells", "at most {most} cells"),
    "cell_too_long": (
        "a quoted cell is too long",
        "at most {most} characters, {lines} lines",
    ),
    "quotation_not_closed": (
        "a quotation mark is opened and never closed",
        "a closing quotation mark",
    ),
    "text_after_quotation": (
        "text follows a closing quotation mark",
        "a separator ';', or the inner mark doubled",
    ),
    # The three sections and their columns.
    "section_missing": ("the file ends before section {section}", "a line {section}"),
    "other_section": ("section {section} stands here", "a line {section}"),
    "other_text": ("{text} stands here", "a line {section}"),
    "section_twice": (
        "section {section} is named a second time",
        "META, PROJECTS and VOTES once",
    ),
    "header_missing": ("section {section} has no header line", "the column names"),
    "too_many_rows": ("section {section} has too many rows", "at most {most} rows"),
    "row_of_other_width": ("the row has {cells} cells", "{width} cells, as in the header"),
    "column_missing": ("the column {name} is missing", "the columns {names}"),
    "column_twice": ("the column {name} stands twice", "every column named once"),
    "column_unnamed": ("a column has no name", "every column named once"),
    # META.
    "key_missing": ("META lacks {key}", "a line {key};VALUE in META"),
    "key_twice": ("the key {key} stands twice", "every key named once"),
    "key_unnamed": ("a value has no key", "every key named once"),
    "meta_not_whole": ("{key} is {value}", "a whole number"),
    "meta_not_decimal": (
        "{key} is {value}",
        "a number with a decimal point and no other sign",
    ),
    "budget_not_positive": ("{key} is {value}", "more than 0"),
    "unknown_vote_type": ("{key} is {value}", "one of {kinds}"),
    "other_number_of_projects": (
        "{key} is {value}",
        "{rows}, the number of rows in PROJECTS",
    ),
    "other_number_of_votes": ("{key} is {value}", "{rows}, the number of rows in VOTES"),
    # PROJECTS.
    "project_twice": ("project {project} stands twice", "ids of their own"),
    "bad_project_id": (
        "the project id is {project}",
        "an id without a comma, since ballots list ids with commas",
    ),
    "bad_cost": (
        "the cost is {cost}",
        "a number, 0 or more, with a decimal point and no other sign",
    ),
    "bad_selected": ("{key} is {value}", "0, 1, 2 or 3"),
    "bad_project_number": ("{key} is {value}", "a number"),
    # VOTES.
    "points_column_missing": ("the column {name} is missing", "voter_id, vote and points"),
    "voter_twice": ("voter {voter} stands twice", "voter ids of their own"),
    "voter_unnamed": ("the voter id is empty", "voter ids of their own"),
    "unknown_project": ("the ballot names project {project}", "ids that PROJECTS lists"),
    "empty_place": ("the ballot has an empty place", "ids that PROJECTS lists"),
    "ballot_too_long": ("the ballot names {projects} projects", "at most {most}"),
    "ballot_too_short": ("the ballot names {projects} projects", "at least {least}, or none"),
    "bad_points": ("the points are {points}", "numbers between commas"),
    "other_number_of_points": (
        "the ballot names {projects} projects and {points} points",
        "as many points as projects",
    ),
    "points_too_high": ("a project is given {points} points", "any number to {most}"),
    "points_too_low": ("a project is given {points} points", "{least} to any number"),
    "points_out_of_range": ("a project is given {points} points", "{least} to {most}"),
    "sum_of_points_too_high": (
        "the ballot gives {points} points",
        "at most {most}, the max_sum_points of META",
    ),
}
