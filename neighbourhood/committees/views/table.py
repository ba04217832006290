"""The working table of the committee: all projects, one decision at a time, interests."""

from collections.abc import Mapping

from neighbourhood import clock
from neighbourhood.committees import queries, rules, services
from neighbourhood.committees.forms import DecisionForm, InterestForm, decision_form
from neighbourhood.committees.models import Decision, Meeting
from neighbourhood.committees.presenters.board import board
from neighbourhood.committees.views.blueprint import blueprint
from neighbourhood.counting.documents import Advice
from neighbourhood.counting.queries import require_turn
from neighbourhood.languages import _
from neighbourhood.permissions import Action
from neighbourhood.projects.models import Project
from neighbourhood.refusals import NotNow
from neighbourhood.rounds.models import Round
from neighbourhood.rounds.presenters.endings import end_view
from neighbourhood.rounds.queries import round_by_slug
from neighbourhood.web import actor, go, guard, page, say, session, writes
from neighbourhood.web.answers import Answer
from neighbourhood.web.drawings import fund_bar
from neighbourhood.web.words import sentence


def load_project(slug: str, number: int) -> Project:
    return queries.project_to_decide(session(), slug, number)


def load_round_with_rules(slug: str) -> Round:
    return round_by_slug(session(), slug, with_rules=True)


@blueprint.route("/table/")
@guard(Action.SEE_ALLOCATION, load_round_with_rules)
def table(round_: Round) -> Answer:
    database, seat = session(), actor().seat_in(round_.id)
    rows = board(
        queries.projects_to_decide(database, round_.id),
        _advice(round_),
        queries.standing_decisions(database, round_.id),
        queries.interests_of_round(database, round_.id),
        seat.seat_id if seat else None,
    )
    end = end_view(round_, clock.now())
    return page(
        "committees/table.html",
        round=round_,
        rows=rows,
        meeting=queries.latest_meeting(database, round_.id),
        why_not=_why_not(round_),
        end=end,
        bar=fund_bar(round_.fund.amount, [(_("Decided"), round_.fund.allocated)]),
        is_member=seat is not None and end is None,
        votes_shown=rules.has_votes_to_see(round_),
    )


def _advice(round_: Round) -> Mapping[str, Advice]:
    """Return what the count says of each project; nothing while a list that goes first is not
    settled, which the page says.
    """
    try:
        return queries.advice_of_vote(session(), round_, clock.now())
    except NotNow:
        return {}


def _why_not(round_: Round) -> str:
    """Return why nothing can be decided now, as a sentence; "" where it can."""
    try:
        rules.require_deciding(round_, round_.edition.decided_by, clock.now())
        require_turn(session(), round_, clock.now())
    except NotNow as refusal:
        return sentence(refusal)
    return ""


@blueprint.route("/table/<int(max=999999999):number>/", methods=["GET", "POST"])
@writes
@guard(Action.DECIDE_ALLOCATION, load_project)
def decide(project: Project) -> Answer:
    round_, meeting = project.round, queries.latest_meeting(session(), project.round_id)
    # The newest open meeting is the one that sits: decisions are always recorded in it.
    form = decision_form(queries.standing_decision(session(), project.id))
    if form.validate_on_submit() and form.carries_out(lambda: _record(meeting, project, form)):
        say(_("The decision on project %(number)s is recorded.", number=project.number))
        return go("committees.table", slug=round_.slug, anchor=f"project-{project.number}")
    return page(
        "committees/decide.html",
        form=form,
        project=project,
        round=round_,
        meeting=meeting,
        why_not=_why_not(round_),
        advice=_advice(round_).get(project.reference),
        voting=_voting(meeting, project),
    )


def _record(meeting: Meeting | None, project: Project, form: DecisionForm) -> Decision:
    if meeting is None:
        raise NotNow("meeting_missing")
    return services.record_decision(
        session(),
        meeting,
        project,
        form.motion(),
        submission_key=form.submission_key.data,
        actor=actor(),
        now=clock.now(),
    )


def _voting(meeting: Meeting | None, project: Project) -> list[int]:
    """Return the numbers of the present seats that vote on the project."""
    if meeting is None:
        return []
    members = queries.number_of_members(session(), project.round_id, meeting.held_at.date())
    present = [attendance.seat for attendance in meeting.attendances]
    return [
        seat.number
        for seat in rules.voting_seats(
            members, present, queries.recused_seats(session(), project.id)
        )
    ]


@blueprint.route("/interest/<int(max=999999999):number>/", methods=["GET", "POST"])
@writes
@guard(Action.DECLARE_INTEREST, load_project)
def declare(project: Project) -> Answer:
    form = InterestForm()
    if form.validate_on_submit() and form.carries_out(
        lambda: services.declare_interest(
            session(), project.round, project, note=form.note.data, actor=actor(), now=clock.now()
        )
    ):
        say(_("Your interest is noted. You do not decide on this project."))
        return go("committees.table", slug=project.round.slug, anchor=f"project-{project.number}")
    return page("committees/declare.html", form=form, project=project, round=project.round)
