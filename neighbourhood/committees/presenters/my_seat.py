"""What one's own account says of one's seats on committees."""

from flask import url_for

from neighbourhood.committees import queries
from neighbourhood.committees.models import CommitteeSeat
from neighbourhood.committees.presenters.seats import last_day
from neighbourhood.languages import _
from neighbourhood.rounds.rules import PhaseKind, phase_of
from neighbourhood.things import ThingRef
from neighbourhood.web.panels import PanelView, Reading, Way
from neighbourhood.web.times import show_date, show_last_day, show_moment


def my_seats(reader: Reading, person: ThingRef) -> PanelView | None:
    """Tell somebody which seats they hold or will hold, until when, and when the committee meets;
    nothing where they have none.
    """
    seats = queries.seats_not_over(reader.session, person.id, reader.now.date())
    if not seats:
        return None
    meetings = queries.newest_meetings(reader.session, [seat.round_id for seat in seats])
    sentences: list[str] = []
    for seat in seats:
        sentences.append(_seat(seat))
        allocate = phase_of(seat.round.phases, PhaseKind.ALLOCATE)
        if allocate and allocate.ends_at and allocate.ends_at > reader.now:
            day = show_last_day(allocate.ends_at)
            sentences.append(_("The committee decides until %(day)s.", day=day))
        if meeting := meetings.get(seat.round_id):
            sentences.append(
                _("The committee meets on %(moment)s.", moment=show_moment(meeting))
                if meeting >= reader.now
                else _("The committee last met on %(moment)s.", moment=show_moment(meeting))
            )
    return PanelView(
        heading=_("My seat on the committee"),
        sentences=tuple(sentences),
        ways=tuple(
            Way(
                _("The working table: %(place)s", place=seat.round.place.name),
                url_for("committees.table", slug=seat.round.slug),
            )
            for seat in seats
            if seat.starts_on <= reader.now.date()
        ),
    )


def _seat(seat: CommitteeSeat) -> str:
    values = {
        "number": seat.number,
        "place": seat.round.place.name,
        "start": show_date(seat.starts_on),
        "end": show_date(last_day(seat)),
    }
    if seat.is_substitute:
        return _(
            "You are a substitute on the committee of %(place)s (seat %(number)s), from %(start)s "
            "to %(end)s.",
            **values,
        )
    return _(
        "You sit on the committee of %(place)s (seat %(number)s), from %(start)s to %(end)s.",
        **values,
    )
