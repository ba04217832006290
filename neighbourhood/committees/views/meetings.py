"""Seats, meetings and minutes."""

from werkzeug.wrappers import Response

from neighbourhood import clock
from neighbourhood.committees import queries, rules, services, words
from neighbourhood.committees.forms import ConfirmForm, MeetingForm, MinutesForm, spoken
from neighbourhood.committees.models import Meeting
from neighbourhood.committees.presenters.seats import seat_views
from neighbourhood.committees.views.blueprint import blueprint, load_meeting, load_round
from neighbourhood.languages import _
from neighbourhood.permissions import Action, decide
from neighbourhood.rounds.models import Round
from neighbourhood.rounds.presenters.endings import end_view
from neighbourhood.web import actor, go, guard, language, page, say, session, writes
from neighbourhood.web.answers import Answer


@blueprint.route("/")
@guard(Action.SEE_COMMITTEE, load_round)
def show(round_: Round) -> Answer:
    may_keep = decide(actor(), Action.KEEP_MINUTES, round_).is_allowed
    meetings = queries.meetings_of_round(session(), round_.id)
    interests = queries.interests_of_round(session(), round_.id)
    return page(
        "committees/show.html",
        round=round_,
        end=end_view(round_, clock.now()),
        seats=seat_views(queries.seats_of_round(session(), round_.id), clock.now().date()),
        # Until its minutes are published, a meeting is the committee's own business.
        meetings=[meeting for meeting in meetings if meeting.published_at or may_keep],
        interests=interests,
        may_keep=may_keep,
        grounds=words.GROUNDS,
        projects=queries.numbers_and_titles(
            session(), {interest.project_id for interest in interests}
        ),
    )


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
    may_keep = decide(actor(), Action.KEEP_MINUTES, meeting.round).is_allowed
    present = sorted(
        (attendance.seat for attendance in meeting.attendances), key=lambda seat: seat.number
    )
    return page(
        "committees/minutes.html",
        meeting=meeting,
        round=meeting.round,
        decisions=queries.decisions_of_meeting(session(), meeting.id),
        present=seat_views(present, clock.now().date()),
        form=ConfirmForm(formdata=None) if may_keep else None,
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
    services.publish_minutes(session(), meeting, actor=actor(), now=clock.now())
    say(_("The minutes are published."))
    return _to_minutes(meeting)


def _to_minutes(meeting: Meeting) -> Response:
    return go("committees.minutes", slug=meeting.round.slug, meeting_id=meeting.id)
