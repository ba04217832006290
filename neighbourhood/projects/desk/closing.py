"""Closing the list of a round at the desk."""

from datetime import datetime
from typing import Any

from neighbourhood import clock
from neighbourhood.languages import _d, _dl
from neighbourhood.permissions import Action, Actor, decide
from neighbourhood.projects import queries, rules, services
from neighbourhood.projects.desk.blueprint import blueprint, load_round
from neighbourhood.projects.forms import CloseListForm
from neighbourhood.projects.presenters.closing import drawn_list, step_views
from neighbourhood.projects.presenters.project_page import why_not
from neighbourhood.rounds.models import Round
from neighbourhood.rounds.rules import PhaseKind, phase_of
from neighbourhood.rounds.rules.endings import require_going_on
from neighbourhood.web import actor, go, guard, page, say, session, writes
from neighbourhood.web.answers import Answer
from neighbourhood.web.waiting import Due


def lists_due(database: Any, reader: Actor, now: datetime, until: datetime) -> list[Due]:
    """Tell the desk which lists are still to be closed before their vote begins."""
    if not decide(reader, Action.CLOSE_LIST).is_allowed:
        return []
    return [
        Due(
            _dl("The list of %(place)s is to be closed", place=one.place),
            "projects_desk.close_list",
            one.starts_at,
            {"slug": one.slug},
        )
        for one in queries.lists_to_close(database, now, until)
    ]


@blueprint.route("/rounds/<slug>/list/", methods=["GET", "POST"])
@writes
@guard(Action.CLOSE_LIST, load_round)
def close_list(round_: Round) -> Answer:
    form = CloseListForm()
    if form.validate_on_submit() and form.carries_out(
        lambda: services.close_list(session(), round_, actor=actor(), now=clock.now())
    ):
        say(_d("The list is closed. The numbers are drawn and the authors are told."))
        return go("projects_desk.close_list", slug=round_.slug)
    unsettled = queries.unsettled_in(session(), round_.id, clock.now())
    steps = rules.steps_before_closing(round_, unsettled, clock.now())
    numbered = queries.numbered_projects(session(), round_.id) if round_.list_closed_at else []
    return page(
        "projects/desk/close_list.html",
        form=form,
        round=round_,
        steps=step_views(round_, steps),
        is_ready=not rules.missing_of(steps),
        feasible=unsettled.feasible,
        drawn=drawn_list(round_, numbered),
        vote=phase_of(round_.phases, PhaseKind.VOTE),
        why_not=why_not(lambda: _require_open(round_)),
    )


def _require_open(round_: Round) -> None:
    """Raise NotNow where no work at the desk could still close the list."""
    require_going_on(round_, clock.now())
    rules.require_not_frozen(round_)
    rules.require_vote_ahead(round_)
