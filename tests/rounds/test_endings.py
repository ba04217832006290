"""How a round ends badly: by the clock where its vote was missed, else by two people."""

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from neighbourhood import clock
from neighbourhood.outbox.mail.rendering import Sender, render
from neighbourhood.outbox.models import Message
from neighbourhood.permissions import Actor
from neighbourhood.projects.queries import waiting_for_review
from neighbourhood.refusals import Invalid, NotAllowed, NotNow
from neighbourhood.rounds import queries, services
from neighbourhood.rounds.models import Round, RoundEnding
from neighbourhood.rounds.rules import Dates, Ending, endings
from neighbourhood.things import ThingKind, ThingRef
from neighbourhood.trail.models import TrailEntry
from tests import builders as b

START = datetime(2026, 11, 1, tzinfo=UTC)
END = datetime(2026, 11, 20, tzinfo=UTC)
TICK = timedelta(microseconds=1)


def a_standing(**values: object) -> Any:
    nothing = {"opened_at": None, "sealed_at": None, "ended_as": None, "end_reason": ""}
    return SimpleNamespace(**{"phases": [Dates("vote", START, END)]} | nothing | values)


@pytest.mark.parametrize(
    ("state", "now", "end"),
    [
        ({}, END - TICK, None),
        ({}, END, Ending.NOT_HELD),
        ({"opened_at": START}, END, None),
        ({"sealed_at": END}, END, None),
        ({"phases": []}, END, None),
        ({"ended_as": Ending.CANCELLED}, START, Ending.CANCELLED),
        ({"ended_as": Ending.CANCELLED, "opened_at": START}, END, Ending.CANCELLED),
    ],
)
def test_a_round_ends_badly_by_two_people_or_by_a_missed_vote(
    state: dict[str, object], now: datetime, end: Ending | None
) -> None:
    assert endings.bad_end(a_standing(**state), now) == end


@pytest.mark.parametrize(
    ("state", "code"),
    [
        ({}, "round_not_held_unexplained"),
        ({"ended_as": Ending.NOT_HELD, "end_reason": "Flood."}, "round_not_held"),
        ({"ended_as": Ending.CANCELLED, "end_reason": "Flood."}, "round_cancelled"),
    ],
)
def test_nothing_goes_on_in_a_round_that_has_ended_badly(
    state: dict[str, object], code: str
) -> None:
    with pytest.raises(NotNow, match=code) as refusal:
        endings.require_going_on(a_standing(**state), END)
    assert refusal.value.values["reason"] == state.get("end_reason", "")


def staff(session: Session) -> Actor:
    return b.actor_of(session, b.a_staff_member(session))


def asked(session: Session, round_: Round, actor: Actor, reason: str = "Flood.") -> RoundEnding:
    return services.ask_to_end_round(
        session, round_, reason=reason, language="en", actor=actor, now=clock.now()
    )


def ended(session: Session, round_: Round) -> Round:
    ending = asked(session, round_, staff(session))
    return services.confirm_ended_round(session, ending, actor=staff(session), now=clock.now())


def acts(session: Session) -> list[str]:
    return list(session.scalars(select(TrailEntry.act).order_by(TrailEntry.id)))


def test_two_people_cancel_a_round_with_a_reason(session: Session) -> None:
    round_ = b.a_round(session, "propose")
    ending = asked(session, round_, staff(session), " Flood. ")
    assert (round_.ended_as, round_.end_reason) == (None, "")
    services.confirm_ended_round(session, ending, actor=staff(session), now=clock.now())
    assert (round_.ended_as, round_.end_reason) == (Ending.CANCELLED, "Flood.")
    assert acts(session) == ["ask_to_end_round", "confirm_ended_round"]


def test_a_missed_vote_is_explained_and_not_cancelled(session: Session) -> None:
    round_ = b.a_round(session, "allocate", was_held=False)
    assert ended(session, round_).ended_as == Ending.NOT_HELD


def test_a_vote_missed_before_the_second_person_confirms_was_not_held(session: Session) -> None:
    round_ = b.a_round(session, "vote")
    ending = asked(session, round_, staff(session))
    assert ending.kind == Ending.CANCELLED
    second = staff(session)
    with clock.at(clock.now() + timedelta(days=30)):
        services.confirm_ended_round(session, ending, actor=second, now=clock.now())
    assert round_.ended_as == Ending.NOT_HELD


def test_nobody_cancels_alone(session: Session) -> None:
    round_, first = b.a_round(session), staff(session)
    ending = asked(session, round_, first)
    with pytest.raises(NotAllowed, match="second_is_first"):
        services.confirm_ended_round(session, ending, actor=first, now=clock.now())
    session.flush()
    with pytest.raises(IntegrityError):
        ending.confirmed_by_id = first.person_id
        session.flush()


def test_the_page_of_an_end_that_was_taken_back_confirms_no_other(session: Session) -> None:
    first, now = staff(session), clock.now()
    ending = asked(session, b.a_round(session), first)
    old_number = ending.id
    services.withdraw_ending(session, ending, actor=first, now=now)
    assert asked(session, b.a_round(session), first).id != old_number


@pytest.mark.parametrize("reason", ["", "  ", "x" * 1001])
def test_a_cancellation_needs_a_reason(session: Session, reason: str) -> None:
    with pytest.raises(Invalid, match="reason_needed"):
        asked(session, b.a_round(session), staff(session), reason)


def test_a_round_ends_once(session: Session) -> None:
    round_ = b.a_round(session)
    ending = asked(session, round_, staff(session))
    with pytest.raises(NotNow, match="ending_already_asked"):
        asked(session, round_, staff(session))
    services.confirm_ended_round(session, ending, actor=staff(session), now=clock.now())
    for again in (services.confirm_ended_round, services.withdraw_ending):
        with pytest.raises(NotNow, match="ending_changed_meanwhile"):
            again(session, ending, actor=staff(session), now=clock.now())
    with pytest.raises(NotNow, match="round_has_ended"):
        asked(session, round_, staff(session))


def test_what_was_asked_can_be_taken_back_and_asked_again(session: Session) -> None:
    round_ = b.a_round(session)
    services.withdraw_ending(
        session, asked(session, round_, staff(session)), actor=staff(session), now=clock.now()
    )
    session.refresh(round_)
    assert round_.ending is None
    assert ended(session, round_).ended_as == Ending.CANCELLED


def test_a_draft_is_deleted_and_not_cancelled(session: Session) -> None:
    round_ = b.a_round(session, public_at=None)
    with pytest.raises(NotNow, match="round_is_draft"):
        asked(session, round_, staff(session))


def test_what_a_committee_had_given_is_free_again(session: Session) -> None:
    round_ = b.a_round(session, "allocate")
    actor = staff(session)
    for number, kind, amount in (
        (1, "allocated", 500),
        (2, "allocated", 300),
        (1, "released", 500),
        (1, "allocated", 200),
    ):
        services.write_ledger(
            session,
            round_.fund,
            kind,  # type: ignore[arg-type]
            amount,
            subject=ThingRef(ThingKind.PROJECT, number),
            actor=actor,
            now=clock.now(),
        )
    assert round_.fund.allocated == 500
    ended(session, round_)
    assert round_.fund.allocated == 0
    assert queries.allocated_to(session, round_.fund.id) == []


def test_what_is_paid_can_no_longer_be_cancelled(session: Session) -> None:
    round_ = b.a_round(session, "deliver")
    round_.fund.allocated = round_.fund.paid = 100
    with pytest.raises(NotNow, match="round_is_paid"):
        asked(session, round_, staff(session))


def test_the_dates_of_a_round_that_has_ended_no_longer_change(session: Session) -> None:
    round_ = b.a_round(session, "propose")
    ended(session, round_)
    with pytest.raises(NotNow, match="round_cancelled"):
        services.change_round(session, round_, fund=1, actor=staff(session), now=clock.now())


def test_a_missed_vote_waits_for_an_explanation_until_somebody_gives_one(session: Session) -> None:
    missed = b.a_round(session, "allocate", was_held=False)
    b.a_round(session, "allocate")
    b.a_round(session, "vote")
    b.a_round(session, "allocate", was_held=False, public_at=None)
    [waiting] = queries.waiting_ends(session, clock.now())
    assert (waiting.slug, waiting.asked_by_id) == (missed.slug, None)
    first, second = staff(session), staff(session)
    ending = asked(session, missed, first)
    [waiting] = queries.waiting_ends(session, clock.now())
    assert (waiting.asked_by_id, waiting.since) == (first.person_id, ending.asked_at)
    services.confirm_ended_round(session, ending, actor=second, now=clock.now())
    assert queries.waiting_ends(session, clock.now()) == []


def told(session: Session) -> list[tuple[int | None, str]]:
    rows = session.execute(select(Message.person_id, Message.kind).order_by(Message.id))
    return [(row.person_id, row.kind) for row in rows]


def test_those_who_have_a_part_in_the_round_are_told_once_it_is_confirmed(session: Session) -> None:
    round_, author = b.a_round(session, "propose"), b.a_person(session)
    b.a_project(session, round_, author_id=author.id)
    ending = asked(session, round_, staff(session))
    session.flush()
    assert told(session) == []
    services.confirm_ended_round(session, ending, actor=staff(session), now=clock.now())
    session.flush()
    assert told(session) == [(author.id, "round_ended")]


def test_a_question_tells_rounds_that_go_on_as_the_rule_does(session: Session) -> None:
    rounds = [
        b.a_round(session, "vote"),
        b.a_round(session, "allocate"),
        b.a_round(session, "allocate", was_held=False),
        b.a_round(session, "propose"),
    ]
    ended(session, b.a_round(session, "propose"))
    asked(session, b.a_round(session, "review"), staff(session))
    session.flush()
    now = clock.now()
    going_on = set(session.scalars(select(Round.id).where(queries.goes_on(now))))
    everybody = session.scalars(select(Round)).all()
    assert going_on == {one.id for one in everybody if endings.bad_end(one, now) is None}
    assert {rounds[0].id, rounds[1].id, rounds[3].id} < going_on
    assert rounds[2].id not in going_on


def test_what_waited_in_a_round_that_has_ended_waits_no_more(session: Session) -> None:
    round_ = b.a_round(session, "review")
    b.a_project(session, round_, state="submitted")
    now = clock.now()
    assert waiting_for_review(session, now=now)[0] == 1
    allocate = next(phase for phase in round_.phases if phase.kind == "allocate")
    assert allocate.ends_at is not None
    services.ask_to_move_phase(
        session,
        allocate,
        new_start=allocate.starts_at,
        new_end=allocate.ends_at + timedelta(days=1),
        reason="Snow.",
        actor=staff(session),
        now=now,
    )
    assert len(queries.open_moves(session, now)) == 1
    ended(session, round_)
    assert waiting_for_review(session, now=now)[0] == 0
    assert queries.open_moves(session, now) == []


def letter_of(session: Session, round_: Round) -> str:
    author = b.a_person(session)
    b.a_project(session, round_, author_id=author.id)
    ended(session, round_)
    (message,) = session.scalars(select(Message).where(Message.person_id == author.id)).all()
    return render(message, Sender("Toulouse", "", "http://127.0.0.1:5000")).words


def test_the_letter_says_what_happened_why_and_what_becomes_of_the_ballots(
    session: Session,
) -> None:
    place = b.a_neighbourhood(session, "carmes")
    voting = b.a_round(session, "vote", place=place)
    voting.opened_at = clock.now()
    words = letter_of(session, voting)
    assert words.startswith("Subject: The round was cancelled: Carmes\n")
    assert "Flood." in words and "thrown away unread" in words
    assert f"http://127.0.0.1:5000/en/rounds/{voting.slug}/" in words


def test_the_letter_of_a_missed_vote_cancels_nothing(session: Session) -> None:
    words = letter_of(session, b.a_round(session, "allocate", was_held=False))
    assert words.startswith("Subject: The round did not take place: ")
    assert "its vote was not opened in time" in words and "Flood." in words
    assert "cancelled" not in words and "ballots" not in words
