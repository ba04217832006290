"""Services of rounds, on both databases."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from neighbourhood import clock
from neighbourhood.canonical import canonical, digest
from neighbourhood.database import flush
from neighbourhood.permissions import ANONYMOUS, SYSTEM, Actor
from neighbourhood.refusals import Invalid, NotAllowed, NotNow, Refusal
from neighbourhood.rounds import services
from neighbourhood.rounds.ballot_kinds import KINDS
from neighbourhood.rounds.documents import BallotTerms, to_json
from neighbourhood.rounds.models import Edition, FundEntry, MovedDate, Phase, Round
from neighbourhood.rounds.rules import Dates
from neighbourhood.things import ThingKind, ThingRef
from neighbourhood.trail.models import TrailEntry
from tests import builders as b

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


def day(number: int) -> datetime:
    return NOW + timedelta(days=number)


def some_dates(*, first: int = 1) -> list[Dates]:
    kinds = ("propose", "review", "vote", "allocate", "publish")
    spans = [
        Dates(kind, day(first + 10 * i), day(first + 10 * i + 10)) for i, kind in enumerate(kinds)
    ]
    return [*spans, Dates("deliver", day(first + 50), None)]


def opened(session: Session, actor: Actor = SYSTEM, **values: Any) -> Edition:
    b.a_city(session)
    given: dict[str, Any] = {
        "scheme": "act-in-my-neighbourhood",
        "slug": "amq-2027",
        "title": {"en": "Act 2027"},
        "aims": {"en": "More."},
    }
    return services.open_edition(session, **given | values, actor=actor, now=NOW)


def with_round(session: Session, *, fund: int = 5_000_000, first: int = 1) -> Round:
    edition = opened(session)
    place = b.a_neighbourhood(session, "mirail")
    round_ = services.add_round(
        session, edition, place, fund=fund, phases=some_dates(first=first), actor=SYSTEM, now=NOW
    )
    services.make_public(session, edition, actor=SYSTEM, now=NOW)
    return round_


def entries(round_: Round, session: Session) -> list[tuple[str, int]]:
    rows = session.scalars(
        select(FundEntry).where(FundEntry.fund_id == round_.fund.id).order_by(FundEntry.id)
    )
    return [(row.kind, row.amount) for row in rows]


def acts(session: Session) -> list[str]:
    return list(session.scalars(select(TrailEntry.act).order_by(TrailEntry.id)))


def test_an_edition_takes_the_defaults_of_its_preset(session: Session) -> None:
    edition = opened(session)
    open_limits = {limit.name: None for limit in KINDS["approval"].limits}
    assert (edition.decided_by, edition.ballot, edition.rule) == (
        "committee",
        BallotTerms("approval", open_limits | {"least_choices": 1, "most_choices": 3}),
        "greedy@1",
    )
    assert edition.rule_parameters == {
        "utility": "cost",
        "completion": "none",
        "minimum_votes": 0,
        "unit": 100,
    }
    assert edition.quorum == 5 and acts(session) == ["open_edition"]


def test_what_is_given_wins_over_the_preset(session: Session) -> None:
    edition = opened(
        session,
        scheme="district-programme",
        ballot=b.approvals(1, 4),
        rule_parameters={"minimum_votes": 10},
    )
    assert (edition.decided_by, edition.rule) == ("vote", "equal-shares@1")
    assert edition.ballot == b.approvals(1, 4)
    assert (
        edition.rule_parameters["minimum_votes"] == 10
        and edition.rule_parameters["completion"] == "add1"
    )
    free = b.approvals(1, None)
    assert opened(session, slug="amq-2028", ballot=free).ballot == free


@pytest.mark.parametrize(
    ("values", "code", "field"),
    [
        ({"scheme": "wish"}, "scheme_not_usable", "scheme"),
        ({"scheme": "lottery"}, "scheme_unknown", "scheme"),
        ({"slug": "Act 2027"}, "slug_unfit", "slug"),
        ({"slug": "a" * 60}, "slug_unfit", "slug"),
        ({"title": {"en": "  "}}, "title_missing", "title"),
        ({"ballot": b.approvals(4, 3)}, "most_below_least", "most_choices"),
        ({"ballot": b.approvals(1, 0)}, "number_out_of_range", "most_choices"),
        ({"quorum": 0}, "number_out_of_range", "quorum"),
        ({"rule": "greedy"}, "rule_unknown", "rule"),
        ({"rule_parameters": {"completion": "add1"}}, "completion_not_of_rule", "completion"),
        ({"rule_parameters": {"utility": "joy"}}, "utility_not_of_rule", "utility"),
        ({"rule_parameters": {"minimum_votes": -1}}, "number_out_of_range", "minimum_votes"),
        ({"rule_parameters": {"tie_seed": "x"}}, "rule_setting_unknown", None),
    ],
)
def test_a_bad_edition_is_refused_and_leaves_no_row(
    session: Session, values: dict[str, Any], code: str, field: str | None
) -> None:
    with pytest.raises(Invalid) as refused:
        opened(session, **values)
    assert (refused.value.code, refused.value.field) == (code, field)
    assert session.scalars(select(Edition)).all() == [] and acts(session) == []


def test_two_editions_do_not_share_a_slug(session: Session) -> None:
    opened(session)
    with pytest.raises(Invalid, match="slug_taken"):
        opened(session)


@pytest.mark.parametrize("kind", ["nobody", "a resident", "an officer", "an administrator"])
def test_only_staff_open_editions(session: Session, kind: str) -> None:
    place = b.a_neighbourhood(session)
    people = {
        "a resident": b.a_resident(session, place),
        "an officer": b.an_officer(session, place),
        "an administrator": b.an_administrator(session),
    }
    actor = b.actor_of(session, people[kind]) if kind in people else ANONYMOUS
    with pytest.raises(NotAllowed):
        opened(session, actor)


def test_a_round_gets_its_fund_phases_and_ledger(session: Session) -> None:
    round_ = with_round(session)
    assert (round_.slug, round_.fund.amount, round_.fund.allocated) == (
        "amq-2027-mirail",
        5_000_000,
        0,
    )
    assert [phase.kind for phase in round_.phases] == [
        "propose",
        "review",
        "vote",
        "allocate",
        "publish",
        "deliver",
    ]
    assert entries(round_, session) == [("granted", 5_000_000)] and acts(session) == [
        "open_edition",
        "add_round",
        "make_public",
    ]


@pytest.mark.parametrize(
    ("fund", "change", "code", "field"),
    [
        (-1, {}, "money_negative", "fund"),
        (10**13 + 1, {}, "money_too_large", "fund"),
        (1, {"vote": (21, 21)}, "phase_ends_too_early", "vote_ends_at"),
        (1, {"review": (5, 21)}, "phases_overlap", "review_starts_at"),
        (1, {"allocate": None}, "phase_missing", None),
    ],
)
def test_a_bad_round_is_refused_and_leaves_no_row(
    session: Session, fund: int, change: dict[str, Any], code: str, field: str | None
) -> None:
    edition, place = opened(session), b.a_neighbourhood(session)
    dates = [
        Dates(d.kind, day(change[d.kind][0]), day(change[d.kind][1])) if change.get(d.kind) else d
        for d in some_dates()
        if d.kind not in change or change[d.kind]
    ]
    with pytest.raises(Invalid) as refused:
        services.add_round(session, edition, place, fund=fund, phases=dates, actor=SYSTEM, now=NOW)
    assert (refused.value.code, refused.value.field) == (code, field)
    assert session.scalars(select(Round)).all() == []


def test_a_neighbourhood_has_one_round_in_an_edition(session: Session) -> None:
    round_ = with_round(session)
    with pytest.raises(Invalid, match="round_exists"):
        services.add_round(
            session,
            round_.edition,
            round_.place,
            fund=1,
            phases=some_dates(),
            actor=SYSTEM,
            now=NOW,
        )


def test_the_fund_changes_with_its_ledger_until_the_vote_opens(session: Session) -> None:
    round_ = with_round(session)
    services.change_round(session, round_, fund=6_000_000, actor=SYSTEM, now=NOW)
    services.change_round(session, round_, fund=4_000_000, actor=SYSTEM, now=NOW)
    assert round_.fund.amount == 4_000_000
    assert entries(round_, session) == [
        ("granted", 5_000_000),
        ("granted", 1_000_000),
        ("granted", -2_000_000),
    ]
    with pytest.raises(NotNow, match="fund_is_bound"):
        services.change_round(session, round_, fund=1, actor=SYSTEM, now=day(22))


def test_the_dates_of_a_draft_change_by_one_person(session: Session) -> None:
    edition = opened(session)
    place = b.a_neighbourhood(session, "mirail")
    round_ = services.add_round(
        session, edition, place, fund=1, phases=some_dates(), actor=SYSTEM, now=NOW
    )
    services.change_round(session, round_, phases=some_dates(first=4), actor=SYSTEM, now=NOW)
    assert round_.phases[0].starts_at == day(4)
    wrong = [dates._replace(starts_at=day(1)) for dates in some_dates() if dates.kind == "vote"]
    with pytest.raises(Invalid, match="phases_overlap"):
        services.change_round(session, round_, phases=wrong, actor=SYSTEM, now=NOW)
    assert round_.phases[2].starts_at == day(24)


def test_an_edition_changes_until_its_first_vote_opens(session: Session) -> None:
    round_ = with_round(session)
    services.change_edition(
        session, round_.edition, ballot=b.approvals(1, 5), actor=SYSTEM, now=NOW
    )
    assert round_.edition.ballot == b.approvals(1, 5)
    services.freeze(session, round_, b.frozen_rules(), actor=SYSTEM, now=NOW)
    with pytest.raises(NotNow, match="rules_are_frozen"):
        services.change_edition(
            session, round_.edition, ballot=b.approvals(1, 6), actor=SYSTEM, now=NOW
        )
    services.change_edition(
        session,
        round_.edition,
        title={"en": "Act in 2027"},
        ballot=b.approvals(1, 5),
        actor=SYSTEM,
        now=NOW,
    )
    assert round_.edition.title == {"en": "Act in 2027"}
    assert round_.edition.ballot == b.approvals(1, 5)


def test_the_frozen_document_is_canonical_and_frozen_once(session: Session) -> None:
    round_ = with_round(session)
    rules = b.frozen_rules()
    frozen = services.freeze(session, round_, rules, actor=SYSTEM, now=NOW)
    assert (frozen.document, frozen.rules) == (to_json(rules), rules)
    assert frozen.digest == digest(frozen.document)
    with pytest.raises(NotNow, match="rules_are_frozen"):
        services.freeze(session, round_, rules, actor=SYSTEM, now=NOW)


def test_one_document_has_one_text() -> None:
    text = canonical({"rule": "greedy@1", "fund": 5, "title": "Été"})
    assert text == '{"fund":5,"rule":"greedy@1","title":"Été"}'
    assert digest(text) == "89cb8e76f01739de9c353763757d234419886b17220998ef97465480f8c98a79"


def test_key_holders_are_two_people(session: Session) -> None:
    round_, first, second = with_round(session), b.a_person(session), b.a_person(session)
    with pytest.raises(Invalid, match="key_holders_same"):
        services.name_key_holders(session, round_, first, first, actor=SYSTEM, now=NOW)
    services.name_key_holders(session, round_, first, second, actor=SYSTEM, now=NOW)
    assert round_.key_holder_ids == (first.id, second.id)
    round_.opened_at = NOW
    with pytest.raises(NotNow, match="key_is_split"):
        services.name_key_holders(session, round_, second, first, actor=SYSTEM, now=NOW)


def asked(session: Session, *, new_end: int = 33) -> tuple[MovedDate, Actor]:
    round_, first = with_round(session), b.actor_of(session, b.a_staff_member(session))
    vote = round_.phases[2]
    with clock.at(day(25)):
        moved = services.ask_to_move_phase(
            session,
            vote,
            new_start=vote.starts_at,
            new_end=day(new_end),
            reason="The mail came late.",
            actor=first,
            now=day(25),
        )
    return moved, first


def test_an_end_moves_later_by_two_people_and_pushes_what_follows(session: Session) -> None:
    moved, _first = asked(session)
    second = b.actor_of(session, b.a_staff_member(session))
    with clock.at(day(26)):
        phase = services.confirm_moved_phase(session, moved, actor=second, now=day(26))
    assert phase.ends_at == day(33) and moved.confirmed_by_id == second.person_id
    spans = [(p.kind, p.starts_at, p.ends_at) for p in phase.round.phases[3:]]
    assert spans == [
        ("allocate", day(33), day(43)),
        ("publish", day(43), day(53)),
        ("deliver", day(53), None),
    ]
    assert acts(session)[-2:] == ["ask_to_move_end", "confirm_moved_end"]


def test_who_asked_cannot_confirm(session: Session) -> None:
    moved, first = asked(session)
    with clock.at(day(26)), pytest.raises(NotAllowed, match="second_is_first"):
        services.confirm_moved_phase(session, moved, actor=first, now=day(26))
    assert moved.phase.ends_at == day(31)


def test_a_role_of_yesterday_cannot_confirm(session: Session) -> None:
    moved, _first = asked(session)
    late = b.a_holder(session, b.Role.STAFF, given_at=day(24))
    with clock.at(day(26)), pytest.raises(NotAllowed, match="second_too_new"):
        services.confirm_moved_phase(session, moved, actor=b.actor_of(session, late), now=day(26))


@pytest.mark.parametrize(
    ("new_end", "at", "code"),
    [
        (30, 25, "end_only_later"),
        (31, 25, "end_only_later"),
        (31 + 367, 25, "move_too_far"),
        (40, 31, "end_has_come"),
        (40, 32, "end_has_come"),
    ],
)
def test_an_end_moves_only_later_and_before_it_has_come(
    session: Session, new_end: int, at: int, code: str
) -> None:
    round_, first = with_round(session), b.actor_of(session, b.a_staff_member(session))
    with clock.at(day(at)), pytest.raises(Refusal, match=code):
        services.ask_to_move_phase(
            session,
            round_.phases[2],
            new_start=round_.phases[2].starts_at,
            new_end=day(new_end),
            reason="Late.",
            actor=first,
            now=day(at),
        )
    assert session.scalars(select(MovedDate)).all() == []


def ask_again(session: Session, phase: Phase, reason: str, actor: Actor) -> MovedDate:
    start = phase.starts_at
    return services.ask_to_move_phase(
        session, phase, new_start=start, new_end=day(34), reason=reason, actor=actor, now=day(25)
    )


def test_a_move_needs_a_reason_and_waits_alone(session: Session) -> None:
    moved, first = asked(session)
    with clock.at(day(25)), pytest.raises(Invalid, match="reason_needed"):
        ask_again(session, moved.phase, " ", first)
    with clock.at(day(25)), pytest.raises(NotNow, match="move_already_asked"):
        ask_again(session, moved.phase, "Late.", first)


def test_an_end_that_has_come_is_not_confirmed(session: Session) -> None:
    moved, _first = asked(session)
    second = b.actor_of(session, b.a_staff_member(session))
    with clock.at(day(31)), pytest.raises(NotNow, match="end_has_come"):
        services.confirm_moved_phase(session, moved, actor=second, now=day(31))


def test_the_ledger_and_the_totals_go_together(session: Session) -> None:
    round_ = with_round(session)
    for kind, amount in (
        ("allocated", 3_000_000),
        ("paid", 1_000_000),
        ("returned", 200_000),
        ("released", 500_000),
    ):
        services.write_ledger(
            session,
            round_.fund,
            kind,
            amount,
            subject=ThingRef(ThingKind.PROJECT, 1),
            actor=SYSTEM,
            now=NOW,
        )
    assert (round_.fund.amount, round_.fund.allocated, round_.fund.paid) == (
        5_000_000,
        2_500_000,
        800_000,
    )
    assert len(entries(round_, session)) == 5


@pytest.mark.parametrize(
    ("kind", "amount"),
    [
        ("allocated", 5_000_001),
        ("paid", 1),
        ("released", 1),
        ("returned", 1),
        ("granted", -5_000_001),
    ],
)
def test_money_that_is_not_there_is_refused(session: Session, kind: str, amount: int) -> None:
    round_ = with_round(session)
    session.commit()
    with pytest.raises(NotNow, match="fund_would_be_exceeded"):
        services.write_ledger(
            session,
            round_.fund,
            kind,
            amount,
            subject=ThingRef(ThingKind.PROJECT, 1),
            actor=SYSTEM,
            now=NOW,
        )
    assert entries(round_, session) == [("granted", 5_000_000)] and round_.fund.allocated == 0


def test_the_database_itself_refuses_more_than_the_fund(session: Session) -> None:
    round_ = with_round(session)
    round_.fund.allocated = 5_000_001
    with pytest.raises(NotNow, match="fund_would_be_exceeded"):
        flush(session)


@pytest.mark.parametrize(
    "statement", ["UPDATE fund_entries SET amount = 1", "DELETE FROM fund_entries"]
)
def test_the_ledger_cannot_be_rewritten(session: Session, statement: str) -> None:
    with_round(session)
    with pytest.raises(IntegrityError, match="append-only"):
        session.execute(text(statement))
