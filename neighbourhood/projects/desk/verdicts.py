"""Verdicts of a round that are held back, and released together."""

from neighbourhood import clock
from neighbourhood.languages import _d, _dn
from neighbourhood.permissions import Action
from neighbourhood.projects import queries, rules, services
from neighbourhood.projects.desk.blueprint import blueprint, load_round
from neighbourhood.projects.forms import hold_form
from neighbourhood.projects.presenters.desk_rows import held_row
from neighbourhood.projects.presenters.project_page import why_not
from neighbourhood.rounds.models import Round
from neighbourhood.rounds.rules import PhaseKind, phase_of
from neighbourhood.rounds.rules.endings import require_going_on
from neighbourhood.web import BaseForm, actor, go, guard, page, say, session, writes
from neighbourhood.web.answers import Answer


@blueprint.route("/rounds/<slug>/verdicts/", methods=["GET", "POST"])
@writes
@guard(Action.HOLD_VERDICTS, load_round)
def verdicts(round_: Round) -> Answer:
    form = hold_form(holds=round_.holds_verdicts)
    if form.validate_on_submit() and form.carries_out(
        lambda: services.set_holding(
            session(), round_, holds=form.holds.data == "yes", actor=actor(), now=clock.now()
        )
    ):
        say(_d("It is saved."))
        return go("projects_desk.verdicts", slug=round_.slug)
    given, held = queries.verdicts_of_round(session(), round_.id)
    return page(
        "projects/desk/verdicts.html",
        form=form,
        round=round_,
        held=held,
        review_phase=phase_of(round_.phases, PhaseKind.REVIEW),
        why_not=why_not(lambda: _require_may_hold(round_, given, held)),
    )


def _require_may_hold(round_: Round, given: int, held: int) -> None:
    require_going_on(round_, clock.now())
    rules.require_may_hold(round_, clock.now(), verdicts=given, held=held)


@blueprint.route("/rounds/<slug>/verdicts/release/", methods=["GET", "POST"])
@writes
@guard(Action.RELEASE_VERDICTS, load_round)
def release_verdicts(round_: Round) -> Answer:
    form = BaseForm()
    if form.validate_on_submit() and form.carries_out(
        lambda: services.release_verdicts(session(), round_, actor=actor(), now=clock.now())
    ):
        say(
            _dn("%(num)s verdict is released.", "%(num)s verdicts are released.", form.result)
            if form.result
            else _d("No verdict waited any more.")
        )
        return go("projects_desk.verdicts", slug=round_.slug)
    held = queries.held_verdicts(session(), round_.id)
    return page(
        "projects/desk/release.html",
        form=form,
        round=round_,
        rows=[held_row(one) for one in held],
    )
