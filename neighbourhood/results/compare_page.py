"""The page that tells a comparison while it is counted: sent in pieces, each whole, so that it
needs no script and keeps nothing.
"""

from collections.abc import Iterator
from contextlib import closing
from decimal import Decimal
from typing import Any

from flask import Response, current_app, g, render_template, stream_with_context
from flask_babel import get_locale

from neighbourhood.languages import _d, formats
from neighbourhood.money import Money, decimals_of
from neighbourhood.refusals import Refusal
from neighbourhood.results import file_words, words
from neighbourhood.results.compared import compared
from neighbourhood.results.comparing import Question, Told, counting
from neighbourhood.results.story import rule_name
from neighbourhood.web import session

#: Where the page is cut: among the steps, and after them; nobody's words can hold it, since all of
#: them are escaped.
CUT = "<!-- -->"
FOLDER = "results/desk/compare"
CURRENCY_LETTERS = 3


def told_as_it_is_counted(name: str, file: bytes, question: Question) -> Response:
    """Return the answer that tells how the count goes and then its outcome."""
    whole = render_template(f"{FOLDER}/counting.html", name=name, steps=_steps(question))
    # What needs the database is made; nothing of it is held while the child counts.
    session().rollback()
    answer = Response(stream_with_context(_pieces(whole, file, question)), mimetype="text/html")
    answer.headers["Cache-Control"] = "no-store"
    # A proxy in front must not save the pieces up.
    answer.headers["X-Accel-Buffering"] = "no"
    return answer


def _pieces(whole: str, file: bytes, question: Question) -> Iterator[str]:
    head, middle, tail = whole.split(CUT)
    yield head
    told: list[Told] = []
    try:
        with closing(counting(file, question)) as news:
            for new in news:
                if new is not None:
                    told.append(new)
                # The blank line finds out whether anybody still reads.
                yield "\n" if new is None else _step(told, question)
        ending = _outcome(told, question)
    except Refusal as refusal:
        ending = _piece("problem", sentence=file_words.sentence(refusal))
    except Exception as error:
        # The page has begun: it must end as a page, with a sentence.
        current_app.logger.error(
            "failure", exc_info=error, extra={"facts": {"id": g.get("request_id", "")}}
        )
        ending = _piece(
            "problem",
            sentence=_d("Something went wrong on our side while counting. Please try again."),
        )
    yield middle + ending + tail


def _piece(name: str, **values: Any) -> str:
    # Without the surroundings of a whole page, which would ask the database.
    return current_app.jinja_env.get_template(f"{FOLDER}/{name}.html").render(
        rule_name=rule_name, **values
    )


def _step(told: list[Told], question: Question) -> str:
    ways = question.in_order_of_time
    following = ways[len(told) - 1] if len(told) <= len(ways) else None
    return _piece(
        "step",
        new=told[-1],
        is_vote=len(told) == 1,
        number=len(told),
        steps=_steps(question),
        following=following,
    )


def _outcome(told: list[Told], question: Question) -> str:
    found = compared(question, told)
    measure = words.MEASURES[question.utility] if question.utility else ""
    return _piece(
        "outcome",
        found=found,
        question=question,
        measure=measure,
        amount=lambda value: amount(value, found.vote.currency),
    )


def _steps(question: Question) -> int:
    return len(question.ways) + 1


def amount(value: Decimal, currency: str) -> str:
    """Return whole units of the file's currency as the reader's language writes them; plain figures
    where it names none.
    """
    minor = value.scaleb(decimals_of(currency))
    if (
        len(currency) != CURRENCY_LETTERS
        or not (currency.isascii() and currency.isupper())
        or minor != minor.to_integral_value()
    ):
        return formats.number(value, get_locale())
    return formats.money(Money(int(minor), currency), get_locale())
