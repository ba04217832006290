"""Seats, meetings and minutes."""

from collections.abc import Sequence

from werkzeug.wrappers import Response

from neighbourhood import clock
from neighbourhood.committees import queries, rules, services
from neighbourhood.committees.forms import (
    MeetingForm,
    MinutesForm,
    PublishForm,
    SpokenInterestForm,
    spoken,
)
from neighbourhood.committees.models import CommitteeSeat, Interest, Meeting
from neighbourhood.committees.presenters.interests import (
    InterestView,
    declared_on,
    interest_views,
)
from neighbourhood.committees.presenters.seats import seat_views
from neighbourhood.committees.views.blueprint import blueprint, load_meeting, load_round
from neighbourhood.languages import _
from neighbourhood.permissions import Action, decide
from neighbourhood.refusals import NotNow
from neighbourhood.rounds.models import Round
from neighbourhood.rounds.presenters.endings import end_view
from neighbourhood.web import actor, go, guard, language, page, say, session, writes
from neighbourhood.web.answers import Answer
from neighbourhood.web.city import city


@blueprint.route("/")
@guard(Action.SEE_COMMITTEE, load_round)
def show(round_: Round) -> Answer:
    may_keep = decide(actor(), Action.KEEP_MINUTES, round_).is_allowed
    meetings = queries.meetings_of_round(session(), round_.id)
    seats = queries.seats_of_round(session(), round_.id)
    return page(
        "committees/show.html",
        round=round_,
        end=end_view(round_, clock.now()),
        seats=seat_views(seats, clock.now().date()),
        # Until its minutes are published, a meeting is the committee's own business.
        meetings=[meeting for meeting in meetings if meeting.published_at or may_keep],
        interests=_views(queries.interests_of_round(session(), round_.id), seats),
        may_keep=may_keep,
    )


def _views(interests: Sequence[Interest], seats: Sequence[CommitteeSeat]) -> list[InterestView]:
    projects = queries.numbers_and_titles(
        session(), {interest.project_id for interest in interests}
    )
    return interest_views(interests, projects, seats)


@blueprint.route("/meeting/", methods=["GET", "POST"])
@writes
@guard(Action.KEEP_MINUTES, load_round)
def open_meeting(round_: Round) -> Answer:
    now = clock.now()
    held = [
        seat
        for seat in queries.seats_of_round(session(), round_.id)
        if rules.is_held(seat.starts_on, seat.ends_on, now.date())
    ]
    form = MeetingForm(data={"held_at": now, "language": language().code}).offer(held)
    if form.validate_on_submit() and form.carries_out(
        lambda: services.open_meeting(session(), round_, **form.values(), actor=actor(), now=now)
    ):
        say(_("The meeting is open."))
        return go("committees.table", slug=round_.slug)
    return page("committees/meeting.html", form=form, round=round_)


@blueprint.route("/minutes/<int(max=999999999):meeting_id>/")
@guard(Action.SEE_COMMITTEE, load_meeting)
def minutes(meeting: Meeting) -> Answer:
    return _minutes(meeting)


def _minutes(meeting: Meeting, form: PublishForm | None = None) -> Answer:
    may_keep = decide(actor(), Action.KEEP_MINUTES, meeting.round).is_allowed
    # Without a form no cookie is set, so that published minutes can be kept by caches.
    if form is None and may_keep and meeting.published_at is None:
        form = PublishForm(formdata=None)
    present = sorted(
        (attendance.seat for attendance in meeting.attendances), key=lambda seat: seat.number
    )
    seats, interests = queries.seats_and_interests(session(), meeting.round_id)
    day = meeting.held_at.astimezone(city().zone).date()
    return page(
        "committees/minutes.html",
        meeting=meeting,
        round=meeting.round,
        decisions=queries.decisions_of_meeting(session(), meeting.id),
        present=seat_views(present, clock.now().date()),
        interests=_views(declared_on(interests, day, city().zone), seats),
        form=form,
        may_keep=may_keep,
    )


@blueprint.route("/minutes/<int(max=999999999):meeting_id>/write/", methods=["GET", "POST"])
@writes
@guard(Action.KEEP_MINUTES, load_meeting)
def write_minutes(meeting: Meeting) -> Answer:
    rules.require_open(meeting.published_at)
    form = MinutesForm(data={"minutes": meeting.minutes, "language": meeting.language})
    form.language.choices = spoken()
    if form.validate_on_submit() and form.carries_out(
        lambda: services.write_minutes(
            session(), meeting, **form.values(), actor=actor(), now=clock.now()
        )
    ):
        say(_("The minutes are kept. Nobody else sees them until they are published."))
        return _to_minutes(meeting)
    return page("committees/write.html", form=form, meeting=meeting, round=meeting.round)


@blueprint.route("/minutes/<int(max=999999999):meeting_id>/publish/", methods=["POST"])
@writes
@guard(Action.KEEP_MINUTES, load_meeting)
def publish_minutes(meeting: Meeting) -> Answer:
    rules.require_open(meeting.published_at)
    form = PublishForm()
    if form.validate_on_submit() and form.carries_out(
        lambda: services.publish_minutes(session(), meeting, actor=actor(), now=clock.now())
    ):
        say(_("The minutes are published."))
        return _to_minutes(meeting)
    return _minutes(meeting, form)


@blueprint.route("/interests/", methods=["GET", "POST"])
@writes
@guard(Action.KEEP_MINUTES, load_round)
def enter_interest(round_: Round) -> Answer:
    meeting = queries.latest_meeting(session(), round_.id)
    seats = [attendance.seat for attendance in meeting.attendances] if meeting else []
    projects = queries.projects_to_decide(session(), round_.id)
    form = SpokenInterestForm().offer(sorted(seats, key=lambda seat: seat.number), projects)
    if form.validate_on_submit() and form.carries_out(lambda: _enter(meeting, form)):
        say(_("The interest is noted, and the member is told by mail."))
        return go("committees.table", slug=round_.slug, anchor=f"project-{form.project.data}")
    return page("committees/enter_interest.html", form=form, round=round_, meeting=meeting)


def _enter(meeting: Meeting | None, form: SpokenInterestForm) -> Interest:
    if meeting is None:
        raise NotNow("meeting_missing")
    return services.enter_interest(
        session(),
        meeting,
        queries.seat_by_id(session(), form.seat.data),
        queries.project_to_decide(session(), meeting.round.slug, form.project.data),
        note=form.note.data,
        actor=actor(),
        now=clock.now(),
    )


def _to_minutes(meeting: Meeting) -> Response:
    return go("committees.minutes", slug=meeting.round.slug, meeting_id=meeting.id)
