"""The dates of all rounds of an edition on one sheet, with their calendar."""

from collections.abc import Sequence

from flask import request

from neighbourhood import clock
from neighbourhood.languages import _d
from neighbourhood.permissions import Action
from neighbourhood.places.queries import holidays
from neighbourhood.refusals import NotNow
from neighbourhood.rounds import queries, services
from neighbourhood.rounds.desk.blueprint import blueprint
from neighbourhood.rounds.desk.editions import load_edition
from neighbourhood.rounds.forms import DateSheetForm, date_sheet_form, sheet_of
from neighbourhood.rounds.models import Edition, Round
from neighbourhood.rounds.presenters.calendar import calendar_of
from neighbourhood.rounds.presenters.date_warnings import warning_lines
from neighbourhood.web import actor, city, go, guard, page, say, session, writes
from neighbourhood.web.answers import Answer


@blueprint.route("/editions/<slug>/dates/", methods=["GET", "POST"])
@writes
@guard(Action.OPEN_EDITIONS, load_edition)
def dates(edition: Edition) -> Answer:
    if request.method == "POST" and not edition.is_draft:
        raise NotNow("dates_need_two_people")
    rounds = queries.rounds_of_edition(session(), edition.id)
    form = date_sheet_form(rounds, city().zone)
    if (
        form.validate_on_submit()
        and form.is_sound(rounds, city().zone)
        and form.carries_out(lambda: _save(edition, rounds, form))
    ):
        say(_d("The dates of all rounds are saved."))
        return go("rounds_desk.dates", slug=edition.slug)
    now, free = clock.now(), holidays(session())
    return page(
        "rounds/desk/dates.html",
        form=form,
        edition=edition,
        rounds=rounds,
        sheet=sheet_of(rounds, form),
        warnings=warning_lines(rounds, free, now),
        calendar=calendar_of(rounds, free, now),
    )


def _save(edition: Edition, rounds: Sequence[Round], form: DateSheetForm) -> Edition:
    sheet = form.sheet(rounds, city().zone)
    return services.set_dates(session(), edition, sheet, actor=actor(), now=clock.now())
