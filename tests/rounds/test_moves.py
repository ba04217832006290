"""Phases moved by two people: where to, what that does to the others, and who is told."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from neighbourhood import clock
from neighbourhood.outbox.mail.rendering import Sender, render
from neighbourhood.outbox.models import Message
from neighbourhood.permissions import SYSTEM, Actor
from neighbourhood.refusals import NotAllowed, NotNow, Refusal
from neighbourhood.rounds import services
from neighbourhood.rounds.models import MovedDate, Round
from neighbourhood.rounds.queries import open_moves
from neighbourhood.rounds.rules import Dates, moves
from tests import builders as b
from tests.rounds.test_services import NOW, acts, day, opened, some_dates, with_round


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


#: A pause lies between the vote and the committee.
PHASES = [
    Dates("propose", utc("2026-10-01"), utc("2026-10-11")),
    Dates("vote", utc("2026-10-11"), utc("2026-10-21")),
    Dates("allocate", utc("2026-10-26"), utc("2026-11-01")),
    Dates("deliver", utc("2026-11-01"), None),
]


@pytest.mark.parametrize(
    ("kind", "start", "end", "now"),
    [
        # Not begun: later, earlier, shorter, into a pause.
        ("vote", "2026-10-13", "2026-10-23", "2026-10-05"),
        ("vote", "2026-10-11", "2026-10-15", "2026-10-05"),
        ("allocate", "2026-10-21", "2026-10-25", "2026-10-05"),
        ("propose", "2026-09-21", "2026-10-11", "2026-09-20"),
        # An open end stays open, or is closed.
        ("deliver", "2026-12-01", None, "2026-10-05"),
        ("deliver", "2026-11-01", "2027-03-01", "2026-10-05"),
        # Begun: a later end.
        ("vote", "2026-10-11", "2026-10-22", "2026-10-20 23:59"),
    ],
)
def test_where_a_phase_may_move(kind: str, start: str, end: str | None, now: str) -> None:
    new = Dates(kind, utc(start), utc(end) if end else None)
    moves.require_movable(PHASES, new, utc(now), is_frozen=False)


@pytest.mark.parametrize(
    ("kind", "start", "end", "now", "code", "field"),
    [
        ("vote", "2026-10-11", "2026-10-21", "2026-10-05", "move_changes_nothing", "new_end"),
        ("vote", "2026-10-10", "2026-10-21", "2026-10-05", "phases_overlap", "new_start"),
        ("propose", "2026-09-19", "2026-10-11", "2026-09-20", "start_not_ahead", "new_start"),
        ("vote", "2026-10-15", "2026-10-15", "2026-10-05", "phase_ends_too_early", "new_end"),
        ("vote", "2026-10-15", None, "2026-10-05", "end_missing", "new_end"),
        ("vote", "2027-11-15", "2027-11-20", "2026-10-05", "move_too_far", "new_start"),
        ("vote", "2026-10-11", "2027-11-20", "2026-10-05", "move_too_far", "new_end"),
        # Begun.
        ("vote", "2026-10-12", "2026-10-22", "2026-10-12", "phase_has_begun", "new_start"),
        ("vote", "2026-10-11", "2026-10-20", "2026-10-12", "end_only_later", "new_end"),
        ("vote", "2026-10-11", None, "2026-10-12", "end_only_later", "new_end"),
        ("vote", "2026-10-11", "2027-11-20", "2026-10-12", "move_too_far", "new_end"),
        # Over, or running without an end.
        ("vote", "2026-10-11", "2026-10-25", "2026-10-21", "end_has_come", None),
        ("deliver", "2026-11-01", "2027-01-01", "2026-11-02", "end_has_come", None),
    ],
)
def test_where_no_phase_may_move(
    kind: str, start: str, end: str | None, now: str, code: str, field: str | None
) -> None:
    new = Dates(kind, utc(start), utc(end) if end else None)
    with pytest.raises(Refusal) as refused:
        moves.require_movable(PHASES, new, utc(now), is_frozen=False)
    assert (refused.value.code, refused.value.field) == (code, field)


@pytest.mark.parametrize(
    ("kind", "start", "end", "code"),
    [
        ("vote", "2026-10-12", "2026-10-22", "vote_is_frozen"),
        ("vote", "2026-10-11", "2026-10-20", "end_only_later"),
        ("vote", "2026-10-11", "2026-10-22", None),
        ("allocate", "2026-10-25", "2026-11-05", None),
    ],
)
def test_frozen_rules_leave_the_vote_a_later_end(
    kind: str, start: str, end: str, code: str | None
) -> None:
    new, now = Dates(kind, utc(start), utc(end)), utc("2026-10-05")
    if code is None:
        moves.require_movable(PHASES, new, now, is_frozen=True)
        return
    with pytest.raises(Refusal, match=code):
        moves.require_movable(PHASES, new, now, is_frozen=True)


def test_a_move_within_the_pause_pushes_nothing() -> None:
    longer = Dates("vote", utc("2026-10-11"), utc("2026-10-25"))
    assert moves.after_move(PHASES, longer) == [PHASES[0], longer, *PHASES[2:]]


def test_a_move_beyond_pushes_what_follows_and_keeps_its_length() -> None:
    later = Dates("vote", utc("2026-10-18"), utc("2026-10-28"))
    assert moves.after_move(PHASES, later) == [
        PHASES[0],
        later,
        Dates("allocate", utc("2026-10-28"), utc("2026-11-03")),
        Dates("deliver", utc("2026-11-03"), None),
    ]


def test_a_move_to_an_earlier_day_pulls_nothing() -> None:
    earlier = Dates("allocate", utc("2026-10-22"), utc("2026-10-27"))
    assert moves.after_move(PHASES, earlier)[3] == PHASES[3]


def staff(session: Session) -> Actor:
    return b.actor_of(session, b.a_staff_member(session))


def asked(
    session: Session, round_: Round, *, start: int = 24, end: int = 34, kind: int = 2
) -> MovedDate:
    """Ask that the vote (from day 21 to day 31) move to these days."""
    with clock.at(NOW):
        return services.ask_to_move_phase(
            session,
            round_.phases[kind],
            new_start=day(start),
            new_end=day(end),
            reason="The hall burnt down.",
            actor=staff(session),
            now=NOW,
        )


def confirmed(session: Session, moved: MovedDate, *, at: int = 1) -> None:
    with clock.at(day(at)):
        services.confirm_moved_phase(session, moved, actor=staff(session), now=day(at))


def test_a_phase_that_has_not_begun_moves_by_two_people_and_pushes_the_rest(
    session: Session,
) -> None:
    round_ = with_round(session)
    moved = asked(session, round_)
    assert (round_.phases[2].starts_at, open_moves(session, NOW)) == (day(21), [moved])
    confirmed(session, moved, at=0)
    spans = [(phase.kind, phase.starts_at, phase.ends_at) for phase in round_.phases[1:]]
    assert spans == [
        ("review", day(11), day(21)),
        ("vote", day(24), day(34)),
        ("allocate", day(34), day(44)),
        ("publish", day(44), day(54)),
        ("deliver", day(54), None),
    ]
    assert acts(session)[-2:] == ["ask_to_move_end", "confirm_moved_end"]
    assert (moved.old_start, moved.old_end) == (day(21), day(31))
    assert open_moves(session, NOW) == []


def test_the_last_phase_gets_an_end_and_loses_none(session: Session) -> None:
    round_ = with_round(session)
    confirmed(session, asked(session, round_, kind=5, start=51, end=90))
    assert (round_.phases[5].starts_at, round_.phases[5].ends_at) == (day(51), day(90))


def test_a_beginning_that_has_come_is_not_confirmed(session: Session) -> None:
    round_ = with_round(session)
    moved = asked(session, round_)
    with pytest.raises(NotNow, match="phase_has_begun"):
        confirmed(session, moved, at=22)
    assert round_.phases[2].starts_at == day(21)
    assert open_moves(session, day(22)) == []


def test_a_vote_that_was_frozen_meanwhile_keeps_its_beginning(session: Session) -> None:
    round_ = with_round(session)
    moved = asked(session, round_)
    round_.opened_at = NOW
    with pytest.raises(NotNow, match="vote_is_frozen"):
        confirmed(session, moved)


def test_a_move_that_was_overtaken_is_void(session: Session) -> None:
    round_ = with_round(session)
    vote, review = asked(session, round_), asked(session, round_, kind=1, start=12, end=22)
    # The later check pushes the vote on, so the vote is no longer where it was to move from.
    confirmed(session, review)
    with pytest.raises(NotNow, match="phase_moved_meanwhile"):
        confirmed(session, vote)
    again = asked(session, round_, start=25, end=35)
    confirmed(session, again)
    assert round_.phases[2].starts_at == day(25)


def test_in_a_draft_no_phase_needs_two_people(session: Session) -> None:
    edition = opened(session)
    round_ = services.add_round(
        session,
        edition,
        b.a_neighbourhood(session),
        fund=5_000_000,
        phases=some_dates(),
        actor=SYSTEM,
        now=NOW,
    )
    with pytest.raises(NotNow, match="draft_has_a_sheet"):
        asked(session, round_)


def test_in_public_nobody_changes_a_date_alone(session: Session) -> None:
    round_ = with_round(session)
    dates = [
        Dates(p.kind, p.starts_at + timedelta(days=1), p.ends_at and p.ends_at + timedelta(days=1))
        for p in round_.phases
    ]
    with pytest.raises(NotNow, match="dates_need_two_people"):
        services.change_round(session, round_, phases=dates, actor=SYSTEM, now=NOW)
    assert round_.phases[0].starts_at == day(1)


def test_those_concerned_are_told_in_their_language_and_nobody_else(session: Session) -> None:
    round_ = with_round(session)
    author = b.a_person(session, language="en")
    b.a_person(session)
    b.a_project(session, round_, author_id=author.id)
    confirmed(session, asked(session, round_))
    (message,) = session.scalars(select(Message).where(Message.kind == "phase_moved")).all()
    assert message.person_id == author.id
    letter = render(message, Sender("Toulouse", "", "http://127.0.0.1:5000"))
    for words in (
        "A date has moved: ",
        "the dates of “Vote” have changed.",
        "It begins on Wednesday, December 16",
        "Before, it was to end on Wednesday, December 23",
        "The hall burnt down.",
        f"http://127.0.0.1:5000/en/rounds/{round_.slug}/",
    ):
        assert words in letter.words, words


def test_what_is_only_asked_is_told_nobody(session: Session) -> None:
    round_ = with_round(session)
    b.a_project(session, round_, author_id=b.a_person(session).id)
    asked(session, round_)
    assert session.scalars(select(Message)).all() == []


def test_a_move_is_taken_back_and_another_asked(session: Session) -> None:
    round_ = with_round(session)
    first = asked(session, round_)
    old_number = first.id
    services.withdraw_move(session, first, actor=staff(session), now=NOW)
    assert open_moves(session, NOW) == [] and acts(session)[-1] == "withdraw_move"
    second = asked(session, round_, start=25, end=35)
    # The page on which the first one stood must not confirm the second.
    assert second.id != old_number
    confirmed(session, second)
    assert round_.phases[2].starts_at == day(25)


def test_what_is_confirmed_is_not_taken_back(session: Session) -> None:
    round_ = with_round(session)
    moved = asked(session, round_)
    confirmed(session, moved)
    with pytest.raises(NotNow, match="phase_moved_meanwhile"):
        services.withdraw_move(session, moved, actor=staff(session), now=day(2))
    with pytest.raises(NotAllowed):
        stranger = b.actor_of(session, b.a_person(session))
        services.withdraw_move(session, moved, actor=stranger, now=day(2))
