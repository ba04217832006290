"""The page that shows a comparison while it is counted: sent in pieces, each whole, so that it
needs no script and keeps nothing.
"""

from collections.abc import Iterator
from contextlib import closing
from decimal import Decimal
from typing import Any

from flask import Response, current_app, g, render_template, stream_with_context
from flask_babel import get_locale

from neighbourhood.comparisons import words
from neighbourhood.comparisons.documents import Finding, Question, Vote
from neighbourhood.comparisons.presenters.comparison import comparison_of
from neighbourhood.comparisons.process.run import count_in_child
from neighbourhood.languages import _d, formats
from neighbourhood.money import Money, decimals_of
from neighbourhood.refusals import Refusal
from neighbourhood.rounds.words import way_name
from neighbourhood.web import session

#: Where the page is cut: among the steps, and after them; nobody's words can hold it, since all of
#: them are escaped.
CUT = "<!-- -->"
FOLDER = "comparisons/desk"
CURRENCY_LETTERS = 3


def page_in_pieces(name: str, file: bytes, question: Question) -> Response:
    """Return the answer that shows how the count goes and then its outcome."""
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
    findings: list[Finding] = []
    try:
        with closing(count_in_child(file, question)) as news:
            for finding in news:
                if finding is None:
                    # The blank line finds out whether anybody still reads.
                    yield "\n"
                    continue
                findings.append(finding)
                yield _step(findings, question)
        ending = _outcome(findings, question)
    except Refusal as refusal:
        ending = _piece("problem", sentence=words.sentence(refusal))
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
        way_name=way_name, **values
    )


def _step(findings: list[Finding], question: Question) -> str:
    ways = question.in_order_of_time
    # The first finding is the vote itself, so the way counted next has the number of the findings.
    following = ways[len(findings) - 1] if len(findings) <= len(ways) else None
    newest = findings[-1]
    return _piece(
        "step",
        finding=newest,
        is_vote=isinstance(newest, Vote),
        number=len(findings),
        steps=_steps(question),
        following=following,
    )


def _outcome(findings: list[Finding], question: Question) -> str:
    comparison = comparison_of(question, findings)
    return _piece(
        "outcome",
        comparison=comparison,
        question=question,
        measure=words.MEASURES[question.utility] if question.utility else "",
        amount=lambda value: amount(value, comparison.vote.currency),
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
