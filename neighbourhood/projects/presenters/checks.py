"""What was checked for the verdict that counts, as everybody reads it."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy.orm import Session

from neighbourhood.languages import Sentence
from neighbourhood.projects.models import Project
from neighbourhood.projects.queries.checks import checks_of
from neighbourhood.projects.words import CHECK_ANSWERS, CHECK_KINDS


@dataclass(frozen=True)
class CheckView:
    """A question by language with its answer."""

    text: Mapping[str, str]
    answer: Sentence
    is_no: bool


@dataclass(frozen=True)
class CheckedPart:
    """A part of the sheet with what was checked."""

    name: Sentence
    checks: tuple[CheckView, ...]


def checked_parts(session: Session, project: Project) -> list[CheckedPart]:
    """Return what was checked for the newest verdict, nothing where none is released."""
    if not project.reviews:
        return []
    newest = project.reviews[-1].id
    found = checks_of(session, [newest])[newest]
    parts = {
        kind: tuple(
            CheckView(one.text, CHECK_ANSWERS[one.answer], one.answer == "no")
            for one in found
            if one.kind == kind
        )
        for kind in CHECK_KINDS
    }
    return [CheckedPart(CHECK_KINDS[kind], checks) for kind, checks in parts.items() if checks]
