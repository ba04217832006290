"""A published result as a workbook for people: every project, and every step of the count."""

from collections.abc import Iterable, Sequence
from typing import Any

from neighbourhood.languages import _
from neighbourhood.money import Money
from neighbourhood.projects.presenters.texts import name_of
from neighbourhood.results.documents import PublishedResult
from neighbourhood.results.explanation.page import ResultView
from neighbourhood.web.markup import without_markup
from neighbourhood.web.workbooks import Cell, Column, Kind, Sheet


def sheets_of(view: ResultView) -> list[Sheet]:
    """Return the tables of a result in the reader's language."""
    return [_projects(view, view.result), _steps(view)]


def _projects(view: ResultView, result: PublishedResult) -> Sheet:
    categories = {project.reference: project.category for project in result.projects}
    columns = [
        Column("#", Kind.NUMBER),
        Column(_("Title")),
        Column(_("Language")),
        Column(_("Category")),
        Column(_("Cost"), Kind.MONEY),
        Column(_("Votes"), Kind.NUMBER),
        Column(_("Gets"), Kind.MONEY),
        Column(_("Result")),
        Column(_("Reason")),
    ]
    rows: list[Sequence[Cell]] = [
        (
            row.number,
            row.title,
            name_of(row.language),
            categories[row.reference],
            Money(row.cost, result.currency),
            row.votes,
            Money(row.amount, result.currency),
            _plain([row.verdict]),
            _plain([row.reason]),
        )
        for row in view.rows
    ]
    return Sheet(_("Projects"), columns, rows)


def _steps(view: ResultView) -> Sheet:
    columns = [
        Column("#", Kind.NUMBER),
        Column(_("What happened")),
        Column(_("Reason")),
        Column(_("Votes"), Kind.NUMBER),
    ]
    rows: list[Sequence[Cell]] = [
        (number, _plain([step.heading]), _plain(step.sentences), step.votes)
        for number, step in enumerate(view.steps, 1)
    ]
    return Sheet(_("What happened"), columns, rows)


def _plain(sentences: Iterable[Any]) -> str:
    """Return sentences of a page without their markup."""
    return " ".join(without_markup(sentence) for sentence in sentences if sentence)
