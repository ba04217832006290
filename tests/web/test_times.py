"""Days, moments and ends are said in one way on every page: on the city's clock, an end at midnight
as the end of its day, the year only where it is another one.
"""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from flask import Flask, g
from flask_babel import force_locale
from sqlalchemy.orm import Session
from werkzeug.datastructures import MultiDict

from neighbourhood import clock
from neighbourhood.languages import known_languages
from neighbourhood.web import BaseForm
from neighbourhood.web.fields import End
from neighbourhood.web.times import show_deadline, show_moment, zone_sentence
from neighbourhood.web.words import shown
from tests import builders as a
from tests.visitor import Visitor

#: End in UTC -> how English says it in Paris: winter, the nights when the clocks change, an hour.
ENDS = {
    datetime(2026, 10, 31, 23, 0, tzinfo=UTC): "Saturday, October 31, midnight",
    datetime(2026, 3, 28, 23, 0, tzinfo=UTC): "Saturday, March 28, midnight",
    datetime(2026, 3, 29, 22, 0, tzinfo=UTC): "Sunday, March 29, midnight",
    datetime(2026, 10, 24, 22, 0, tzinfo=UTC): "Saturday, October 24, midnight",
    datetime(2026, 10, 25, 23, 0, tzinfo=UTC): "Sunday, October 25, midnight",
    datetime(2026, 6, 1, 16, 0, tzinfo=UTC): "Monday, June 1, 6:00 PM",
    datetime(2027, 2, 5, 23, 0, tzinfo=UTC): "Friday, February 5, 2027, midnight",
}


class EndForm(BaseForm):
    end = End("End")


@pytest.fixture
def in_paris(app: Flask, session: Session) -> Iterator[None]:
    a.a_city(session, timezone="Europe/Paris")
    with app.test_request_context(), force_locale("en"), clock.at(datetime(2026, 5, 1, tzinfo=UTC)):
        g.language = known_languages()["en"]
        yield


@pytest.mark.parametrize(("end", "told"), ENDS.items(), ids=list(ENDS.values()))
def test_an_end_is_told_as_people_say_it(in_paris: None, end: datetime, told: str) -> None:
    assert " ".join(show_deadline(end).split()) == told


def test_a_refusal_says_an_end_as_pages_do(in_paris: None) -> None:
    end = datetime(2026, 10, 31, 23, 0, tzinfo=UTC)
    assert shown(end, "ended") == "Saturday, October 31, midnight"
    assert shown(end, "starts") == "Sunday, November 1"


def test_a_beginning_at_midnight_is_its_day(in_paris: None) -> None:
    assert show_moment(datetime(2026, 10, 31, 23, 0, tzinfo=UTC)) == "Sunday, November 1"


def test_the_clock_is_told_where_a_time_is(in_paris: None) -> None:
    show_moment(datetime(2026, 10, 31, 23, 0, tzinfo=UTC))
    assert zone_sentence() == ""
    show_moment(datetime(2026, 6, 1, 16, 0, tzinfo=UTC))
    assert zone_sentence() == "All times are those of Paris."


@pytest.mark.parametrize(
    ("end", "written"),
    [
        (datetime(2027, 2, 5, 23, 0, tzinfo=UTC), "2027-02-05T23:59"),
        (datetime(2027, 2, 5, 17, 0, tzinfo=UTC), "2027-02-05T18:00"),
    ],
)
def test_a_form_writes_the_last_day_and_reads_it_again(
    in_paris: None, end: datetime, written: str
) -> None:
    form = EndForm(formdata=None, data={"end": end})
    assert f'value="{written}"' in str(form.end())
    assert EndForm(formdata=MultiDict({"end": written})).end.data == end


def test_a_page_says_its_zone_once(visitor: Visitor) -> None:
    round_ = a.a_round(visitor.session, "vote")
    page = visitor.get("pages.round", slug=round_.slug)
    assert page.html.count("data-zone=") == 1
    assert "UTC" not in page.text.replace("All times are those of", "")
