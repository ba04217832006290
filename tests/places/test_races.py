"""Side by side on both databases: a vote opens while the tree changes, somebody comes to live
where a place is being deleted.
"""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, wait
from typing import Any

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from neighbourhood import clock
from neighbourhood.database import begin, commit, db
from neighbourhood.people import services as people
from neighbourhood.people.models import Residency
from neighbourhood.permissions import Actor
from neighbourhood.places import queries, services
from neighbourhood.places.models import Place
from neighbourhood.places.rules import PlaceFacts
from neighbourhood.places.rules.levels import Level
from neighbourhood.refusals import Refusal
from neighbourhood.rounds.models import Round
from neighbourhood.rounds.queries import lock_round
from tests import builders as a
from tests.places.test_nesting import CITY, rectangle

Act = Callable[[Session], object]


def together(app: Flask, *acts: Act) -> list[object]:
    """Run the acts in threads released at once; return what each came to."""
    barrier, outcomes = threading.Barrier(len(acts)), dict[int, object]()

    def one(number: int, act: Act) -> None:
        with app.app_context():
            session = db.session()
            barrier.wait(20)
            try:
                begin(session, is_read_only=False)
                outcomes[number] = act(session)
                commit(session)
            except Refusal as refusal:
                session.rollback()
                outcomes[number] = refusal.code

    threads = [threading.Thread(target=one, args=pair) for pair in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return [outcomes[number] for number in range(len(acts))]


def staff(session: Session) -> Actor:
    return a.actor_of(session, a.a_staff_member(session))


@pytest.mark.parametrize("turn", range(4))
def test_who_belongs_to_an_open_vote_stays_as_it_was_when_it_opened(
    app: Flask, session: Session, turn: int
) -> None:
    city = a.a_neighbourhood(session, "toulouse", level=Level.CITY)
    a.a_neighbourhood(session, "carmes")
    round_id, city_id, officer = a.a_round(session, place=city).id, city.id, staff(session)
    session.commit()

    def open_vote(own: Session) -> object:
        round_ = own.get_one(Round, round_id)
        lock_round(own, round_)
        round_.opened_at = clock.now()
        return queries.slugs_below(own, city_id)

    def move(own: Session) -> object:
        facts = PlaceFacts("Carmes", "carmes", parent_id=city_id)
        place = queries.place_by_slug(own, "carmes")
        services.edit_place(own, place, facts, actor=officer, now=clock.now())
        return "moved"

    acts = (open_vote, move) if turn % 2 else (move, open_vote)
    outcomes = dict(zip(acts, together(app, *acts), strict=True))
    assert outcomes[open_vote] == queries.slugs_below(session, city_id)
    assert outcomes[move] in {"moved", "tree_fixed_during_vote"}


@pytest.mark.parametrize("turn", range(4))
def test_nobody_comes_to_live_in_a_deleted_place(app: Flask, session: Session, turn: int) -> None:
    place_id = a.a_neighbourhood(session, "carmes").id
    officer, person = staff(session), a.actor_of(session, a.a_person(session))
    session.commit()

    def delete(own: Session) -> object:
        place = queries.place_by_slug(own, "carmes")
        services.delete_place(own, place, actor=officer, now=clock.now())
        return "deleted"

    def ask(own: Session) -> object:
        asked: dict[str, Any] = {"method": "in_person", "evidence_note": ""}
        people.ask_residency(own, place_id, **asked, actor=person, now=clock.now())
        return "asked"

    acts = (delete, ask) if turn % 2 else (ask, delete)
    outcomes = dict(zip(acts, together(app, *acts), strict=True))
    if outcomes[delete] == "deleted":
        assert outcomes[ask] in {"neighbourhood_unknown", "place_in_use"}
    else:
        assert (outcomes[delete], outcomes[ask]) == ("place_has_people", "asked")
    assert (session.query(Place).count(), session.query(Residency).count()) in {(0, 0), (1, 1)}


@pytest.mark.backend("postgresql")
@pytest.mark.parametrize("turn", range(2))
def test_a_place_is_not_put_into_one_that_is_just_redrawn_beside_it(
    app: Flask, session: Session, turn: int
) -> None:
    west, east = rectangle(0, 0, 5, 10), rectangle(5, 0, 10, 10)
    city = a.a_neighbourhood(session, "toulouse", level=Level.CITY, boundary=CITY)
    a.a_neighbourhood(session, "carmes", boundary=west)
    city_id, officer = city.id, staff(session)
    session.commit()

    def put(own: Session) -> object:
        facts = PlaceFacts("Carmes", "carmes", parent_id=city_id, boundary=west)
        place = queries.place_by_slug(own, "carmes")
        services.edit_place(own, place, facts, actor=officer, now=clock.now())
        return "put"

    def redraw(own: Session) -> object:
        facts = PlaceFacts("Toulouse", "toulouse", level=Level.CITY, boundary=east)
        place = queries.place_by_slug(own, "toulouse")
        services.edit_place(own, place, facts, actor=officer, now=clock.now())
        return "redrawn"

    first, second = (put, redraw) if turn else (redraw, put)
    # Both have read the old city; the second one acts while the first is not yet committed.
    with app.app_context(), ThreadPoolExecutor(1) as pool:
        first(session)
        other = pool.submit(together, app, second)
        wait([other], timeout=1)
        session.commit()
        assert other.result(20) == ["place_outside"]
