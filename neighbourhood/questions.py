"""Questions that a low room asks and a room above it answers, so that the low one need not know it.

The low room declares a `Question` and calls it like a function; the room above lists
`question.answered_by(function)` among the `answers` of its `Room`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, ParamSpec, TypeVar

Asked = ParamSpec("Asked")
Result = TypeVar("Result")


class Unanswered(Exception):
    """No room answers a question; the message says which one."""


class Question(Generic[Asked, Result]):
    """A function whose body is in a room above, given when the rooms are put together."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._answer: Callable[Asked, Result] | None = None

    def __call__(self, *args: Asked.args, **kwargs: Asked.kwargs) -> Result:
        """Ask; raises Unanswered before the rooms are put together."""
        if self._answer is None:
            raise Unanswered(f"no room says {self.text}")
        return self._answer(*args, **kwargs)

    def answered_by(self, answer: Callable[Asked, Result]) -> "Answer":
        """Return the answer for the `Room` of whoever knows it."""
        return Answer(self, answer)

    def take(self, answer: Callable[Asked, Result]) -> None:
        """Ask this function from now on."""
        self._answer = answer


@dataclass(frozen=True)
class Answer:
    """Who answers a question."""

    question: Question[..., Any]
    answer: Callable[..., Any]
