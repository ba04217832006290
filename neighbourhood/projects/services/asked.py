"""What this room asks of those above it while a project goes its way."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from neighbourhood.projects.models import Project, Review
from neighbourhood.questions import Question

#: Asked when a project is handed in, for the first time or with an answer.
give_to_departments = Question[[Session, Project, datetime], None](
    "which departments look at a project that was handed in"
)
#: Raises a refusal where something is missing; the project is held.
require_checked = Question[[Session, Project], None](
    "what is missing before a project is found feasible"
)
#: Asked when a verdict is made public.
keep_checks = Question[[Session, Review], None]("what was checked for a verdict")
#: Asked when projects become one, with the whole and its parts; the round is held.
move_attached = Question[[Session, Project, Sequence[Project]], None](
    "what becomes of the support of projects that become parts of another"
)
