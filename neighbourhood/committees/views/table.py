"""The working table of the committee: all projects, one decision at a time, interests."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from neighbourhood import clock
from neighbourhood.committees import queries, rules, services
from neighbourhood.committees.forms import DecisionForm, InterestForm, decision_form, sent_decision
from neighbourhood.committees.models import Decision, Interest
from neighbourhood.committees.presenters.board import BoardRow, Sitting, board, sitting_of
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


@dataclass(frozen=True)
class Only:
    """The one project whose form is asked for, and the form as it was sent, if it was."""

    number: int
    sent: DecisionForm | None


def load_project(slug: str, number: int) -> Project:
    return queries.project_to_decide(session(), slug, number)


def load_round_with_rules(slug: str) -> Round:
    return round_by_slug(session(), slug, with_rules=True)


@blueprint.route("/table/")
@guard(Action.SEE_ALLOCATION, load_round_with_rules)
def table(round_: Round) -> Answer:
    return _table(round_)


def _table(round_: Round, only: Only | None = None) -> Answer:
    """Show all projects, each with its form; with `only`, that project's form and no other."""
    database, seat = session(), actor().seat_in(round_.id)
    meeting, why_not = queries.latest_meeting(database, round_.id), _why_not(round_)
    seats, interests = queries.seats_and_interests(database, round_.id)
    own_seat = seat.seat_id if seat else None
    rows = _rows(round_, interests, own_seat, sitting_of(meeting, seats))
    end = end_view(round_, clock.now())
    is_member = seat is not None and end is None
    is_open = is_member and meeting is not None and not why_not
    return page(
        "committees/table.html",
        round=round_,
        rows=rows,
        meeting=meeting,
        why_not=why_not,
        end=end,
        bar=fund_bar(round_.fund.amount, [(_("Decided"), round_.fund.allocated)]),
        is_member=is_member,
        may_decide=is_open,
        forms=_forms(rows, only) if is_open or only else {},
        # What was sent about a project that is not to be decided has no row to stand in.
        only=only,
        form=only and only.sent,
        votes_shown=rules.has_votes_to_see(round_),
    )


def _rows(
    round_: Round, interests: Sequence[Interest], own_seat: int | None, sitting: Sitting
) -> list[BoardRow]:
    return board(
        queries.projects_to_decide(session(), round_.id),
        _advice(round_),
        queries.standing_decisions(session(), round_.id),
        interests,
        own_seat=own_seat,
        sitting=sitting,
    )


def _forms(rows: Sequence[BoardRow], only: Only | None) -> dict[int, DecisionForm]:
    """Return the forms that the table shows, by the project's number."""
    forms = {
        row.project.number: decision_form(row.project, row.decision, row.advice)
        for row in rows
        if not row.is_own and (only is None or only.number == row.project.number)
    }
    if only is None or only.sent is None:
        return forms
    # The page shows what stands now, so the next press replaces that knowingly.
    fresh = forms.get(only.number)
    only.sent.seen.data = fresh.seen.data if fresh else None
    return {only.number: only.sent}


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
    round_, form = project.round, sent_decision(project.number)
    if form.validate_on_submit() and form.carries_out(lambda: _record(project, form)):
        say(_("The decision on project %(number)s is recorded.", number=project.shown_number))
        return go("committees.table", slug=round_.slug, anchor=f"project-{project.number}")
    return _table(round_, Only(project.number, form if form.is_submitted() else None))


def _record(project: Project, form: DecisionForm) -> Decision:
    # The newest open meeting is the one that sits: decisions are always recorded in it.
    meeting = queries.latest_meeting(session(), project.round_id)
    if meeting is None:
        raise NotNow("meeting_missing")
    return services.record_decision(
        session(),
        meeting,
        project,
        form.motion(),
        submission_key=form.submission_key.data,
        seen=form.seen_decision(),
        actor=actor(),
        now=clock.now(),
    )


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
