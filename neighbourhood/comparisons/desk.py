"""The desk of comparisons: a past vote counted in several ways."""

from dataclasses import dataclass

from flask import Blueprint

from neighbourhood import clock
from neighbourhood.comparisons import queries, services, words
from neighbourhood.comparisons.documents import Question
from neighbourhood.comparisons.forms import CompareForm
from neighbourhood.comparisons.presenters.progress import page_in_pieces
from neighbourhood.permissions import Action
from neighbourhood.refusals import Invalid
from neighbourhood.web import actor, guard, own_transaction, page, session, takes_up_to
from neighbourhood.web.answers import Answer
from neighbourhood.web.filters import pick_text

blueprint = Blueprint("comparisons_desk", __name__, url_prefix="/<language>/desk")
#: The largest public votes are files of four megabytes; a little is left for the rest of the form.
LARGEST_FILE = 8 * 2**20 + 2**16


@dataclass(frozen=True)
class _Task:
    """What is to be counted, what the page calls it, and how it is to be counted."""

    name: str
    file: bytes
    question: Question


@blueprint.route("/compare/", methods=["GET", "POST"])
@own_transaction  # it only reads, and must not keep anybody from writing while it counts
@takes_up_to(LARGEST_FILE)
@guard(Action.COMPARE_RULES)
def compare() -> Answer:
    rounds = {
        round_.slug: f"{round_.place.name} – {pick_text(round_.edition.title)}"
        for round_ in queries.sealed_rounds(session())
    }
    form = CompareForm().offer(rounds)
    if form.validate_on_submit() and form.carries_out(lambda: _task(form, rounds)):
        task: _Task = form.result
        return page_in_pieces(task.name, task.file, task.question)
    return page("comparisons/desk/compare.html", form=form, about=words.ABOUT_WAYS)


def _task(form: CompareForm, rounds: dict[str, str]) -> _Task:
    question = form.question()
    if bool(form.file.data) == bool(form.round.data):
        raise Invalid("compare_one_only" if form.file.data else "compare_needs_one", field="round")
    if not form.file.data:
        return _Task(rounds[form.round.data], _round_file(form.round.data), question)
    file: bytes = form.file.data.read()
    if not file:
        raise Invalid("compare_empty", field="file")
    return _Task(form.file.data.filename, file, question)


def _round_file(slug: str) -> bytes:
    return services.ballots_to_compare(session(), slug, actor=actor(), now=clock.now())
