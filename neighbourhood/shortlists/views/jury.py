"""The jury at work: its table, what one juror says, the jury's reasons, the list put forward."""

from neighbourhood import clock
from neighbourhood.languages import _
from neighbourhood.permissions import Action, decide
from neighbourhood.rounds.presenters.endings import end_view
from neighbourhood.rounds.rules import PhaseKind, has_ended, is_in, phase_of
from neighbourhood.shortlists import queries, services
from neighbourhood.shortlists.documents import made_list
from neighbourhood.shortlists.forms import YES, OpinionForm, PressForm, opinion_form, reason_form
from neighbourhood.shortlists.models import ShortlistTerms
from neighbourhood.shortlists.presenters.jury import JuryRow, rows_of, seat_views
from neighbourhood.shortlists.queries import Judging, Jury
from neighbourhood.shortlists.views.blueprint import blueprint, load_judging, load_jury
from neighbourhood.web import actor, go, guard, page, say, session, writes
from neighbourhood.web.answers import Answer

ONE = "/jury/<int(max=999999999):number>/"


@blueprint.route("/jury/")
@guard(Action.SEE_JURY_TABLE, load_jury)
def jury(jury: Jury) -> Answer:
    return _table(jury, PressForm(formdata=None))


def _table(jury: Jury, form: PressForm) -> Answer:
    round_, now = jury.round, clock.now()
    terms = queries.terms_of(session(), round_.id)
    assert terms is not None
    return page(
        "shortlists/jury.html",
        form=form,
        blank=PressForm(formdata=None),
        round=round_,
        end=end_view(round_, now),
        terms=terms,
        phase=phase_of(round_.phases, PhaseKind.SHORTLIST),
        seats=seat_views(jury.seats),
        own_seat=jury.seat_of(actor().person_id),
        rows=_rows(jury, terms),
        is_open=is_in(round_.phases, PhaseKind.SHORTLIST, now) and end_view(round_, now) is None,
        is_over=has_ended(round_.phases, PhaseKind.SHORTLIST, now),
        may_lead=decide(actor(), Action.LEAD_JURY, jury).is_allowed,
    )


def _rows(jury: Jury, terms: ShortlistTerms) -> list[JuryRow]:
    database = session()
    projects = queries.projects_in_question(database, jury.round.id)
    candidates = queries.candidates_of(database, terms.terms, projects)
    return rows_of(
        projects,
        made_list(jury.round.slug, terms.terms, candidates),
        queries.opinions_of_round(database, jury.round.id),
        queries.reasons_of_round(database, jury.round.id),
        jury.seat_of(actor().person_id),
    )


@blueprint.route(ONE, methods=["GET", "POST"])
@writes
@guard(Action.JUDGE_FOR_SHORTLIST, load_judging)
def judge(judging: Judging) -> Answer:
    project = judging.project
    seat = judging.jury.seat_of(actor().person_id)
    said = queries.opinion_of(session(), seat.id if seat else 0, project.id)
    start = {"opinion": YES if said.is_yes else "no", "reason": said.reason} if said else {}
    form = opinion_form(**start)
    if form.validate_on_submit() and form.carries_out(lambda: _judge(judging, form)):
        say(_("Your opinion on project %(number)s is noted.", number=project.number))
        return go("shortlists.jury", slug=project.round.slug, anchor=f"project-{project.number}")
    return page("shortlists/judge.html", form=form, project=project, round=project.round)


def _judge(judging: Judging, form: OpinionForm) -> None:
    services.give_opinion(
        session(),
        judging.project,
        is_yes=form.opinion.data == YES,
        reason=form.reason.data or "",
        actor=actor(),
    )


@blueprint.route(f"{ONE}reason/", methods=["GET", "POST"])
@writes
@guard(Action.LEAD_JURY, load_judging)
def reason(judging: Judging) -> Answer:
    project = judging.project
    form = reason_form(queries.reason_of(session(), project.id))
    if form.validate_on_submit() and form.carries_out(
        lambda: services.give_reason(
            session(), project, **form.values(), actor=actor(), now=clock.now()
        )
    ):
        say(_("The jury's reason for project %(number)s is kept.", number=project.number))
        return go("shortlists.jury", slug=project.round.slug, anchor=f"project-{project.number}")
    return page("shortlists/reason.html", form=form, project=project, round=project.round)


@blueprint.route("/jury/list/", methods=["POST"])
@writes
@guard(Action.LEAD_JURY, load_jury)
def ask(jury: Jury) -> Answer:
    form = PressForm()
    if form.validate_on_submit() and form.carries_out(
        lambda: services.ask_for_jury_list(session(), jury.round, actor=actor(), now=clock.now())
    ):
        say(_("The list is put forward. A second person of the city confirms it."))
        return go("shortlists.jury", slug=jury.round.slug)
    return _table(jury, form)
