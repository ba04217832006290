"""What projects ask the room of short lists, which stands above this one."""

from sqlalchemy.orm import Session

from neighbourhood.questions import Question

#: Gets the numbers (ids) of a round and of a person.
supported_projects: Question[[Session, int, int], frozenset[int]] = Question(
    "which projects of a round somebody supports"
)
