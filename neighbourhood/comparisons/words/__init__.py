"""What the ways to count are good for, what shares measure, and why a comparison is refused."""

from neighbourhood.comparisons.documents import name_of
from neighbourhood.comparisons.words.file_problems import sentence
from neighbourhood.languages import _dl, _l
from neighbourhood.rounds import words as round_words
from neighbourhood.rounds.rules.settings import RECOMMENDED

#: The ways that staff first choose between -> what each is good for.
ABOUT_WAYS = {
    **{name_of(way): round_words.ABOUT_WAYS[name] for name, way in RECOMMENDED.items()},
    "equal-shares@1:none": _dl(
        "The shares alone decide, without any addition. Much of the fund may be left."
    ),
}

#: What equal shares may measure in a file, whose voters may have given points.
MEASURES = {
    "": _dl("What fits the ballots"),
    **round_words.UTILITIES,
    "points": _dl("The points that voters gave"),
}

REFUSALS = {
    "counts_only": _l(
        "Single ballots of this vote are not published, so it cannot be laid under other rules."
    ),
    "file_unreadable": _dl(
        "The file cannot be used. Line %(line)s: %(problem)s. Expected: %(expected)s."
    ),
    "compare_too_long": _dl(
        "The count took too long or too much memory and was stopped. Please tick fewer ways, or "
        "try a smaller file."
    ),
    "compare_uncountable": _dl("The votes in this file cannot be counted."),
    "compare_busy": _dl(
        "Another comparison is being counted just now. Please try again in a moment."
    ),
    "compare_needs_one": _dl("Please choose a round or a file."),
    "compare_one_only": _dl("Please choose a round or a file, not both."),
    "compare_empty": _dl("This file is empty."),
    "compare_needs_ways": _dl("Please tick at least two ways to count."),
}

__all__ = ["ABOUT_WAYS", "MEASURES", "REFUSALS", "sentence"]
