"""A short list that was made, project by project, in words."""

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask import url_for

from neighbourhood.languages import ReadableText, by_author, with_values
from neighbourhood.projects.models import Project
from neighbourhood.projects.presenters.texts import readable
from neighbourhood.shortlists import words
from neighbourhood.shortlists.documents import MadeList
from neighbourhood.shortlists.models import JuryReason
from neighbourhood.shortlists.rules import Choice, Terms, Why
from neighbourhood.web.filters import pick_text

COLUMNS = ("number", "category", "voices", "against", "on the list", "why", "place", "last")


@dataclass(frozen=True)
class ListedProject:
    """A line of a short list: the project, why it is on the list or not, and a jury's reason."""

    number: int
    title: ReadableText | None
    category: str
    url: str
    sentence: str
    voices: int
    is_kept: bool
    reason: ReadableText | str


def lines_of(
    made: MadeList,
    slug: str,
    projects: Mapping[int, Project],
    reasons: Mapping[int, JuryReason],
) -> tuple[list[ListedProject], list[ListedProject]]:
    """Return the lines of a list: what is on it, the most voices first, and what is not, alike."""
    order = sorted(made.choices, key=lambda one: (-one.candidate.voices, one.candidate.number))
    lines = [
        _line(made.terms, one, slug, projects.get(one.candidate.number), reasons) for one in order
    ]
    return [one for one in lines if one.is_kept], [one for one in lines if not one.is_kept]


def _line(
    terms: Terms,
    choice: Choice,
    slug: str,
    project: Project | None,
    reasons: Mapping[int, JuryReason],
) -> ListedProject:
    number = choice.candidate.number
    return ListedProject(
        number=number,
        title=readable(project, "title") if project else None,
        category=pick_text(project.category.name) if project and project.category else "",
        url=url_for("projects.show", slug=slug, number=number),
        sentence=sentence_of(terms, choice),
        voices=choice.candidate.voices,
        is_kept=choice.is_kept,
        reason=reason_view(reasons.get(project.id)) if project else "",
    )


def sentence_of(terms: Terms, choice: Choice) -> str:
    """Return why a project is on the list or not, with every number that the rule went by."""
    why = words.WHY[choice.why]
    if choice.why == Why.OTHERS_HAD_MORE and terms.by_category:
        why = words.OTHERS_OF_CATEGORY
    values = {"place": choice.place, "least": terms.least, "last": choice.last}
    return f"{words.voices_sentence(terms, choice)} {with_values(why, values)}"


def reason_view(reason: JuryReason | None) -> ReadableText | str:
    """Return a jury's public reason, "" where there is none."""
    if reason is None:
        return ""
    if reason.is_standard:
        return str(words.STANDARD_REASON)
    return by_author(reason.reason, reason.language)


def list_csv(made: MadeList) -> str:
    """Return a list as CSV: numbers and codes alone, in which no cell can become a formula."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    writer.writerows(_rows(made.choices))
    return out.getvalue()


def _rows(choices: Sequence[Choice]) -> list[tuple[object, ...]]:
    return [
        (
            one.candidate.number,
            one.candidate.category,
            one.candidate.voices,
            one.candidate.against,
            "yes" if one.is_kept else "no",
            str(one.why),
            one.place,
            one.last,
        )
        for one in choices
    ]
